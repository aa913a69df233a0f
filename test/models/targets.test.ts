import { describe, expect, test } from 'vitest';
import {
  constant,
  conv,
  explain,
  input,
  isLeft,
  layer,
  lif,
  local,
  maxPool,
  network,
  receptiveFields,
  uniform,
  vocabulary,
  zeros,
  type Names,
  type Shape,
} from '../../src/index.js';
import { entriesOf, type AnyWiring } from '../../src/authoring.js';
import { pool } from '../../src/models/connections/pool.js';

const connections = Object.fromEntries(
  entriesOf(vocabulary, 'connection').map((entry) => [entry.name, entry] as const),
);
const drawn = uniform(1);

test.each<readonly [string, Shape, object, Shape]>([
  // Of drawn weights two filters for each group; given ones have as many as they are.
  ['conv', [1, 5], { w: drawn, kernel: 2 }, [2, 4]],
  ['conv', [2, 5, 4], { w: drawn, kernel: [2, 3], groups: 2 }, [4, 4, 2]],
  ['conv', [1, 5, 4], { w: zeros([3, 1, 2, 3]) }, [3, 4, 2]],
  ['conv', [1, 7, 6], { w: zeros([3, 1, 2, 3]), stride: [2, 1], padding: [1, 0], dilation: [1, 2] }, [3, 4, 2]],
  ['local', [3, 5, 4], { w: drawn, kernel: [2, 3] }, [2, 4, 2]],
  ['pool', [3, 5, 4], { kernel: [2, 3] }, [3, 4, 2]],
  ['pool', [3, 5, 4], { kernel: 2, stride: 2 }, [3, 2, 2]],
  ['maxPool', [3, 5, 4], { kernel: [2, 3], stride: [3, 1] }, [3, 2, 2]],
])('%s from %j with %j goes to a target of the shape that it says', (name, from, params, to) => {
  const full = { stride: 1, padding: 0, dilation: 1, groups: 1, decay: 0.5, by: 'sum', ...params };
  const { target, make, parameters } = connections[name]!;
  const own = Object.fromEntries(Object.entries(full).filter(([param]) => param in parameters));
  expect(target!(from, own)).toEqual(to);
  expect(make(own)(from, to).faults).toEqual([]);
});

test('other connections go to a target of any shape', () => {
  const some = Object.values(connections).flatMap(({ name, target }) => (target === undefined ? [] : [name]));
  expect(some.toSorted()).toEqual(['conv', 'local', 'maxPool', 'pool']);
});

describe('what windows are asked for that there are not', () => {
  const said = (from: Shape, to: Shape, wiring: AnyWiring): readonly string[] => {
    const built = network<Names, Names>({ dt: 1 }, { X: layer(from, input()), Y: layer(to, lif()) }, (connect) => ({
      XY: connect('X', 'Y', wiring),
    }));
    return isLeft(built) ? built.left.map((one) => explain(one).replace("connection 'XY': ", '')) : [];
  };
  const one = constant(1);
  const kernel = 'kernel must be a whole number of at least 1, got';

  test.each<readonly [string, Shape, Shape, AnyWiring, readonly string[]]>([
    ['one axis', [1, 4], [1, 3], pool({ kernel: 2 }), []],
    ['a kernel of nothing', [1, 4], [1, 3], pool({ kernel: 0 }), [`${kernel} [0]`]],
    ['a kernel of half a cell', [1, 4], [1, 3], maxPool({ kernel: 0.5, decay: 0 }), [`${kernel} [0.5]`]],
    ['a kernel as large as the image', [1, 4], [1, 1], pool({ kernel: 4 }), []],
    [
      'one larger by a cell',
      [1, 4],
      [1, 1],
      pool({ kernel: 5 }),
      ['kernel must be no larger than the image [4], got [5]'],
    ],
    ['one that padding makes room for', [1, 4], [1, 1], pool({ kernel: 6, padding: 1 }), []],
    [
      'one that does not fit along one axis',
      [1, 9, 3],
      [1, 6, 1],
      local(one, { kernel: [4, 4] }),
      ['kernel must be no larger than the image [9, 3], got [4, 4]'],
    ],
    [
      'strides of three axes',
      [1, 4, 4],
      [1, 4, 4],
      pool({ kernel: 1, stride: [1, 1, 1] }),
      ['stride must be 2 whole numbers of at least 1, got [1, 1, 1]'],
    ],
    [
      'padding of half a cell',
      [1, 4],
      [1, 4],
      conv(one, { kernel: 1, padding: 0.5 }),
      ['padding must be a whole number of at least 0, got 0.5'],
    ],
    ['another target', [2, 4], [2, 2], pool({ kernel: 2 }), ['target must be [2, 3], got [2, 2]']],
    [
      'groups of two of three channels',
      [3, 4],
      [2, 4],
      conv(one, { kernel: 1, groups: 2 }),
      ['groups must be of equally many channels (3), got 2'],
    ],
    [
      'groups of two of three filters',
      [2, 4],
      [3, 4],
      conv(one, { kernel: 1, groups: 2 }),
      ['groups must be of equally many filters (3), got 2'],
    ],
    ['groups of both', [2, 4], [4, 4], conv(one, { kernel: 1, groups: 2 }), []],
  ])('%s', (_, from, to, wiring, texts) => {
    expect(said(from, to, wiring)).toEqual(texts);
  });
});

test('receptive fields of two filters on an image that is not square', () => {
  // 2 x 3 pixels, kernel 1 x 2, two positions in each row.
  const { shape, dtype, data } = receptiveFields([2, 3], [1, 2], 2, { stride: 1 });
  expect([shape, dtype]).toEqual([[6, 8], 'bool']);
  const fields = Array.from({ length: 8 }, (_, target) =>
    [0, 1, 2, 3, 4, 5].filter((pixel) => data[8 * pixel + target] === 0),
  );
  const of = [
    [0, 1],
    [1, 2],
    [3, 4],
    [4, 5],
  ];
  expect(fields).toEqual([...of, ...of]);
});
