import { describe, expect, test } from 'vitest';
import * as E from 'fp-ts/lib/Either.js';
import {
  allButSelf,
  constant,
  conv,
  csrm,
  dense,
  diehlAndCook2015,
  explain,
  filled,
  increasingInhibitionNetwork,
  initial,
  input,
  layer,
  lif,
  local,
  maxPool,
  network,
  normal,
  oneToOne,
  orThrow,
  receptiveFields,
  sparse,
  fixedProbability,
  uniform,
  zeros,
  type Shape,
} from '../../src/index.js';
import { windows, type AnyWiring } from '../../src/authoring.js';
import { roomFaults } from '../../src/core/room.js';
import { fromDescription } from '../../src/file.js';

const said = (from: Shape, to: Shape, wiring: AnyWiring): readonly string[] => {
  const built = network({ dt: 1 }, { X: layer(from, input()), Y: layer(to, lif()) }, (connect) => ({
    XY: connect('X', 'Y', wiring),
  }));
  return E.isLeft(built) ? built.left.map(explain) : [];
};

const wide: Shape = [100_000];
const image: Shape = [1, 28, 28];

// Nothing of what is asked for here could be allocated, or worked out within a test's time.
describe('what is too large is a fault, with the size that it would take', () => {
  test.each(
    Object.entries({
      uniform: uniform(1),
      normal: normal(1),
      constant: constant(1),
      oneToOne: oneToOne(1),
      allButSelf: allButSelf(1),
    }),
  )('all to all between 100,000 neurons each, %s', (_, weights) => {
    expect(said(wide, wide, dense(weights))).toEqual([
      "connection 'XY': weights must be at most 536870912 elements, 2 GiB (sparse(...) stores only those that are there), got [100000, 100000], 37.3 GiB",
    ]);
  });

  test.each<readonly [string, Shape, string]>([
    ['a layer of 1e15', [1e15], '[1000000000000000], 3640 TiB'],
    ['a plane of 1e5 x 1e5', [1e5, 1e5], '[100000, 100000], 37.3 GiB'],
  ])('%s', (_, shape, got) => {
    const built = network({ dt: 1 }, { Y: layer(shape, lif()) });
    expect(E.isLeft(built) && built.left.map(explain)).toEqual([
      `layer 'Y': shape must be at most 536870912 elements, 2 GiB, got ${got}`,
    ]);
  });

  test.each<readonly [string, Shape, number, number, string]>([
    ['1e9 ms', [1], 1e9, 1, 'at most 1048576 steps, got 1000000000 (a window of 1000000000 ms in steps of 1)'],
    [
      '2^20 + 1 steps',
      [1],
      104857.7,
      0.1,
      'at most 1048576 steps, got 1048577 (a window of 104857.7 ms in steps of 0.1)',
    ],
    ['1e6 steps of 1000 neurons', [1000], 1e6, 1, 'at most 536870912 elements, 2 GiB, got [1000000, 1000], 3.73 GiB'],
  ])('a window of %s', (_, shape, responseWindow, dt, rest) => {
    const built = network({ dt }, { Y: layer(shape, csrm({ responseWindow })) });
    expect(E.isLeft(built) && built.left.map(explain)).toEqual([`layer 'Y': 'inputs' must be ${rest}`]);
  });

  test('a window of 2^20 steps has room', () => {
    orThrow(network({ dt: 0.5 }, { Y: layer([1], csrm({ responseWindow: 2 ** 19 })) }));
  });

  test.each<readonly [string, (options: { kernel: number; padding?: number }) => AnyWiring]>([
    ['conv', (options) => conv(uniform(1), options)],
    ['local', (options) => local(uniform(1), options)],
    ['maxPool', (options) => maxPool({ ...options, decay: 0.5 })],
  ])('windows of %s', (_, wire) => {
    expect(said(image, [1, 26, 26], wire({ kernel: 1e9 }))).toEqual([
      "connection 'XY': kernel must be no larger than the image [28, 28], got [1000000000, 1000000000]",
    ]);
    expect(said(image, [1, 26, 26], wire({ kernel: -1 }))[0]).toContain(
      'kernel must be 2 whole numbers of at least 1, got',
    );
    expect(said(image, [1, 26, 26], wire({ kernel: 3, padding: 1e8 }))).toEqual([
      "connection 'XY': windows must be at most 536870912 elements, 2 GiB, got [1, 40000010400000670, 9], 1310000 TiB",
    ]);
    // As many as there is room for, but not what the target has neurons for.
    expect(said([1, 10], [1, 10], wire({ kernel: 1, padding: 1e8 }))[0]).toMatch(/target must be .*200000010/);
  });

  test('synapses of a random pattern', () => {
    expect(said([1e6], [1e6], sparse(fixedProbability(1, 0.1), constant(1)))).toEqual([
      "connection 'XY': synapses must be at most 536870912 elements, 2 GiB (join fewer), got [100000000000], 373 GiB",
    ]);
  });

  test('ready-made networks', () => {
    for (const made of [
      diehlAndCook2015({ inputs: [784], neurons: 1e5, inh: 1 }),
      increasingInhibitionNetwork({ inputs: [784], neurons: 1e5 }),
    ])
      expect(E.isLeft(made) && made.left.map(explain)[0]).toMatch(/neurons x neurons must be at most 536870912/);
  });

  test('descriptions', () => {
    const described = fromDescription({
      dt: 1,
      layers: {
        X: { shape: [1e5], model: { name: 'input', params: {} } },
        Y: { shape: [1e5], model: { name: 'lif', params: {} } },
      },
      connections: {
        XY: {
          from: 'X',
          to: 'Y',
          connection: { name: 'dense', params: { w: { name: 'uniform', params: { seed: 1 } } } },
        },
      },
    });
    expect(E.isLeft(described) && described.left.map(explain)[0]).toMatch(/weights must be at most 536870912/);
  });

  test('what can only throw: tensors, windows, masks and states', () => {
    expect(() => zeros([1e9, 1e9])).toThrow('zeros: shape must be at most 536870912 elements, 2 GiB, got');
    expect(() => filled([1e10], 1)).toThrow('filled: shape must be at most 536870912 elements');
    expect(() => windows([1, 1e5, 1e5], [3, 3])).toThrow('windows: windows must be at most 536870912 elements');
    expect(() => receptiveFields([28, 28], [-1, 3], 2)).toThrow(
      'windows: kernel must be 2 whole numbers of at least 1',
    );
    const net = orThrow(network({ dt: 1 }, { Y: layer([1000], lif()) }));
    expect(() => initial(net, { batch: 1e9 })).toThrow(
      /must be at most 536870912 elements, 2 GiB, got \[1000000000, 1000\], 3.64 TiB/,
    );
  });
});

test('the largest tensor that there may be is one of 2^29 elements', () => {
  expect(roomFaults('x', [2 ** 29])).toEqual([]);
  expect(roomFaults('x', [2 ** 29 + 1])).toHaveLength(1);
});
