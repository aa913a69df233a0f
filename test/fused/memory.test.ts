import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('ten thousand runs on wasm leave no memory behind', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', join(import.meta.dirname, 'support', 'many-runs.ts')],
    { encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  const grown = JSON.parse(stdout) as Readonly<Record<string, number>>;
  const most = { rss: 48, heapUsed: 4, external: 2, arrayBuffers: 2 };
  for (const [name, megabytes] of Object.entries(most)) expect(grown[name], name).toBeLessThan(megabytes * 2 ** 20);
});
