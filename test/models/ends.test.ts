import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  constant,
  delayed,
  dense,
  fixedInDegree,
  initial,
  input,
  layer,
  lif,
  network,
  normalised,
  orThrow,
  shortTerm,
  sparse,
  tensor,
  vocabulary,
} from '../../src/index.js';
import { entriesOf, type AnyWiring, type EntryOf } from '../../src/authoring.js';
import { retuned } from '../../src/live.js';
import { isWrapper, somewhere, valuesOf } from '../every/support/parts.js';
import { luck } from '../support/law.js';

const [from, to] = [[2, 3], [5]];
const wiring = (seed: number) => sparse(fixedInDegree(seed, 2), constant(1));

/** A sparse connection within a wrapper, with some parameters. */
const wrapped = (entry: EntryOf<'connection'>, of: AnyWiring): fc.Arbitrary<AnyWiring> =>
  valuesOf(entry, { ...somewhere, from, to, weight: [10] }, () => fc.constant(of)).map(entry.make);

describe.each(
  entriesOf(vocabulary, 'connection')
    .filter(isWrapper)
    .map((entry) => [entry.name, entry] as const),
)('a sparse connection within %s', (_, entry) => {
  test('says the two ends of each synapse', () => {
    const { ends } = wiring(1)(from, to);
    expect(ends?.post.data).toHaveLength(10);
    fc.assert(
      fc.property(wrapped(entry, wiring(1)), (around) => {
        expect(around(from, to).ends).toStrictEqual(ends);
      }),
      { ...luck, numRuns: 10 },
    );
  });

  test('is no parameter of a running network: other pairs of neurons are refused', () => {
    const made = (of: AnyWiring) =>
      network({ dt: 1 }, { X: layer(from, input()), Y: layer(to, lif()) }, (connect) => ({
        XY: connect('X', 'Y', of),
      }));
    const pairs = fc.tuple(wrapped(entry, wiring(1)), wrapped(entry, wiring(2)));
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const [net, its] = [made(one), made(other)];
        fc.pre(E.isRight(net) && E.isRight(its));
        expect(E.isLeft(retuned(orThrow(net), initial(orThrow(net)), orThrow(its)))).toBe(true);
      }),
      { ...luck, numRuns: 10 },
    );
  });
});

test('a dense connection joins all, and says no ends', () => {
  expect(dense(constant(1))(from, to).ends).toBeUndefined();
});

test('a delayed connection says its delays within any wrapper: one, or one for each synapse; others say none', () => {
  const delays = Array.from({ length: 10 }, (_, k) => 1 + k / 2);
  const each = shortTerm(delayed(wiring(1), tensor([10], delays)))(from, to);
  expect(each.delays).toEqual(tensor([10], delays));
  expect(normalised(delayed(dense(constant(1)), 1.5), 4)(from, to).delays).toEqual(tensor([], [1.5]));
  expect(wiring(1)(from, to).delays).toBeUndefined();
});
