import { describe, expect, test } from 'vitest';
import { explain, filled, tensor, zeros } from '../../src/index.js';
import * as constraints from '../../src/models/parameters/constraint.js';
import { settle } from '../../src/models/parameters/settle.js';
import { required, type Table } from '../../src/models/parameters/table.js';
import { fits, valueFaults } from '../../src/models/parameters/value-faults.js';
import { conductanceReceptors } from '../../src/models/cells/receptors.js';

const { positive, finite, fraction, whole, scalar, perWeight, perSource } = constraints;
const shapes = { neuron: [2], weight: [3], source: [4] };

/** What is said of a value of a parameter p. */
const said = (constraint: constraints.Constraint, value: unknown): readonly string[] =>
  valueFaults({ p: [required, constraint] } as Table, { p: value }, shapes).map((one) =>
    explain({ ...one, place: '' }).replace(/^: /, ''),
  );

const word = constraints.oneOfWords('a', 'b', 'c');

test.each<readonly [constraints.Constraint, unknown, readonly string[]]>([
  [positive, 3, []],
  [positive, filled([2], 1), []],
  [positive, 0, ['p must be positive, got 0']],
  [positive, tensor([2], [1, -3]), ['p must be positive, got -3']],
  [positive, zeros([3]), ['p must be a number or [2], got [3]']],
  [positive, 'x', ["p must be positive, a number or [2], got 'x'"]],
  [finite, 'x', ["p must be a finite number, or a tensor [2], got 'x'"]],
  [perWeight(positive), zeros([2]), ['p must be a number or [3], got [2]']],
  [perSource(positive), zeros([2]), ['p must be a number or [4], got [2]']],
  [scalar(whole), 2, []],
  [scalar(whole), 1.5, ['p must be a whole number of at least 1, got 1.5']],
  [scalar(whole), '2', ["p must be a whole number of at least 1, got '2'"]],
  [scalar(fraction), zeros([2]), ['p must be in [0, 1], one number for all, got a tensor f32 [2]']],
  [word, 'c', []],
  [word, 'd', ["p must be 'a', 'b' or 'c', got 'd'"]],
  [word, () => 1, ["p must be 'a', 'b' or 'c', got a function"]],
  [constraints.reduction, () => 1, []],
  [constraints.batchReduction, 'single', ["p must be 'sum', 'mean', 'max' or a function, got 'single'"]],
  [constraints.flag, false, []],
  [constraints.flag, 0, ['p must be true or false, got 0']],
  [constraints.name('exc'), 'inh', []],
  [constraints.name('exc'), 3, ['p must be a name, in quotes, got 3']],
  [constraints.rates, [0, zeros([3])], []],
  [constraints.rates, 0.1, ['p must be a pair of rates, [pre, post], got 0.1']],
  [constraints.rates, [1], ['p must be a pair of rates, [pre, post], got [1]']],
  [constraints.rates, [1, 2, 3], ['p must be a pair of rates, [pre, post], got [1, 2, 3]']],
  [constraints.rates, [Infinity, 1], ['p pre must be a finite number, got Infinity']],
  [constraints.rates, [1, zeros([2])], ['p post must be a number or [3], got [2]']],
  [constraints.rates, ['x', 1], ["p pre must be a finite number, or a tensor [3], got 'x'"]],
  [constraints.shape, [2, 3], []],
  [constraints.shape, [2, 0], ['p must be a shape of whole numbers of at least 1, got [2, 0]']],
  [constraints.lateral, null, []],
  [constraints.lateral, zeros([2, 2]), []],
  [constraints.lateral, zeros([2]), ['p must be [2, 2], or null, got [2]']],
  [constraints.lateral, 3, ['p must be [2, 2], or null, got 3']],
  [constraints.lateral, filled([2, 2], Infinity), ['p must be a finite number, got Infinity']],
  [constraints.delay, 1, []],
  [constraints.delay, 0, ['p must be positive and finite, got 0']],
  [constraints.datum([0, 2]), zeros([7]), []],
  [constraints.datum([0, 2]), tensor([2], [0, -1]), ['p must be at least 0 and finite, got -1']],
  [
    constraints.datum([0, 2]),
    3,
    ['p must be a tensor, as tensor(shape, values) makes it, got 3 (filled([n], 3) has it for n neurons)'],
  ],
  [constraints.datum([0, 2]), 'x', ["p must be a tensor, as tensor(shape, values) makes it, got 'x'"]],
  [conductanceReceptors, { exc: {}, nmda: { magnesium: 1, tau: filled([2], 5) } }, []],
  [
    conductanceReceptors,
    { exc: { tau: 0, magnesium: -1 } },
    ["tau of receptor 'exc' must be positive, got 0", "magnesium of receptor 'exc' must be at least 0, got -1"],
  ],
  [conductanceReceptors, { exc: { tau: zeros([3]) } }, ["tau of receptor 'exc' must be a number or [2], got [3]"]],
  [conductanceReceptors, { exc: 3 }, ["parameters of receptor 'exc' must be a record, got 3"]],
  [
    conductanceReceptors,
    [zeros([2])],
    ['receptors must be a record of receptors by name, such as { exc: { tau: 5 } }, got [a tensor f32 [2]]'],
  ],
  [
    conductanceReceptors,
    zeros([2]),
    ['receptors must be a record of receptors by name, such as { exc: { tau: 5 } }, got a tensor f32 [2]'],
  ],
])('what a parameter has to be is told of a value that is another: %#', (constraint, value, texts) => {
  expect(said(constraint, value)).toEqual(texts);
});

test('what may be left out is no fault where it is', () => {
  expect(valueFaults({ p: [undefined, positive] }, { p: undefined }, {})).toEqual([]);
  expect(valueFaults({ p: [20, positive] }, { p: undefined }, {})).toHaveLength(1);
  expect(valueFaults({ p: [undefined, positive] }, { p: 0 }, {})).toHaveLength(1);
});

describe('parameters as they are given', () => {
  const table = { tau: [20, positive], by: [required, word], nu: [required, constraints.rates], k: [required, whole] };
  const settled = (given: object) => settle('part', table as unknown as Table, given);

  test('have the defaults of the others; what they cannot be made of is replaced', () => {
    expect(settled({ by: 'b', nu: [1, 2], k: 3 })).toMatchObject({
      given: { tau: 20, by: 'b', nu: [1, 2], k: 3 },
      params: { tau: 20, by: 'b', nu: [1, 2], k: 3 },
      unknown: [],
    });
    const { given, params, faults } = settled({ tau: 'x', by: 'd' });
    expect(given).toEqual({ tau: 'x', by: 'd' });
    expect(params).toEqual({ tau: 20, by: 'a', nu: [0, 0], k: 0 });
    expect(faults().map(({ what }) => what)).toEqual(['tau', 'by', 'nu', 'k']);
  });

  test('fit if something can be made of them, right or not', () => {
    expect([fits(positive, -1), fits(positive, zeros([9])), fits(positive, '1')]).toEqual([true, true, false]);
    expect([
      fits(constraints.lateral, null),
      fits(constraints.lateral, zeros([1])),
      fits(constraints.lateral, 0),
    ]).toEqual([true, true, false]);
    expect([fits(conductanceReceptors, { a: {} }), fits(conductanceReceptors, { a: 3 })]).toEqual([true, false]);
    expect([fits(constraints.rates, [1, 2]), fits(constraints.rates, [1, 'x']), fits(constraints.rates, [1])]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
