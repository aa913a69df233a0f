import * as fc from 'fast-check';
import { describe, test } from 'vitest';
import { tensor } from '../../src/index.js';
import { draw, type Node, type Type } from '../../src/authoring.js';
import { quickLaw } from '../support/law.js';
import { expectFaithful } from './support/compiled.js';

interface Inputs {
  readonly state: { readonly q: Node; readonly s: Node };
  readonly frame: { readonly x: Node; readonly by: Node };
}

/** Quotients by 1 but where `by` is above 3, once and once more; with `apart` the divisor is made in a loop of its own. */
const graphOf = (n: number, apart: boolean) => {
  const of = (dtype: Type['dtype'], width = n): Type => ({ shape: [1, width], dtype });
  const inputs = { state: { q: of('f32'), s: of('bool') }, frame: { x: of('f32'), by: of('f32', apart ? 1 : n) } };
  return draw(inputs, (A, given) => {
    const { state, frame } = given as unknown as Inputs;
    const divisor = (by: Node): Node => A.where(A.gt(by, 3), by, 1);
    const once = A.div(frame.x, divisor(frame.by));
    const q = A.div(A.add(once, state.q), divisor(A.sub(frame.by, once)));
    const s = A.ge(q, 2);
    return { state: { q: A.where(s, A.div(q, divisor(frame.by)), q), s } };
  });
};

const numbers = (n: number) =>
  fc.array(fc.constantFrom(-0, 0, 1, 3.5, -7, 1e-40, 1e30, -2, 5), { minLength: n, maxLength: n });

describe('quotients by 1 in most places', () => {
  quickLaw(
    'are those of the division, wherever the others are',
    [fc.constantFrom<number>(1, 4, 9, 16, 23), fc.boolean(), fc.nat(2)],
    (n, apart, seed) => {
      const many = (salt: number, width = n): readonly number[] =>
        fc.sample(numbers(width), { seed: seed * 7 + salt, numRuns: 1 })[0]!;
      const few = Array.from({ length: apart ? 1 : n }, (_, k) => (k % 11 === seed ? 8 : 2));
      const given = (by: readonly number[], salt: number) =>
        new Map([
          ['frame.x', tensor([1, n], many(salt))],
          ['frame.by', tensor([1, by.length], by)],
        ]);
      const state = new Map([
        ['state.q', tensor([1, n], many(1))],
        ['state.s', tensor([1, n], new Uint8Array(n), 'bool')],
      ]);
      const none = few.map(() => 2);
      expectFaithful(graphOf(n, apart), new Map([...state, ...given(few, 2)]), [
        given(none, 3),
        given(many(4, few.length), 4),
      ]);
    },
  );
  test.each([4, 8, 12])('are those of a whole layer of %i', (n) => {
    const of = (value: number) => tensor([1, n], new Float32Array(n).fill(value));
    const state = new Map([
      ['state.q', of(-0)],
      ['state.s', tensor([1, n], new Uint8Array(n), 'bool')],
    ]);
    for (const by of [2, 4])
      expectFaithful(graphOf(n, false), new Map([...state, ['frame.x', of(-0)], ['frame.by', of(by)]]));
  });
});
