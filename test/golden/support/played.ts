import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../src/index.js';
import { casesUnder, ownCases } from '../files.js';
import { playCase } from '../play.js';

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
  spec: 51,
};

/** Every case of the repository as a test on a backend. (A file for each, so that they run side by side.) */
export const playedOn = (backend: Backend): void => {
  describe.each(Object.entries(areas))(`golden cases of %s on ${backend.name}`, (area, count) => {
    const found = casesUnder([`${ownCases}/${area}.jsonl.gz`]).map(
      ({ path, golden }) => [typeof golden === 'string' ? path : golden.name, golden] as const,
    );
    test(`are ${count}`, () => {
      expect(new Set(found.map(([name]) => name)).size).toBe(count);
    });
    test.each(found)('%s', async (_, golden) => {
      if (typeof golden === 'string') throw new Error(golden);
      expect(await playCase(backend, golden)).toEqual({ passed: true });
    });
  });
};
