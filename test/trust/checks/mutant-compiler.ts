import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseSync } from 'vite';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** A change of a file of src. */
interface Changed {
  readonly file: string;
  readonly code: string;
}

/** What is unused only because of a change is no error. */
const options = ['--noEmit', '--incremental', 'false', '--noUnusedLocals', 'false', '--noUnusedParameters', 'false'];

/** For each changed file whether it compiles: they lie beside the files that they change, so that the compiler runs once for all. */
export const compiling = (all: readonly Changed[]): readonly boolean[] => {
  const home = mkdtempSync(join(tmpdir(), 'spikefold-compiled-'));
  try {
    for (const path of ['src', 'tsconfig.json', 'tsconfig.build.json', 'package.json'])
      cpSync(join(root, path), join(home, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
    const paths = all.map(({ file }, place) => file.replace(/\.ts$/, `.mutant-${place}.ts`));
    // The compiler looks at types only where all can be parsed.
    const parsed = all.map(({ code }) => parseSync('file.ts', code).errors.length === 0);
    all.forEach(({ code }, place) => parsed[place] && writeFileSync(join(home, paths[place]!), code));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = [tsc, '-p', 'tsconfig.build.json', '--pretty', 'false', ...options];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: home, encoding: 'utf8' });
    const wrong = new Set([...stdout.matchAll(/^(\S+)\(\d+,\d+\): error/gm)].map(([, path]) => path));
    if (status !== 0 && wrong.size === 0) throw new Error(`tsc ended with ${status}: ${stdout}`);
    return paths.map((path, place) => parsed[place]! && !wrong.has(path));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
