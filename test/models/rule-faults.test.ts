import { expect, test } from 'vitest';
import {
  accumulated,
  bounded,
  decaying,
  dopamineStdp,
  explain,
  inhibitoryStdp,
  mstdp,
  noOp,
  pairStdp,
  postPre,
  rmax,
  tensor,
  tripletStdp,
  weightDependentPostPre,
  zeros,
} from '../../src/index.js';
import type { AnyRule } from '../../src/authoring.js';

/** Arguments as plain JavaScript lets them through. */
const any = (value: unknown): never => value as never;
const soft = weightDependentPostPre([1, 1]);
const unbounded = 'bounds of the rule must be finite, got none, or infinite ones';
const words = "'sum', 'mean', 'max', 'single' or a function";

test.each<readonly [string, unknown, readonly string[]]>([
  ['a rule', pairStdp(), []],
  ['intervals', accumulated(pairStdp(), { every: 0.1, keep: 0 }), []],
  ['all that is kept', accumulated(pairStdp(), { keep: 1, drift: -1 }), []],
  [
    'nothing but mistakes',
    accumulated(pairStdp(), { every: 0, keep: 1.1, drift: Infinity, over: any('median') }),
    [
      'every must be positive and finite, got 0',
      'keep must be in [0, 1], got 1.1',
      'drift must be a finite number, got Infinity',
      `over must be ${words}, got 'median'`,
    ],
  ],
  [
    'an endless interval',
    accumulated(pairStdp(), { every: Infinity, keep: -0.1 }),
    ['every must be positive and finite, got Infinity', 'keep must be in [0, 1], got -0.1'],
  ],
  [
    'a word that it has not',
    accumulated(pairStdp(), any({ evry: 3 })),
    ["unknown parameter 'evry' of accumulated: one of every, keep, drift, over (did you mean 'every'?)"],
  ],
  [
    'intervals within intervals',
    accumulated(any(accumulated(pairStdp()))),
    [
      "variable of accumulated must be none that the rule inside has, got 'change'",
      "variable of accumulated must be none that the rule inside has, got 'clock'",
    ],
  ],
  ['a reward', accumulated(mstdp(1)), ['rule takes one that learns without a reward, got mstdp']],
  // What is wrong with parameters together is told once each by itself makes sense.
  ['a reward, and no interval', accumulated(mstdp(1), { every: 0 }), ['every must be positive and finite, got 0']],
  ['one bound', bounded(noOp(), 1, 1), []],
  ['bounds the other way round', bounded(noOp(), 2, 1), ['min must be at most max (1), got 2']],
  [
    'bounds of each weight',
    bounded(noOp(), tensor([2, 3], [0, 0, 0, 5, 0, 6]), tensor([2, 3], [1, 1, 1, 4, 1, 1])),
    ['min must be at most max (4), got 5'],
  ],
  ['bounds of other weights', bounded(noOp(), zeros([3, 2]), 1), ['min must be a number or [2, 3], got [3, 2]']],
  ['a bound that is no number', bounded(noOp(), Number.NaN, 1), ['min must be a number, got NaN']],
  ['a bound of text', bounded(noOp(), any('a'), 1), ["min must be a number, or a tensor [2, 3], got 'a'"]],
  ['a decay of all', decaying(noOp(), 1), []],
  ['a decay of less than nothing', decaying(noOp(), -0.1), ['rate must be in [0, 1], got -0.1']],
  ['a decay of more than all', decaying(noOp(), 1.1), ['rate must be in [0, 1], got 1.1']],
  [
    'a decay of each weight',
    decaying(noOp(), any(zeros([2, 3]))),
    ['rate must be in [0, 1], one number for all, got a tensor f32 [2, 3]'],
  ],
  ['soft bounds that are not there', soft, [unbounded]],
  ['soft bounds', bounded(soft, 0, 1), []],
  ['soft bounds around a decay', bounded(decaying(soft, 0.1), 0, 1), []],
  ['a decay around no bounds', decaying(soft, 0.1), [unbounded]],
  ['one soft bound', bounded(soft, 0, Infinity), [unbounded]],
  // A rule has the bounds next to it.
  ['bounds in bounds', bounded(bounded(soft, 0, 1), -Infinity, Infinity), []],
  ['no bounds in bounds', bounded(bounded(soft, 0, Infinity), 0, 1), [unbounded]],
  [
    'rates of other weights',
    postPre([Infinity, zeros([3, 2])]),
    ['nu pre must be a finite number, got Infinity', 'nu post must be a number or [2, 3], got [3, 2]'],
  ],
  ['one rate', postPre(any(1)), ['nu must be a pair of rates, [pre, post], got 1']],
  [
    'mstdp',
    mstdp(Number.NaN, { tauPlus: 0, aPlus: Infinity }),
    [
      'nu must be a finite number, got NaN',
      'tauPlus must be positive, got 0',
      'aPlus must be a finite number, got Infinity',
    ],
  ],
  [
    'rmax',
    rmax(1, { tauC: -1, tauEligibility: 0, over: any('mode') }),
    [`over must be ${words}, got 'mode'`, 'tauC must be at least 0, got -1', 'tauEligibility must be positive, got 0'],
  ],
  [
    'dopamineStdp',
    dopamineStdp(1, { tauDopamine: 0, tonic: Number.NaN }),
    ['tauDopamine must be positive, got 0', 'tonic must be a finite number, got NaN'],
  ],
  [
    'inhibitoryStdp',
    inhibitoryStdp(1, { target: -1, tau: 0 }),
    ['target must be at least 0, got -1', 'tau must be positive, got 0'],
  ],
  [
    'tripletStdp',
    tripletStdp({ tauX: 0, a2Plus: any('x') }),
    ["a2Plus must be a finite number, got 'x'", 'tauX must be positive, got 0'],
  ],
  [
    'pairStdp',
    pairStdp({ nearest: any(1), tauPlus: -1 }),
    ['tauPlus must be positive, got -1', 'nearest must be true or false, got 1'],
  ],
])('what is wrong with %s for weights [2, 3] is told', (_, rule, texts) => {
  const found = (rule as AnyRule).faults?.([2, 3], undefined) ?? [];
  expect(found.map((one) => explain({ ...one, place: '' }).replace(/^: /, ''))).toEqual(texts);
});
