import { expect, test } from 'vitest';
import { input, layer, lif, network, orThrow } from '../../src/index.js';
import { jsTarget, type Memory } from '../../src/backends/fused/ir/target.js';
import { shelves } from '../../src/backends/fused/idle.js';
import { programsOf, type Instance } from '../../src/backends/fused/programs.js';

test('runs that watch no more than others before use the same memory, and others get some behind all that there is', () => {
  const net = orThrow(network({ dt: 1 }, { X: layer([3], input()), Y: layer([2], lif()) }));
  const programs = programsOf(jsTarget, net, 1, shelves<Instance<Memory>>(1)());
  const start = programs.top();
  const homes = ['state.layers.X.s', 'state.layers.Y.v', 'state.layers.Y.s'].map(programs.addressOf);
  expect(homes.every((address) => address! >= 16 && address! % 16 === 0 && address! < start)).toBe(true);
  expect(new Set(homes).size).toBe(3);
  expect(programs.addressOf('state.layers.Z.v')).toBe(undefined);

  expect([programs.reserve(100), programs.top()]).toEqual([start, start + 112]);
  expect([programs.reserve(100), programs.reserve(1), programs.top()]).toEqual([start, start, start + 112]);
  expect([programs.reserve(101), programs.top()]).toEqual([start + 112, start + 224]);
  expect([programs.reserve(100), programs.top()]).toEqual([start + 112, start + 224]);
});
