import { describe, expect, test } from 'vitest';
import {
  bernoulli,
  eager,
  filled,
  foldIn,
  initial,
  izhikevichPopulation,
  layer,
  monitor,
  network,
  normal,
  orThrow,
  pairwise,
  poisson,
  poissonGroup,
  poissonIntervals,
  randomPositions,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  gridPositions,
  record,
  run,
  uniform,
  uniforms,
  type Pattern,
  type Seed,
  type Tensor,
} from '../../src/index.js';
import { poissonApprox } from '../../src/bindsnet.js';

const n = 16_384;
const side = Math.sqrt(n);
const places = gridPositions([side]);

/** The step of each place's first spike (or the number of steps), and its spikes in the first step. */
const firstSpikes = (trains: Iterable<Tensor>, steps: number): ArrayLike<number> => {
  const first = new Float64Array(n).fill(steps);
  let step = 0;
  for (const spikes of trains) {
    for (let place = 0; place < n; place++) if (spikes.data[place] === 1 && first[place] === steps) first[place] = step;
    step++;
  }
  return first;
};

const firstOf = <A>(values: Iterable<A>): A => {
  for (const value of values) return value;
  throw new Error('there are none');
};

/** The spikes of a layer's own noise in its first step. */
const spikesOf = async (seed: Seed, name: string): Promise<ArrayLike<number>> => {
  const net = orThrow(network({ dt: 1 }, { [name]: layer([n], poissonGroup({ rates: 500 })) }));
  const ran = orThrow(await run(eager, net, initial(net, { seed }), [{}], { s: monitor(net, name, 's', record()) }));
  return ran.monitors.s.data;
};

const joined = ({ pre, post }: Pattern): ArrayLike<number> => {
  const mask = new Uint8Array(n);
  for (let e = 0; e < pre.length; e++) mask[pre[e]! * side + post[e]!] = 1;
  return mask;
};

/** Every use of a seed, as numbers that follow from what it draws, place by place. */
const uses: Readonly<Record<string, (seed: Seed) => ArrayLike<number> | Promise<ArrayLike<number>>>> = {
  uniform: (seed) => uniform(seed)([n]).data,
  normal: (seed) => normal(seed)([n]).data,
  uniforms: (seed) => uniforms(seed, 0, n),
  'uniforms of foldIn(seed, 0)': (seed) => uniforms(foldIn(seed, 0), 0, n),
  'uniforms of foldIn(seed, 1)': (seed) => uniforms(foldIn(seed, 1), 0, n),
  'uniform(foldIn(seed, 0))': (seed) => uniform(foldIn(seed, 0))([n]).data,
  bernoulli: (seed) => firstOf(bernoulli(seed, filled([n], 0.5), 1)(1)).data,
  'poisson, first spikes': (seed) => firstSpikes(poisson(seed, filled([n], 200), 20)(1), 20),
  'poisson, first step': (seed) => firstOf(poisson(seed, filled([n], 500), 1)(1)).data,
  'poissonIntervals, first spikes': (seed) => firstSpikes(poissonIntervals(seed, filled([n], 100), 40)(1), 40),
  poissonApprox: (seed) => firstOf(poissonApprox(seed, filled([n], 20), 1)(1)).data,
  'izhikevichPopulation, lateral': (seed) => izhikevichPopulation(seed, side, 1).lateral.data,
  fixedProbability: (seed) => joined(fixedProbability(seed, 0.5)(side, side)),
  fixedInDegree: (seed) => joined(fixedInDegree(seed, side / 2)(side, side)),
  fixedOutDegree: (seed) => joined(fixedOutDegree(seed, side / 2)(side, side)),
  fixedTotalNumber: (seed) => joined(fixedTotalNumber(seed, n / 2)(side, side)),
  pairwise: (seed) => joined(pairwise(seed, places, places, () => 0.5)(side, side)),
  randomPositions: (seed) => randomPositions(seed, n, [1]).data,
  'initial, a layer Y': (seed) => spikesOf(seed, 'Y'),
  'initial, a layer named like a use': (seed) => spikesOf(seed, 'uniform'),
};

const correlation = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, value) => sum + value, 0) / n;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let k = 0; k < n; k++) {
    ab += (a[k]! - ma) * (b[k]! - mb);
    aa += (a[k]! - ma) ** 2;
    bb += (b[k]! - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
};

describe.each<[string, Seed]>([
  ['0', 0],
  ['5', 5],
  ['4294967295', 2 ** 32 - 1],
  ['foldIn(5, 7)', foldIn(5, 7)],
])('one seed for everything, %s', (_, seed) => {
  test('no two uses have numbers in common', async () => {
    const names = Object.keys(uses);
    const drawn = await Promise.all(names.map(async (name) => uses[name]!(seed)));
    const related = names.flatMap((a, i) =>
      names.slice(i + 1).flatMap((b, j) => {
        const r = correlation(drawn[i]!, drawn[i + 1 + j]!);
        // A use that draws the same numbers twice has a correlation of one, and constant ones NaN.
        return Math.abs(r) < 0.05 ? [] : [`${a} and ${b}: ${r.toFixed(3)}`];
      }),
    );
    // How many spike in the first step, and when each first does, follow from the same draws.
    expect(related.filter((pair) => !pair.startsWith('poisson, first spikes and poisson, first step'))).toStrictEqual(
      [],
    );
  });
});

describe('what is no seed', () => {
  const takers: Readonly<Record<string, (seed: Seed) => unknown>> = {
    uniform: (seed) => uniform(seed),
    normal: (seed) => normal(seed),
    fixedProbability: (seed) => fixedProbability(seed, 0.1),
    fixedInDegree: (seed) => fixedInDegree(seed, 1),
    fixedOutDegree: (seed) => fixedOutDegree(seed, 1),
    fixedTotalNumber: (seed) => fixedTotalNumber(seed, 1),
    pairwise: (seed) => pairwise(seed, places, places, 'gaussian'),
    randomPositions: (seed) => randomPositions(seed, 1, [1]),
    izhikevichPopulation: (seed) => izhikevichPopulation(seed, 4),
    uniforms: (seed) => uniforms(seed, 0, 1),
    foldIn: (seed) => foldIn(seed, 1),
    initial: (seed) => initial(orThrow(network({ dt: 1 }, { Y: layer([1], poissonGroup({ rates: 1 })) })), { seed }),
    bernoulli: (seed) => Array.from(bernoulli(seed, filled([1], 1), 1)(1)),
    poisson: (seed) => Array.from(poisson(seed, filled([1], 1), 1)(1)),
    poissonIntervals: (seed) => Array.from(poissonIntervals(seed, filled([1], 1), 1)(1)),
    poissonApprox: (seed) => Array.from(poissonApprox(seed, filled([1], 1), 1)(1)),
  };
  const wrong: readonly (readonly [unknown, string])[] = [
    [0.37, '0.37'],
    [1.7, '1.7'],
    [Number.NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [2 ** 32, '4294967296'],
    [-1, '-1'],
    ['5', "'5'"],
    [[1, 2, 3], '[1, 2, 3]'],
    [[0.5, 1], '[0.5, 1]'],
    [null, 'null'],
  ];

  test.each(Object.entries(takers))('is refused by %s', (name, take) => {
    for (const [seed, got] of wrong)
      expect(() => take(seed as Seed)).toThrow(
        `${name}: seed must be a whole number from 0 to 2^32 - 1, or a key from foldIn, got ${got}`,
      );
  });

  test('and foldIn takes no number that it would cut off', () => {
    for (const data of [1.7, -1, 2 ** 32, Number.NaN])
      expect(() => foldIn(1, data)).toThrow(`foldIn: data must be a whole number from 0 to 2^32 - 1, got ${data}`);
  });
});
