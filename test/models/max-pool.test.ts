import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxPool, size, tensor, type Shape, type Tensor } from '../../src/index.js';
import { eagerAlgebra as A } from '../../src/authoring.js';
import { boolsOf, tensorOf, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { geometries } from './support/geometries.js';
import { scan } from './support/scan.js';
import { outOf, rowsIn, views, type Geometry } from './support/synapses.js';

/** The rates and the output after each step. */
const pooled = (geometry: Geometry, decay: number, spikes: readonly Tensor[]) => {
  const { channels, image, kernel, stride, padding, dilation } = geometry;
  const wiring = maxPool({ kernel, stride, padding, dilation, decay });
  const connection = wiring([channels, ...image], [channels, ...outOf(geometry)]);
  expect(connection.faults).toStrictEqual([]);
  const silence = Array.from(spikes[0]!.data, () => 0);
  const first = tensor(spikes[0]!.shape, silence);
  return scan({ rates: first, current: first }, spikes, ({ rates }, s) => {
    const { current, vars } = connection.apply(A, { rates }, s, 1);
    return { rates: vars.rates, current };
  }).slice(1);
};

const flat = (shape: Shape, kernel: number, stride: number): Geometry => ({
  channels: 1,
  image: shape,
  kernel: [kernel],
  stride: [stride],
  padding: [0],
  dilation: [1],
});

test('the worked example of docs/spec/topology.md', () => {
  const spikes = [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 1, 0, 0],
    [1, 1, 0, 1],
  ].map((row) => tensor([1, 1, 4], row, 'bool'));
  const steps = pooled(flat([4], 2, 2), 0.5, spikes);
  expect(steps.map(({ rates }) => Array.from(rates.data))).toStrictEqual([
    [1, 0, 0, 0],
    [0.5, 1, 0, 0],
    [0.25, 1.5, 0, 0],
    [1.125, 1.75, 0, 1],
  ]);
  expect(steps.map(({ current }) => Array.from(current.data))).toStrictEqual([
    [1, 0],
    [1, 0],
    [1, 0],
    [1, 1],
  ]);
});

test('of equal rates the first in the window wins', () => {
  const even = [
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
  ].map((row) => tensor([1, 1, 2], row, 'bool'));
  // Without decay the rates are 1 0, 1 1, 2 1, 2 2: the first passes on its spike, or silence, every time.
  expect(pooled(flat([2], 2, 1), 0, even).map(({ current }) => Array.from(current.data))).toStrictEqual([
    [1],
    [0],
    [1],
    [0],
  ]);
});

interface Pool {
  readonly geometry: Geometry;
  readonly rows: number;
  readonly decay: number;
  readonly spikes: readonly Tensor[];
}

/** Decays by powers of two keep every rate exact, so that ties are ties. */
const pools = (axes: number, spikesOf: (shape: Shape) => fc.Arbitrary<Tensor>): fc.Arbitrary<Pool> =>
  fc
    .tuple(geometries(axes), wholeIn(1, 3), fc.constantFrom(0, 0.25, 0.5, 1))
    .chain(([geometry, rows, decay]) =>
      fc
        .array(spikesOf([rows, geometry.channels, ...geometry.image]), { minLength: 1, maxLength: 5 })
        .map((spikes) => ({ geometry, rows, decay, spikes })),
    );

/** What each window passes on: the spike of the first of its highest rates; silence where it is all padding. */
const passedOn = (geometry: Geometry, rates: readonly number[], spikes: readonly number[]): readonly number[] => {
  const windows = geometry.channels * size(outOf(geometry));
  const inside = views(geometry);
  return Array.from({ length: windows }, (_, window) => {
    const seen = inside.filter(({ channel, position }) => channel * size(outOf(geometry)) + position === window);
    const highest = seen.reduce((best, { pre }) => Math.max(best, rates[pre]!), -Infinity);
    const winner = seen.find(({ pre }) => rates[pre] === highest);
    return winner === undefined ? 0 : spikes[winner.pre]!;
  });
};

const agrees = ({ geometry, rows, decay, spikes }: Pool): void => {
  const steps = pooled(geometry, decay, spikes);
  const start = Array.from(spikes[0]!.data, () => 0);
  spikes.reduce<readonly number[]>((before, { data }, step) => {
    const rates = before.map((rate, k) => rate - decay * rate + data[k]!);
    const [rateRows, spikeRows] = [rowsIn(rates, rows), rowsIn(data, rows)];
    const want = rateRows.flatMap((row, b) => passedOn(geometry, row, spikeRows[b]!));
    const got = steps[step]!;
    expect(got.current.shape).toStrictEqual([rows, geometry.channels, ...outOf(geometry)]);
    expect(Array.from(got.rates.data)).toStrictEqual(rates);
    expect(Array.from(got.current.data)).toStrictEqual(want);
    return rates;
  }, start);
};

/** Whether the windows of a layer overlap its edge. */
const padded = ({ geometry: { padding } }: Pool): boolean => padding.some((extent) => extent > 0);

describe.each([1, 2, 3])('max-pooling in %d dimensions', (axes) => {
  law('passes on the spike of the neuron with the highest rate', [pools(axes, boolsOf)], agrees, 60);

  const graded = pools(axes, (shape) => tensorOf(shape, wholeIn(0, 3)));
  law('passes on graded spikes', [graded], agrees, 60);

  const signed = pools(axes, (shape) => tensorOf(shape, wholeIn(-3, 3)));
  law('passes on negative spikes, without padding', [signed.filter((pool) => !padded(pool))], agrees, 60);
});

test('passes on negative spikes beside padding', () => {
  const padded = { ...flat([2], 2, 1), padding: [1] };
  const [first] = pooled(padded, 0.5, [tensor([1, 1, 2], [-1, -2])]);
  expect(Array.from(first!.current.data)).toStrictEqual([-1, -1, -2]);
});
