import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The functions that a test file calls, by the files of src that they are in; those without a name are ''. */
export interface Reach {
  readonly test: string;
  readonly calls: readonly (readonly [file: string, functions: readonly string[]])[];
}

/** Runs test files, and tells which of them call a function of a file. Whether they pass is no matter here. */
export const reachOf = (tests: readonly string[]): ((file: string, name: string) => ReadonlySet<string>) => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-reach-'));
  try {
    const path = join(folder, 'reach.jsonl');
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const args = ['run', '--project', 'node', '--mode', 'reach', '--reporter', 'dot', ...tests];
    const env = { ...process.env, REACH_FILE: path };
    const { stdout } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, env, encoding: 'utf8' });
    if (!existsSync(path)) throw new Error(`no test ran: ${stdout.slice(-4000)}`);
    const found = new Map<string, Set<string>>();
    for (const line of readFileSync(path, 'utf8').trim().split('\n')) {
      const { test, calls } = JSON.parse(line) as Reach;
      for (const [file, functions] of calls)
        for (const name of functions) {
          const at = `${file} ${name}`;
          found.set(at, (found.get(at) ?? new Set()).add(test));
        }
    }
    return (file, name) => found.get(`${file} ${name}`) ?? new Set();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
