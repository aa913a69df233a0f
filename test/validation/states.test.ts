import { describe, expect, test } from 'vitest';
import {
  batched,
  constant,
  delayed,
  dense,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  rested,
  tensor,
  zeros,
  type Names,
  type Network,
  type NetworkState,
} from '../../src/index.js';
import { explain } from '../../src/core/faults/errors.js';
import { stateFaults } from '../../src/core/state-faults.js';
import { batchOf, variableOf } from '../../src/core/variables.js';

type State = NetworkState<Names, Names>;

const net: Network<Names, Names> = orThrow(
  network<Names, Names>({ dt: 1 }, { X: layer([3], input()), Y: layer([2], lif()) }, (connect) => ({
    XY: connect('X', 'Y', delayed(dense(constant(1)), 3)),
  })),
);
const start: State = initial(net, { batch: 2 });

/** The state with other variables of a layer or connection. */
const withLayer = (name: string, other: object): unknown => ({
  ...start,
  layers: { ...start.layers, [name]: { ...start.layers[name], ...other } },
});
const withWire = (other: object): unknown => ({
  ...start,
  connections: { XY: { ...start.connections['XY'], ...other } },
});
const lacking = (part: 'layers' | 'connections', value: unknown): unknown => ({ ...start, [part]: value });
const spikes = (dtype: 'f32' | 'i32' | 'bool', of: readonly number[]) => ({
  shape: [2, 3],
  dtype,
  data: { f32: Float32Array, i32: Int32Array, bool: Uint8Array }[dtype].from(of),
});

const told = (state: unknown): readonly string[] => stateFaults(net, state as State).map(explain);

describe('a state of a network is taken', () => {
  test.each<readonly [string, unknown]>([
    ['as it begins', start],
    ['of spikes that are counts', withLayer('X', { s: spikes('f32', [0, 2, 0.5, 0, 0, 1]) })],
    ['of spikes that are whole numbers', withLayer('X', { s: spikes('i32', [0, 2, 7, 0, 0, 1]) })],
    ['at any row of its ring', withWire({ slot: tensor([2], [0, 2], 'i32') })],
  ])('%s', (_, state) => {
    expect(told(state)).toEqual([]);
  });
});

describe('a state that is none of the network is told', () => {
  const nothing = 'a state must be a record of noise, layers and connections, got';
  test.each<readonly [string, unknown, readonly string[]]>([
    ['a number', 3, [`${nothing} 3`]],
    ['nothing', null, [`${nothing} null`]],
    [
      'without layers',
      { noise: start.noise, connections: {} },
      [`${nothing} { noise: a tensor i32 [3], connections: {} }`],
    ],
    [
      'with a list of connections',
      { noise: 1, layers: {}, connections: [] },
      [`${nothing} { noise: 1, layers: {}, connections: [] }`],
    ],
    ['of no rows', withLayer('X', { s: zeros([0, 3], 'bool') }), ['batch must be a whole number of at least 1, got 0']],
    [
      'of one and a half rows',
      withLayer('X', { s: { ...spikes('bool', []), shape: [1.5, 3] } }),
      ['batch must be a whole number of at least 1, got 1.5'],
    ],
    ['of other neurons', withLayer('Y', { v: zeros([2, 4]) }), ['layers.Y.v must be f32 [2, 2], got f32 [2, 4]']],
    ['of another type', withLayer('Y', { v: zeros([2, 2], 'i32') }), ['layers.Y.v must be f32 [2, 2], got i32 [2, 2]']],
    [
      'of learned weights for each row',
      withWire({ w: zeros([2, 3, 2]) }),
      ['connections.XY.w must be f32 [3, 2], got f32 [2, 3, 2]'],
    ],
    [
      'of a list',
      withLayer('Y', { v: [0, 0] }),
      ['layers.Y.v must be f32 [2, 2], got [0, 0] (tensor(shape, values) makes one of it)'],
    ],
    ['without a variable', withLayer('Y', { v: undefined }), ['layers.Y.v must be f32 [2, 2], got nothing']],
    [
      'of spikes of another shape',
      withLayer('Y', { s: zeros([2, 3]) }),
      ['layers.Y.s must be bool [2, 2], got f32 [2, 3]'],
    ],
    [
      'of bools that are none',
      withLayer('X', { s: spikes('bool', [0, 1, 0, 3, 0, 2]) }),
      ['layers.X.s must be bools of 0 and 1 (i32 or f32 carry counts), got 3'],
    ],
    [
      'above the rows of its ring',
      withWire({ slot: tensor([2], [0, 3], 'i32') }),
      ['connections.XY.slot must be the number of a row of its ring, below 3, got 3'],
    ],
    [
      'below the rows of its ring',
      withWire({ slot: tensor([2], [-1, 0], 'i32') }),
      ['connections.XY.slot must be the number of a row of its ring, below 3, got -1'],
    ],
    [
      'with one variable more',
      withLayer('Y', { g: zeros([2, 2]) }),
      ["unknown variable 'layers.Y.g': the network has none of this name"],
    ],
    ['with more', { ...start, reward: 1 }, ["unknown variable 'reward': the network has none of this name"]],
    ['with other noise', { ...start, noise: zeros([2], 'i32') }, ['noise must be i32 [3], got i32 [2]']],
    [
      'of a layer that is null, and another too many',
      { ...start, layers: { X: start.layers['X'], Y: null, Z: { s: zeros([2, 1]) } } },
      [
        'layers.Y.v must be f32 [2, 2], got nothing',
        'layers.Y.refrac must be f32 [2, 2], got nothing',
        'layers.Y.s must be bool [2, 2], got nothing',
        "unknown variable 'layers.Z.s': the network has none of this name",
      ],
    ],
  ])('%s', (_, state, faults) => {
    expect(told(state)).toEqual(faults.map((one) => `state: ${one}`));
  });
});

test.each<readonly [unknown, number]>([
  [start, 2],
  [lacking('layers', { X: {} }), 1],
  [lacking('layers', { X: null }), 1],
  [lacking('layers', {}), 1],
  [lacking('layers', { X: { s: 1 } }), 1],
  [lacking('layers', { X: { s: zeros([]) } }), 1],
])('the rows of a state are those of the spikes of its first layer, and 1 where there are none', (state, rows) => {
  expect(batchOf(net, state as State)).toBe(rows);
});

describe('a variable of a state is read', () => {
  test('by its path', () => {
    expect(variableOf(start, 'layers', 'Y', 'v')).toBe(start.layers['Y']!['v']);
    expect(variableOf(start, 'connections', 'XY', 'w')).toBe(start.connections['XY']!['w']);
  });

  test.each<readonly [string, unknown]>([
    ['without layers', lacking('layers', undefined)],
    ['whose layers are null', lacking('layers', null)],
    ['without the layer', lacking('layers', {})],
    ['whose layer is null', lacking('layers', { Y: null })],
    ['without the variable', lacking('layers', { Y: {} })],
    ['whose variable is null', lacking('layers', { Y: { v: null } })],
  ])('unless there is none: a state %s', (_, state) => {
    expect(() => variableOf(state as State, 'layers', 'Y', 'v')).toThrow(
      'state: layers.Y.v must be a tensor, got nothing',
    );
  });
});

describe('a state', () => {
  const one: State = initial(net);
  test('has as many rows as are asked for, if it had one', () => {
    expect(batchOf(net, batched(net, one, 3))).toBe(3);
    expect([batched(net, one, 1), batched(net, start, 3)]).toEqual([one, start]);
    expect(batched(net, one, 1)).toBe(one);
    expect(batched(net, start, 3)).toBe(start);
  });

  test('that is none of the network has no more rows', () => {
    const odd = { ...one, noise: zeros([2], 'i32') };
    expect(() => batched(net, odd, 3)).toThrow('state: noise must be i32 [3], got i32 [2]');
  });

  test('at rest has the rows that it had, or others where nothing is kept', () => {
    expect([rested(net, start), rested(net, start, { batch: 3 })].map((state) => batchOf(net, state))).toEqual([2, 3]);
    const known =
      "one of 'layers.X.s', 'layers.Y.v', 'layers.Y.refrac', 'layers.Y.s', 'connections.XY.w', 'connections.XY.slot', 'connections.XY.inTransit'";
    const batch = 'rested: batch must be 2, as before, where variables are kept, got 3';
    expect(() => rested(net, start, { batch: 3, keep: ['layers.Y.v', 'layers.Y.g'] })).toThrow(
      `rested: unknown variable to keep 'layers.Y.g': ${known}\n${batch}`,
    );
    expect(() => rested(net, start, { batch: 3, keep: ['layers.Y.v'] })).toThrow(batch);
  });
});
