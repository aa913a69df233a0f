import { describe, expect, test } from 'vitest';
import { drawTable } from '../../src/sweep/cli/draw-table.js';
import { filtered } from '../../src/sweep/cli/filter.js';
import { csvOf, picked, sorted, tableOf, type Table } from '../../src/sweep/cli/table.js';

const table: Table = {
  columns: ['place', 'x', 'name'],
  arrays: new Set(),
  rows: [
    [0, 1, 'b'],
    [1, 2, 'a'],
    [2, undefined, 'b'],
    [3, 10, undefined],
    [4, '10', '2'],
  ],
};

describe('rows of a table', () => {
  test.each([
    ['x=10', [3, 4]],
    ['x!=10', [0, 1, 2]],
    ['x<2', [0]],
    ['x<=2', [0, 1]],
    ['x>2', [3]],
    ['x>=2', [1, 3]],
    [' x >= 2 , x < 10 ', [1]],
    ['name=b', [0, 2]],
    ['name<b', [1, 4]],
    ['name<=b', [0, 1, 2, 4]],
    ['name>a', [0, 2]],
    ['name>=a', [0, 1, 2]],
    ['name!=b', [1, 3, 4]],
    ['name=2', [4]],
    ['x=undefined', [2]],
  ])('for which %s holds', (conditions, places) => {
    expect(filtered(table, conditions)).toMatchObject({ right: { rows: places.map((place) => table.rows[place]) } });
  });
  test.each(['', 'x', '=1', 'x=', 'x~1', 'x=1,,'])('conditions %j are none', (conditions) => {
    const wrong = conditions.split(',').at(-1)!;
    expect(filtered(table, conditions)).toEqual({
      _tag: 'Left',
      left: `--filter must be conditions like tau>=10,inh=60, got '${wrong}'`,
    });
  });
  test('are in the order of a column: numbers, texts, then nothing', () => {
    const places = (column: string, isDescending: boolean) =>
      sorted(table, column, isDescending).rows.map(([place]) => place);
    expect(places('x', false)).toEqual([0, 1, 3, 4, 2]);
    expect(places('x', true)).toEqual([3, 1, 0, 4, 2]);
    expect(places('name', false)).toEqual([4, 1, 0, 2, 3]);
    expect(places('name', true)).toEqual([0, 2, 1, 4, 3]);
  });
  test('have the columns that are picked, and are comma-separated values', () => {
    expect(picked(table, ['name', 'place']).rows[1]).toEqual(['a', 1]);
    expect(csvOf({ ...table, rows: table.rows.slice(2) })).toBe('place,x,name\n2,,b\n3,10,\n4,10,2\n');
  });
  test('tell null and empty records from values', () => {
    const outcome = {
      place: 0,
      point: null,
      seed: 0,
      result: { _tag: 'Right', right: { a: null, b: {}, c: [1, 2], d: true } },
    };
    expect(tableOf([outcome as never])).toEqual({
      columns: ['place', 'point', 'a', 'b', 'c', 'd'],
      arrays: new Set(['b', 'c']),
      rows: [[0, undefined, undefined, '{}', '[1, 2]', 'true']],
    });
  });
});

describe('a table as text', () => {
  const wide: Table = {
    columns: ['n', 'text'],
    arrays: new Set(),
    rows: [
      [1 / 3, 'a text of  23\nletters'],
      [20, undefined],
    ],
  };
  const lines = (columns: number) => drawTable(wide, columns).split('\n');
  test('has numbers at the right, of six digits, and texts at the left, in one line', () => {
    expect(lines(80)).toEqual(['       n  text', '0.333333  a text of 23 letters', '      20', '']);
    expect(lines(30)).toEqual(lines(80));
  });
  test('has its widest text cut to ten letters at least, else a line for each value', () => {
    expect(lines(29)).toEqual(['       n  text', '0.333333  a text of 23 let...', '      20', '']);
    expect(lines(20)).toEqual(['       n  text', '0.333333  a text ...', '      20', '']);
    expect(lines(19)).toEqual(['n     0.333333', 'text  a text of ...', '', 'n     20', '']);
    expect(lines(8)).toEqual(['n     ..', 'text  ..', '', 'n     20', '']);
  });
  test('has the first of its widest texts cut, and no number', () => {
    const [text, number] = ['x'.repeat(20), 1e21 / 3];
    const texts: Table = { columns: ['n', 'a', 'b'], arrays: new Set(), rows: [[number, text, text]] };
    expect(drawTable(texts, 65).split('\n')[1]).toBe(`333333333333333300000  ${text}  ${text}`);
    expect(drawTable(texts, 63).split('\n')[1]).toBe(`333333333333333300000  ${'x'.repeat(15)}...  ${text}`);
  });
});
