import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';

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
      const status = typeof error?.code === 'number' ? error.code : error === null ? 0 : 1;
      done({ status, stdout, stderr, pictures: taken(folder) });
    });
  });
};

/** The files of a folder, which is gone afterwards. */
const taken = (folder: string): Ran['pictures'] => {
  const names = readdirSync(folder);
  const files = Object.fromEntries(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  rmSync(folder, { recursive: true, force: true });
  return files;
};

/** The same in this process, as a start of tsx takes most of a second; a module runs once, so each example can be run so once. */
export const ranHere = async (name: string, ...args: readonly string[]): Promise<Omit<Ran, 'stderr'>> => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-example-'));
  const { argv, exitCode } = process;
  let stdout = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  process.argv = [process.execPath, `examples/${name}.ts`, '--out', folder, ...args];
  process.exitCode = 1;
  try {
    await import(/* @vite-ignore */ resolve(root, `examples/${name}.ts`));
    return { status: process.exitCode, stdout, pictures: taken(folder) };
  } finally {
    write.mockRestore();
    Object.assign(process, { argv, exitCode });
  }
};
