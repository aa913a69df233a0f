import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  columnsTo,
  dense,
  initial,
  input,
  layer,
  mcCullochPitts,
  network,
  normalised,
  noOp,
  orThrow,
  tensor,
  uniform,
  type Names,
  type NormaliseOptions,
  type Tensor,
} from '../../src/index.js';
import { numberIn, tensorOf, wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame, sameBits } from '../support/same.js';
import { play } from '../support/trials.js';

/** Weights of any size but vanishing ones, which are 0. */
const sizeable = numberIn(-9, 9).map((w) => (Math.abs(w) < 1e-6 ? 0 : w));

/** Weights of which some columns are all zero. */
const weights: fc.Arbitrary<Tensor> = fc.tuple(wholeIn(1, 4), wholeIn(1, 4)).chain(([m, n]) =>
  fc
    .tuple(tensorOf([m, n], sizeable), fc.array(fc.boolean(), { minLength: n, maxLength: n }))
    .map(([{ data }, silent]) =>
      tensor(
        [m, n],
        data.map((w, k) => (silent[k % n] === true ? 0 : w)),
      ),
    ),
);

const net = (w: Tensor, norm: number, max = Infinity, options: NormaliseOptions = {}) => {
  const [m, n] = w.shape as [number, number];
  return orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer([m], input()), Y: layer([n], mcCullochPitts()) }, (connect) => ({
      XY: connect('X', 'Y', normalised(dense(w), norm, options), bounded(noOp(), -Infinity, max)),
    })),
  );
};

const totals = ({ shape, data }: Tensor): readonly number[] =>
  Array.from({ length: shape[1]! }, (_, j) =>
    Array.from(data).reduce((sum, w, k) => (j === k % shape[1]! ? sum + Math.abs(w) : sum), 0),
  );

describe.each(backends)('on $name, at the end of a run', (backend) => {
  const norms = numberIn(0.25, 80);
  const after = async (w: Tensor, norm: number): Promise<Tensor> => {
    const { state } = await play(backend, net(w, norm), initial(net(w, norm)), []);
    return state.connections['XY']!['w']!;
  };

  law('the absolute weights into a neuron sum to the norm, unless all are 0', [weights, norms], async (w, norm) => {
    const [before, got] = [totals(w), totals(await after(w, norm))];
    got.forEach((total, j) => expect(Math.abs(total - (before[j] === 0 ? 0 : norm))).toBeLessThan(1e-5 * norm));
  });

  law('weights of columnsTo start as these end, to the bit', [weights, norms], async (w, norm) => {
    expect(sameBits(columnsTo(norm, () => w)(w.shape), await after(w, norm))).toBe(true);
  });

  test('also sums of many weights are rounded as these are', async () => {
    const w = uniform(1, -1, 1)([200, 3]);
    expect(sameBits(columnsTo(7.3, () => w)(w.shape), await after(w, 7.3))).toBe(true);
  });

  law('weights keep their proportions and signs', [weights, norms], async (w, norm) => {
    const got = await after(w, norm);
    got.data.forEach((value, k) => {
      const total = totals(w)[k % w.shape[1]!]!;
      const want = total === 0 ? 0 : (w.data[k]! * norm) / total;
      expect(Math.abs(value - want)).toBeLessThanOrEqual(1e-6 * norm);
    });
  });

  // BindsNET multiplies by a factor for each target; to divide each weight rounds twice, and takes longer.
  test('a weight is multiplied by norm / sum, rounded to a float', async () => {
    const w = tensor([3, 2], [1, 10, 2, 11, 4, 12]); // sums of 7 and 33
    const factors = [7, 33].map((sum) => Math.fround(Math.fround(78.4) / sum));
    const want = w.data.map((value, k) => value * factors[k % 2]!);
    expect([...(await after(w, 78.4)).data]).toEqual([...want]);
    expect([...want]).not.toEqual(Array.from(w.data, (value, k) => (value * 78.4) / [7, 33][k % 2]!));
  });

  // norm / total is Infinity there, and Infinity x 0 is NaN.
  law('weights stay finite, even where almost nothing is left of them', [weights, norms], async (w, norm) => {
    const left = tensor(
      w.shape,
      w.data.map((value) => value * 1e-39),
    );
    expect((await after(left, norm)).data.every(Number.isFinite)).toBe(true);
  });

  law('weights of a silent column stay as they are, to the bit', [weights, norms], async (w, norm) => {
    const got = await after(w, norm);
    totals(w).forEach((total, j) =>
      got.data.forEach((value, k) => {
        if (total === 0 && j === k % w.shape[1]!) expect(value).toBe(0);
      }),
    );
  });

  law('to normalise again changes nothing beyond rounding', [weights, norms], async (w, norm) => {
    const once = await after(w, norm);
    const twice = await after(once, norm);
    once.data.forEach((value, k) => expect(Math.abs(value - twice.data[k]!)).toBeLessThanOrEqual(1e-6 * norm));
  });

  law('nothing is normalised where the run is told not to', [weights, norms], async (w, norm) => {
    const { state } = await play(backend, net(w, norm), initial(net(w, norm)), [{}, {}], { normalise: false });
    expect(sameBits(state.connections['XY']!['w']!, w)).toBe(true);
  });

  law('weights are normalised after they were bounded', [weights, norms, numberIn(0.25, 3)], async (w, norm, max) => {
    const clipped = tensor(
      w.shape,
      w.data.map((value) => Math.min(value, max)),
    );
    const bounds = net(w, norm, max);
    const { state } = await play(backend, bounds, initial(bounds), [{}]);
    expectSame(state.connections['XY']!['w']!, await after(clipped, norm));
  });

  law('signed, it is the plain sum that comes to the norm, and signs may turn', [weights, norms], async (w, norm) => {
    const signed = (of: Tensor): readonly number[] =>
      totals(w).map((_, j) => Array.from(of.data).reduce((sum, x, k) => (j === k % of.shape[1]! ? sum + x : sum), 0));
    const wired = net(w, norm, Infinity, { signed: true });
    const { state } = await play(backend, wired, initial(wired), []);
    const [before, after] = [signed(w), signed(state.connections['XY']!['w']!)];
    // A sum that nearly cancels is all rounding.
    before.forEach((sum, j) => {
      if (Math.abs(sum) > 0.5) expect(Math.abs(after[j]! - norm)).toBeLessThan(1e-3 * norm);
    });
  });
});
