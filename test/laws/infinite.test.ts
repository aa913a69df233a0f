import { expect, test } from 'vitest';
import type { Algebra } from '../../src/authoring.js';
import { infiniteVariables } from '../../src/core/check/infinite.js';
import { alone } from '../support/alone.js';

type Step = <T>(A: Algebra<T>, vars: { readonly up: T; readonly down: T; readonly n: T; readonly near: T }) => T;

/** A model with a variable that is Infinity, one that is -Infinity, one that is 0, one that follows `up`, and x. */
const isInfinite = (x: Step): boolean => {
  const net = alone([1], {
    term: { name: 'own', params: {} },
    init: { up: Infinity, down: -Infinity, n: 0, near: 0, x: 0, s: false },
    step: (A, { up, down, n }) => ({
      up: up!,
      down: down!,
      n: n!,
      near: up!,
      x: x(A, { up: up!, down: down!, n: n!, near: up! }),
      s: A.gt(n!, 0),
    }),
  });
  return infiniteVariables(net).has('state.layers.N.x');
};

test.each<readonly [string, Step, boolean]>([
  ['n', (_, { n }) => n, false],
  ['up', (_, { up }) => up, true],
  ['down', (_, { down }) => down, true],
  ['n + 1', (A, { n }) => A.add(n, 1), false],
  ['n + up', (A, { n, up }) => A.add(n, up), true],
  ['down + n', (A, { n, down }) => A.add(down, n), true],
  ['n + Infinity', (A, { n }) => A.add(n, Infinity), true],
  ['n - Infinity', (A, { n }) => A.sub(n, Infinity), true],
  ['max(n, up)', (A, { n, up }) => A.max(n, up), true],
  ['max(up, n)', (A, { n, up }) => A.max(up, n), true],
  ['max(n, down)', (A, { n, down }) => A.max(n, down), false],
  ['max(down, n)', (A, { n, down }) => A.max(down, n), false],
  ['max(down, down)', (A, { down }) => A.max(down, down), true],
  ['max(n - up, n)', (A, { n, up }) => A.max(A.sub(n, up), n), false],
  ['max(n - down, n)', (A, { n, down }) => A.max(A.sub(n, down), n), true],
  ['min(n, up)', (A, { n, up }) => A.min(n, up), false],
  ['min(up, n)', (A, { n, up }) => A.min(up, n), false],
  ['min(up, up)', (A, { up }) => A.min(up, up), true],
  ['min(n, down)', (A, { n, down }) => A.min(n, down), true],
  ['min(down, n)', (A, { n, down }) => A.min(down, n), true],
  ['min(n - up, n)', (A, { n, up }) => A.min(A.sub(n, up), n), true],
  ['clamp(up, 0, 1)', (A, { up }) => A.clamp(up, 0, 1), false],
  ['clamp(up, 0, Infinity)', (A, { up }) => A.clamp(up, 0, Infinity), true],
  ['clamp(down, 0, Infinity)', (A, { down }) => A.clamp(down, 0, Infinity), false],
  ['clamp(down, -Infinity, 0)', (A, { down }) => A.clamp(down, -Infinity, 0), true],
  ['clamp(n, -Infinity, Infinity)', (A, { n }) => A.clamp(n, -Infinity, Infinity), false],
  ['up > 0 ? n : 1', (A, { n, up }) => A.where(A.gt(up, 0), n, 1), false],
  ['n > 0 ? up : 1', (A, { n, up }) => A.where(A.gt(n, 0), up, 1), true],
  ['n > 0 ? 1 : up', (A, { n, up }) => A.where(A.gt(n, 0), 1, up), true],
  ['n + (up > 0)', (A, { n, up }) => A.add(n, A.gt(up, 0)), false],
  ['exp(n)', (A, { n }) => A.exp(n), false],
  ['exp(up)', (A, { up }) => A.exp(up), true],
  ['exp(down)', (A, { down }) => A.exp(down), false],
  ['exp(n - down)', (A, { n, down }) => A.exp(A.sub(n, down)), true],
  ['exp(n - up)', (A, { n, up }) => A.exp(A.sub(n, up)), false],
  ['exp(n - exp(up))', (A, { n, up }) => A.exp(A.sub(n, A.exp(up))), false],
  ['exp(|down|)', (A, { down }) => A.exp(A.abs(down)), true],
  ['exp(n - |up|)', (A, { n, up }) => A.exp(A.sub(n, A.abs(up))), false],
  ['exp(n - up * n)', (A, { n, up }) => A.exp(A.sub(n, A.mul(up, n))), true],
  ['exp(n - n / down)', (A, { n, down }) => A.exp(A.sub(n, A.div(n, down))), true],
  ['n * n', (A, { n }) => A.mul(n, n), false],
  ['1 / n', (A, { n }) => A.div(1, n), false],
  ['log(n)', (A, { n }) => A.log(n), false],
  ['log(up)', (A, { up }) => A.log(up), true],
  ['sum of up', (A, { n, up }) => A.add(A.sum(up, [0]), n), true],
  ['sum of n by up', (A, { n, up }) => A.contract('bi,bi->bi', n, up), true],
  ['sum of n by n', (A, { n }) => A.contract('bi,bi->bi', n, n), false],
])('a network asks for %s to be infinite where a step may make it so of what is: %#', (_, x, is) => {
  expect(isInfinite(x)).toBe(is);
});

test('what is infinite spreads in as many steps as it takes, but into no weights', () => {
  const net = alone([1], {
    term: { name: 'own', params: {} },
    init: { a: 0, b: 0, c: 0, d: 0, up: Infinity, w: Infinity, s: false },
    step: (A, { a, b, c, d, up, w }) => ({ a: b!, b: c!, c: up!, d: d!, up: up!, w: w!, s: A.gt(a!, 0) }),
  });
  expect([...infiniteVariables(net)].toSorted()).toEqual(['a', 'b', 'c', 'up'].map((name) => `state.layers.N.${name}`));
});
