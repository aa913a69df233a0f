import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor } from '../../src/index.js';
import { quickLaw } from '../support/law.js';
import { expectFaithful } from './support/compiled.js';
import { drawn, restless, still, stillInRows, trials, type Way, type Wires } from './support/synapse-trials.js';
import { updatesOf } from './support/updates-of.js';

const some: Wires = {
  rows: 2,
  m: 3,
  n: 2,
  pre: tensor([4], [0, 0, 1, 2], 'i32'),
  post: tensor([4], [1, 0, 1, 1], 'i32'),
};

describe('an update along synapses', () => {
  const ways: readonly Way[] = ['sum', 'mean', 'largest'];
  for (const [name, formula] of Object.entries(still))
    test(`is found in ${name}`, () => {
      for (const way of ways) expect(updatesOf(drawn(some, formula, way))).toMatchObject([{ walks: {} }]);
    });
  for (const [name, formula] of Object.entries(stillInRows))
    test(`is found in ${name}`, () =>
      expect(updatesOf(drawn(some, formula, 'sum', 'v'))).toMatchObject([{ walks: {} }]));
  for (const [name, formula] of Object.entries(restless))
    test(`is not seen in weights that are new everywhere: it ${name}`, () =>
      expect(updatesOf(drawn(some, formula, 'sum'))).toStrictEqual([]));

  quickLaw(
    'gives, to the bit, what the formula gives for all synapses',
    [trials, fc.constantFrom(...Object.values(still)), fc.constantFrom(...ways)],
    ({ at, first, later }, formula, way) => expectFaithful(drawn(at, formula, way), first, later),
    250,
  );
  quickLaw(
    'does so for each batch row',
    [trials, fc.constantFrom(...Object.values(stillInRows))],
    ({ at, first, later }, formula) => expectFaithful(drawn(at, formula, 'sum', 'v'), first, later),
    150,
  );
  quickLaw(
    'or another kernel does',
    [trials, fc.constantFrom(...Object.values(restless))],
    ({ at, first, later }, formula) => expectFaithful(drawn(at, formula, 'sum'), first, later),
    60,
  );
});
