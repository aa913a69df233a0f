import * as fc from 'fast-check';
import { tensor } from '../../src/index.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { spikesAt } from '../support/spikes-at.js';
import { expectFaithful, type Given } from './support/compiled.js';
import { byBoth, byPre, drawn, joined, ways } from './support/learning-formulas.js';
import { trialsOf, type Trial } from './support/learning-trials.js';

/** Batch rows within one word of bits, and beyond it. */
const fewOrMany = fc.oneof(
  { weight: 4, arbitrary: wholeIn(1, 3) },
  { weight: 1, arbitrary: fc.constantFrom(32, 33, 65) },
);
/** At most two postsynaptic spikes a step, and a few traces. */
const rare = (trial: Trial): fc.Arbitrary<Trial> => {
  const [rows, , to] = trial.sizes;
  const place = wholeIn(0, rows * to - 1);
  const post = fc.array(place, { maxLength: 2 }).map((places) => spikesAt([rows, to], places));
  const y = fc
    .tuple(
      fc.array(fc.tuple(place, fc.constantFrom(1, 0.3, -2)), { maxLength: 6, size: 'max' }),
      fc.constantFrom(0, -0),
    )
    .map(([all, silence]) => {
      const some = new Map(all);
      return tensor(
        [rows, to],
        Array.from({ length: rows * to }, (_, k) => some.get(k) ?? silence),
      );
    });
  const thinned = (moment: Given): fc.Arbitrary<Given> =>
    fc
      .tuple(post, fc.option(y, { nil: moment.get('frame.y')! }))
      .map(([spiking, traced]) => new Map([...moment, ['frame.post', spiking], ['frame.y', traced]]));
  return fc
    .tuple(thinned(trial.first), fc.tuple(...trial.later.map(thinned)))
    .map(([first, later]) => ({ ...trial, first, later }));
};
quickLaw(
  'weights learn by events in wide layers of which little spikes',
  [
    trialsOf(fc.tuple(fewOrMany, wholeIn(1, 6), fc.constantFrom(31, 35, 50, 67, 132))).chain(rare),
    fc.constantFrom(byBoth, byPre),
    fc.constantFrom(...Object.values(ways)),
  ],
  ({ sizes, first, later }, formula, way) =>
    expectFaithful(
      drawn((A, seen) => ({ w: joined(formula, way)(A, seen) }), sizes),
      first,
      later,
    ),
  120,
);
