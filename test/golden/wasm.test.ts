import { describe, expect, test } from 'vitest';
import { wasm } from 'spikefold';
import { casesUnder, ownCases } from './files.js';
import { playCase } from './play.js';

/** How many cases there are: none gets lost unseen. */
const areas = {
  connections: 47,
  encoders: 15,
  evaluation: 9,
  learning: 100,
  models: 10,
  monitors: 13,
  network: 124,
  nodes: 77,
  reward: 2,
  spec: 55,
};

// On one backend, as other tests hold all backends to the same bits; `npm run golden` plays them on any.
describe.each(Object.entries(areas))('golden cases of %s', (area, count) => {
  const found = casesUnder([`${ownCases}/${area}.jsonl.gz`]).map(
    ({ path, golden }) => [typeof golden === 'string' ? path : golden.name, golden] as const,
  );
  test(`are ${count}`, () => {
    expect(new Set(found.map(([name]) => name)).size).toBe(count);
  });
  test.each(found)('%s', async (_, golden) => {
    if (typeof golden === 'string') throw new Error(golden);
    expect(await playCase(wasm, golden)).toEqual({ passed: true });
  });
});
