import { expect, test } from 'vitest';
import { rounds, type Outcome } from '../../src/sweep.js';
import { job, twoThreads } from './support/jobs.js';

const bisection = {
  first: [{ n: 0 }, { n: 64 }],
  next: (outcomes: readonly Outcome<{ readonly n: number }, { readonly n: number }>[], round: number) => {
    const [low, high] = outcomes.map(({ point }) => point.n) as [number, number];
    if (round === 4) return [];
    const middle = (low + high) / 2;
    if (round === 3) return [{ n: middle }];
    return [{ n: middle < 20 ? middle : low }, { n: middle < 20 ? high : middle }];
  },
};

test('rounds are the same in threads as in this thread, and count places on', async () => {
  const all = async (where: Parameters<typeof rounds>[2]) => {
    const found = [];
    for await (const round of rounds(job('various.mjs'), bisection as never, where)) found.push(round);
    return found;
  };
  const found = await all({ workers: 1 });
  expect(found.map((round) => round.map(({ point }) => (point as { readonly n: number }).n))).toEqual([
    [0, 64],
    [0, 32],
    [16, 32],
    [16, 24],
    [20],
  ]);
  expect(found.flat().map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await all(twoThreads)).toEqual(found);
});
