import { describe, expect, test } from 'vitest';
import {
  delayed,
  dense,
  explain,
  filled,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  rested,
  tensor,
  uniform,
  zeros,
  type AnyNetwork,
  type Names,
  type StateOf,
} from '../../src/index.js';
import { differences } from '../../src/core/build/differences.js';
import { continues } from '../../src/core/run/past.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([2], input()), Y: layer([3], lif()) }, (connect) => ({
    XY: connect('X', 'Y', delayed(dense(zeros([2, 3])), 2)),
  })),
);
const ended = structuredClone(initial(net)) as StateOf<typeof net>;
const withV = (v: typeof ended.layers.Y.v | undefined) =>
  ({ ...ended, layers: { ...ended.layers, Y: { ...ended.layers.Y, v } } }) as typeof ended;
const withWire = (more: object) =>
  ({ ...ended, connections: { XY: { ...ended.connections.XY, ...more } } }) as typeof ended;

describe('a run goes on from a state in which another ended', () => {
  test.each<readonly [string, typeof ended, boolean]>([
    ['that one', ended, true],
    ['a copy', structuredClone(ended), true],
    ['one with other weights', withWire({ w: filled([2, 3], 1) }), true],
    ['not one with another voltage', withV(filled([1, 3], 1)), false],
    ['not one with other spikes under way', withWire({ inTransit: filled([1, 2, 2], 1) }), false],
    ['not one at another place of its ring', withWire({ slot: tensor([1], [1], 'i32') }), false],
    ['not one of other random numbers', { ...ended, noise: tensor([3], [0, 0, 9], 'i32') }, false],
    ['not one at rest', rested(net, ended), false],
    ['not one without a voltage', withV(undefined), false],
    ['not one without layers', { ...ended, layers: {} } as typeof ended, false],
  ])('%s', (_, state, goesOn) => {
    expect(continues(net, ended, state)).toBe(goesOn);
  });

  test('nor one with a voltage, where that had none; where neither has, it does', () => {
    expect(continues(net, withV(undefined), ended)).toBe(false);
    expect(continues(net, withV(undefined), withV(undefined))).toBe(true);
  });
});

test('networks whose connections join other layers differ in nothing else of these', () => {
  const of = (from: 'A' | 'B', to: 'A' | 'B'): AnyNetwork =>
    orThrow(
      network<Names, Names>({ dt: 1 }, { A: layer([3], lif()), B: layer([2], lif()) }, (connect) => ({
        AB: connect(from, to, dense(uniform(1))),
      })),
    );
  const cure = 'as in the running network (a network of another structure starts from initial(net))';
  expect(differences(of('A', 'B'), of('B', 'A')).map(explain)).toEqual([
    `connection 'AB': ends must be 'A' to 'B', ${cure}, got 'B' to 'A'`,
  ]);
  expect(differences(of('A', 'B'), of('A', 'B'))).toEqual([]);
});
