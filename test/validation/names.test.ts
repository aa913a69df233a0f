import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import {
  always,
  concat,
  constant,
  counts,
  dense,
  eager,
  explain,
  filled,
  frames,
  initial,
  input,
  js,
  lasting,
  layer,
  lif,
} from '../../src/index.js';
import { monitor, network, orThrow, poisson, run, silence, wasm, zeros } from '../../src/index.js';
import type { Backend, Faults, Monitor, Names } from '../../src/index.js';
import { gpujs } from '../../src/backends/gpujs/gpujs.js';
import { tfjs } from '../../src/backends/tfjs/tfjs.js';
import { aedat, eventTable } from '../../src/events.js';
import { fromNir } from '../../src/nir.js';

const layers = { X: layer([2], input()), Y: layer([2], lif()) };
const net = orThrow(network({ dt: 1 }, layers));

const first = (faults: Faults): string => explain(faults[0]);
const joined = (from: unknown, to: unknown): string => {
  const built = network({ dt: 1 }, layers, (connect) => ({ XY: connect(from as 'X', to as 'Y', dense(constant(1))) }));
  return built._tag === 'Left' ? first(built.left) : '';
};
const ran = async (backend: Backend, monitors: Readonly<Record<string, Monitor<unknown>>>): Promise<string> => {
  const done = await run(backend, net, initial(net), silence(1), monitors);
  return done._tag === 'Left' ? first(done.left.faults) : '';
};

const nameless: readonly unknown[] = [
  { toString: 1 },
  Object.create(null),
  Symbol('Y'),
  {
    toString: () => {
      throw new RangeError('of the user');
    },
  },
];

test.each(nameless)('a name that is no string is refused wherever it is looked up: %#', async (name) => {
  const never = name as never;
  expect(joined(name, 'Y')).toContain('unknown source layer');
  expect(joined('X', name)).toContain('unknown target layer');
  expect(() => monitor(net, never, never, counts())).toThrow('of must be');
  expect(await ran(eager, { m: monitor(net, 'Y', never, counts()) })).toContain('unknown variable');
  expect(await ran(eager, { m: monitor(net, 'Y', 's', counts(), { every: never }) })).toContain('every must be');
  expect(await ran(gpujs(never), {})).toContain('unknown mode');
  expect(() => tfjs(tf, never)).toThrow('mode must be');
  expect(() => zeros([1], never)).toThrow('dtype must be');
  expect(() => eventTable(new Uint8Array(0), { shape: [1], unit: never })).toThrow('unit must be');
  expect(() => aedat(new Uint8Array(0), { chip: never })).toThrow('chip must be');
  const graph = fromNir({ nodes: { a: { type: never } }, edges: [] } as never, { dt: 1, integrator: 'exact' });
  expect(graph._tag === 'Left' && first(graph.left)).toContain('type');
});

test('the options of a backend in place of the module of tfjs are refused', () => {
  expect(() => tfjs({ mode: 'wasm' } as never, 'wasm')).toThrow("tf must be the module of '@tensorflow/tfjs-core'");
});

/** Names that something of JavaScript or of the library has. */
const taken = [Object, Array, Promise, Function, Map, Float32Array, Symbol]
  .flatMap((of) => Object.getOwnPropertyNames(of.prototype))
  .concat(
    'shape',
    'dtype',
    'data',
    'inputs',
    'ends',
    'reward',
    'steps',
    'values',
    'layers',
    'noise',
    '_tag',
    'right',
    '😀',
    ' ',
  )
  .filter((name, place, all) => name !== '__proto__' && all.indexOf(name) === place);

test('layers and monitors may have the names of anything else', async () => {
  const named = <A>(of: (k: number) => A): Readonly<Record<string, A>> =>
    Object.fromEntries(taken.map((name, k) => [name, of(k)]));
  const many = orThrow(
    network<Names, Names>(
      { dt: 1 },
      named(() => layer([3], input())),
    ),
  );
  const inputs = named((k) => poisson(k, filled([3], 200), 20));
  const nothing = { inputs: {}, inject: {}, clamp: {}, unclamp: {}, draws: {}, masks: {} };
  const drive = () => concat([frames(inputs), lasting(1, always(nothing))]);
  const seen = async (backend: Backend) => {
    const monitors = Object.fromEntries(taken.map((name) => [name, monitor(many, name, 's', counts())]));
    const done = orThrow(await run(backend, many, initial(many), drive(), monitors));
    return {
      names: Object.keys(done.monitors),
      spikes: taken.map((name) => [
        Array.from(done.monitors[name]!.data),
        Array.from(done.state.layers[name]!['s']!.data),
      ]),
    };
  };
  const want = await seen(eager);
  expect(want.names).toEqual(taken);
  expect(want.spikes.flat(2).some((count) => count > 1)).toBe(true);
  for (const backend of [wasm, js]) expect(await seen(backend)).toStrictEqual(want);
});
