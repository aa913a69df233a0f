import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { constant, counts, dense, eager, explain, initial, input, layer, lif, monitor } from '../../src/index.js';
import { network, orThrow, run, silence, zeros, type Backend, type Faults, type Monitor } from '../../src/index.js';
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
  expect(await ran(gpujs({ mode: never }), {})).toContain('unknown mode');
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
