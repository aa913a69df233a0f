import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** How an example ended: its exit status, what it said, and the pictures that it drew, by file name. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly pictures: Readonly<Record<string, string>>;
}

/** Runs an example as a user would, with the pictures in a folder that is gone afterwards. */
export const ran = (name: string, ...args: readonly string[]): Promise<Ran> => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-example-'));
  const argv = ['--import', 'tsx', `examples/${name}.ts`, '--out', folder, ...args];
  return new Promise((done) => {
    execFile(process.execPath, argv, { cwd: root, encoding: 'utf8' }, (error, stdout, stderr) => {
      const names = readdirSync(folder);
      const pictures = Object.fromEntries(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
      rmSync(folder, { recursive: true, force: true });
      done({ status: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout, stderr, pictures });
    });
  });
};
