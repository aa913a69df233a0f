import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Task, Verdict } from './mutants-part.js';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** A copy of the project to change; the build, which some tests start, and packages stay where they are. */
const copied = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'spikefold-mutants-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
  for (const file of files) cpSync(join(root, file), join(home, file));
  for (const folder of ['node_modules', 'dist']) symlinkSync(join(root, folder), join(home, folder));
  return home;
};

/** One worker a tester, as there is one tester for each core. */
const env = { ...process.env, VITEST_MAX_WORKERS: '1', LAW_SHRINK: '0' };

/** Runs tests over changed files, one after the other. Mutable; it lives only inside a measurement. */
export interface Tester {
  /** The tests of a task that fail; undefined where they do not end in so many ms. */
  readonly failing: (task: Task, ms: number) => Promise<readonly string[] | undefined>;
  readonly close: () => void;
}

export const tester = (): Tester => {
  const home = copied();
  const program = join(import.meta.dirname, 'mutants-part.ts');
  let child: ChildProcessWithoutNullStreams | undefined;
  let tests: readonly string[] = [];
  let heard: (verdict: Verdict | undefined) => void = () => {};
  const start = (): ChildProcessWithoutNullStreams => {
    // A group of its own, so that what never ends can be ended with all that it has started.
    const made = spawn(process.execPath, ['--import', 'tsx', program, home], {
      cwd: home,
      detached: true,
      stdio: 'pipe',
      env,
    });
    made.stderr.resume();
    createInterface({ input: made.stdout }).on('line', (line) => {
      if (line.startsWith('verdict ')) heard(JSON.parse(line.slice('verdict '.length)) as Verdict);
    });
    made.on('exit', () => {
      if (child === made) {
        child = undefined;
        // A mutant that ends its own process is noticed.
        heard({ failed: tests });
      }
    });
    return made;
  };
  const end = (): void => {
    const one = child;
    child = undefined;
    if (one?.pid !== undefined) process.kill(-one.pid, 'SIGKILL');
  };
  return {
    failing: async (task, ms) => {
      child ??= start();
      tests = task.tests;
      const verdict = new Promise<Verdict | undefined>((resolved) => (heard = resolved));
      child.stdin.write(`${JSON.stringify(task)}\n`);
      const timer = setTimeout(() => heard(undefined), ms);
      const got = await verdict;
      clearTimeout(timer);
      if (got === undefined) end();
      return got?.failed;
    },
    close: () => {
      end();
      rmSync(home, { recursive: true, force: true });
    },
  };
};
