import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tsodyksUzielMarkram } from '../../src/cells.js';
import { constant, dense, explain, filled, shortTerm, sparse, tensor, type Tensor } from '../../src/index.js';
import { eagerAlgebra as A, type AnyWiring } from '../../src/authoring.js';
import { law } from '../support/law.js';
import { releasedBy, threeStates, type Synapse } from './support/resources.js';

const tau = (most: number): fc.Arbitrary<number> =>
  fc.oneof(fc.constantFrom(0, most, Infinity), fc.double({ min: 0.5, max: most, noNaN: true }));
const synapses: fc.Arbitrary<Synapse> = fc.oneof(
  fc.record({
    U: fc.double({ min: 0.02, max: 1, noNaN: true }),
    tauRec: tau(2000),
    tauFacil: tau(2000),
    tauActive: tau(50),
  }),
  // Where two time constants are close, or the same, the difference of exponentials would lose its digits.
  fc
    .tuple(fc.double({ min: 1, max: 50, noNaN: true }), fc.constantFrom(0, 1e-12, 1e-7, 1e-3))
    .map(([tauActive, apart]) => ({ U: 0.4, tauRec: tauActive * (1 + apart), tauFacil: 100, tauActive })),
);
/** Spikes at 20 Hz, and one 500 ms after, or at other times. */
const times = fc.oneof(
  fc.constant([10, 60, 110, 160, 210, 260, 310, 360, 860]),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 })
    .map((of) => of.toSorted((a, b) => a - b)),
);

law(
  'three states follow the exact solution in float64, whatever dt and the time constants are',
  [synapses, times, fc.constantFrom(1, 0.5)],
  (synapse, at, dt) => {
    const [got, want] = [releasedBy((of) => tsodyksUzielMarkram(of, synapse), at, dt), threeStates(synapse, at)];
    got.forEach((amplitude, k) => expect(Math.abs(amplitude - want[k]!)).toBeLessThan(1e-5));
  },
  15,
);

law(
  'without a time to be active they are two states',
  [synapses, times],
  ({ tauActive: _, ...synapse }, at) => {
    const three = releasedBy((of) => tsodyksUzielMarkram(of, { ...synapse, tauActive: 0 }), at, 1);
    const two = releasedBy((of) => shortTerm(of, synapse), at, 1);
    three.forEach((amplitude, k) => expect(Math.abs(amplitude - two[k]!)).toBeLessThan(2e-5));
  },
  15,
);

const from = [4];
const spikes = (values: readonly number[], dtype?: 'bool'): Tensor => tensor([values.length / 4, 4], values, dtype);

test('resources are active, then inactive, and all of them are somewhere', () => {
  const { apply, init } = tsodyksUzielMarkram(dense(filled([4, 1], 1)), { tauRec: Infinity, tauActive: 2 })(from, [1]);
  expect(Object.keys(init)).toEqual(['w', 'u', 'active', 'inactive']);
  const first = apply(A, init, spikes([1, 0, 1, 0, 0, 0, 0, 1], 'bool'), 1);
  expect(Array.from(first.vars.active.data)).toEqual([0.5, 0, 0.5, 0, 0, 0, 0, 0.5]);
  expect(Array.from(first.vars.inactive.data)).toEqual([0, 0, 0, 0]);
  const { vars } = apply(A, first.vars, spikes(Array<number>(8).fill(0), 'bool'), 1);
  const [active, inactive] = [vars.active.data[0]!, vars.inactive.data[0]!];
  expect(active).toBeCloseTo(0.5 * Math.exp(-0.5), 6);
  // None of them recovers.
  expect(active + inactive).toBeCloseTo(0.5, 6);
});

test('a number for each source; zeros in the end, not denormal numbers', () => {
  const each = tensor(from, [0.25, 0.5, 0, 1]);
  const { apply, init, faults } = tsodyksUzielMarkram(dense(filled([4, 1], 1)), { tauActive: each, tauRec: 0.5 })(
    from,
    [1],
  );
  expect(faults).toEqual([]);
  let { vars } = apply(A, init, spikes([1, 1, 1, 1], 'bool'), 1);
  for (let step = 0; step < 100; step++) ({ vars } = apply(A, vars, spikes([0, 0, 0, 0], 'bool'), 1));
  for (const { data } of [vars.u, vars.active, vars.inactive]) expect(Array.from(data)).toEqual([0, 0, 0, 0]);
});

test('weights and learning are those of what it is around; it twice, or shortTerm in it, is a fault', () => {
  const inner = sparse({ pre: [0, 3], post: [0, 1] }, constant(2))(from, [2]);
  const outer = tsodyksUzielMarkram(() => inner)(from, [2]);
  expect(outer.correlate).toBe(inner.correlate);
  const said = (of: AnyWiring): readonly string[] =>
    of(from, [1]).faults.map((one) => explain({ ...one, place: 'XY' }));
  const w = dense(filled([4, 1], 1));
  expect(said(tsodyksUzielMarkram(w, { tauActive: -1 }))).toEqual(['XY: tauActive must be at least 0, got -1']);
  expect(said(tsodyksUzielMarkram(shortTerm(w)))).toEqual([
    'XY: tsodyksUzielMarkram takes no other short-term plasticity, got a second one',
  ]);
  expect(said(shortTerm(tsodyksUzielMarkram(w)))).toEqual([
    'XY: shortTerm takes no other short-term plasticity, got a second one',
  ]);
});
