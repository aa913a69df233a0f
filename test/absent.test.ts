import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const needing = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join('test', name))
  .filter((path) => /^import .*support\/(python|redis)\.js';$/m.test(readFileSync(join(root, path), 'utf8')));

test("outside CI, tests that need Python's packages or Redis are skipped aloud where there are none, and no file of theirs fails", () => {
  expect(needing.length).toBeGreaterThan(5);
  const { CI: _, VITEST: __, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project',
      'node',
      '--reporter',
      'default',
      ...needing,
    ],
    {
      cwd: root,
      env: { ...env, PYTHON: join(root, 'none'), REDIS_SERVER: join(root, 'none') },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  expect(status, stdout + stderr).toBe(0);
  for (const need of ['python3-h5py', 'redis-server'])
    expect(stdout + stderr).toContain(`SKIPPED outside CI: needs ${need}`);
});
