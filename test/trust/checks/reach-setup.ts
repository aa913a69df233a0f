import { appendFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join, relative } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { Reach } from '../reach.js';

// Tells which functions of src each test file calls: the files of a process share it, and each takes what was counted since the one before.
const root = join(import.meta.dirname, '..', '..', '..');
const key = Symbol.for('spikefold, calls are counted');
const shared = globalThis as { [key]?: Promise<Session> };

const counting = (shared[key] ??= (async () => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return session;
})());

await (await counting).post('Profiler.takePreciseCoverage');

afterAll(async () => {
  const { result } = await (await counting).post('Profiler.takePreciseCoverage');
  const calls = result.flatMap(({ url, functions }) => {
    const file = relative(root, url.replace(/^file:\/\//, ''));
    if (!file.startsWith('src/')) return [];
    const called = functions.filter(({ ranges }) => ranges[0]!.count > 0).map(({ functionName }) => functionName);
    return [[file, [...new Set(called)]] as const];
  });
  const reach: Reach = { test: relative(root, expect.getState().testPath!), calls };
  appendFileSync(process.env['REACH_FILE']!, `${JSON.stringify(reach)}\n`);
});
