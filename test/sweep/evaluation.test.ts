import { expect, test } from 'vitest';
import {
  dense,
  explain,
  initial,
  input,
  isLeft,
  layer,
  lif,
  network,
  orThrow,
  postPre,
  traced,
  uniform,
} from '../../src/index.js';
import { evaluateIn, type SweepProgress } from '../../src/sweep.js';
import { job, typescriptThreads } from './support/jobs.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([6], traced(input())), Y: layer([4], traced(lif({ tau: 50 }))) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1, 0, 8)), postPre([1e-2, 1e-2])),
  })),
);
const state = initial(net, { seed: 5 });
const samples = Array.from({ length: 7 }, (_, sample) =>
  Array.from({ length: 6 }, (__, place) => 40 * ((sample + place) % 5)),
);
const here = { workers: 1 } as const;
type Part = readonly [size: number, first: number, seed: unknown];
const evaluate = 'examples/jobs/spike-counts.ts';

test('the results of samples do not depend on how they are split, nor where they are computed', async () => {
  const alone = orThrow(await evaluateIn(here, evaluate, { net, state, samples }, { seed: 9 }));
  expect(alone.length).toBe(7);
  expect(new Set(alone.map(String)).size).toBeGreaterThan(3);
  for (const part of [1, 3])
    expect(orThrow(await evaluateIn(here, evaluate, { net, state, samples }, { seed: 9, part }))).toEqual(alone);
  const inThreads = await evaluateIn(typescriptThreads, evaluate, { net, state, samples }, { seed: 9, part: 2 });
  expect(orThrow(inThreads)).toEqual(alone);
  expect(orThrow(await evaluateIn(here, evaluate, { net, state, samples: [] }))).toEqual([]);
});

test('samples are in parts of 100 or as many as are asked for, the last with what is left, each with a seed by its number', async () => {
  const parts = async (count: number, part: { readonly part?: number }) => {
    const totals = new Set<number | undefined>();
    const given = { net, state, samples: Array.from({ length: count }, (_, k) => k) };
    const options = { seed: 3, ...part, progress: ({ total }: SweepProgress) => void totals.add(total) };
    const all = orThrow(await evaluateIn(here, job('parts.ts'), given, options)) as readonly Part[];
    return {
      totals: [...totals],
      sizes: all.map(([size]) => size),
      firsts: all.map(([, first]) => first),
      seeds: all.map(([, , seed]) => seed),
    };
  };
  const whole = await parts(201, {});
  expect(whole).toMatchObject({
    totals: [3],
    sizes: [...Array(200).fill(100), 1],
    firsts: [...Array(100).fill(0), ...Array(100).fill(100), 200],
  });
  expect(new Set(whole.seeds.map(String)).size).toBe(201);
  expect(await parts(6, { part: 3 })).toEqual({
    totals: [2],
    sizes: [3, 3, 3, 3, 3, 3],
    firsts: [0, 0, 0, 3, 3, 3],
    seeds: whole.seeds.slice(0, 6),
  });
});

test.each([
  [
    'a job that gives too few',
    job('too-few.ts'),
    { net, state, samples },
    {},
    /point 0 .*: evaluation: results must be an array of 2, one for each sample, got .*\n.*point 1/,
  ],
  ['no job', job('nowhere.mjs'), { net, state, samples }, {}, /^sweep: job must be/],
  ['a state of something else', evaluate, { net, state: {}, samples }, {}, /^state: /],
  ['no samples', evaluate, { net, state, samples: 7 }, {}, 'evaluateIn: samples must be an array of samples, got 7'],
  [
    'parts of nothing',
    evaluate,
    { net, state, samples },
    { part: 0 },
    'evaluateIn: part must be a whole number of samples, at least 1, got 0',
  ],
  [
    'an unknown option',
    evaluate,
    { net, state, samples },
    { parts: 2 },
    /^evaluateIn: unknown option 'parts': one of 'part'/,
  ],
])('%s is a fault', async (_, name, given, options, says) => {
  const found = await evaluateIn(here, name, given as never, { part: 2, ...options });
  const lines = isLeft(found) ? found.left.map(explain).join('\n') : 'nothing was said';
  expect(lines).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
  expect(lines).not.toBe('nothing was said');
});

test('a network that cannot be saved is a fault of saving', async () => {
  const own = { ...lif(), term: { name: 'own', params: {} } };
  const made = orThrow(network({ dt: 1 }, { Y: layer([1], own) }, () => ({})));
  const given = { net: made, state: initial(made), samples: [1] };
  const found = await evaluateIn(here, evaluate, given);
  expect(isLeft(found) && explain(found.left[0])).toMatch(/own/);
});
