import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  concat,
  dense,
  eager,
  episode,
  frames,
  initial,
  input,
  js,
  layer,
  lif,
  monitor,
  network,
  normalised,
  orThrow,
  poisson,
  postPre,
  record,
  run,
  tensor,
  traced,
  wasm,
  type Backend,
} from '../../src/index.js';
import { draw } from '../../src/authoring.js';
import { compile } from '../../src/backends/fused/plan/compile.js';
import { jsTarget, wasmTarget, type Memory, type Target } from '../../src/backends/fused/ir/target.js';
import { readRange } from '../../src/backends/fused/kernels/guards.js';
import { write } from '../../src/backends/fused/memory.js';
import { floats, wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { alone } from './support/setting.js';

const inputs = 12;

const bitsOf = (data: ArrayLike<number>): Int32Array => new Int32Array(Float32Array.from(data).buffer);

/** Weights that are normalised to as much as lets few, some, or all of them be beyond their bounds. */
const netOf = (columns: number, weights: readonly number[], norm: number, signed: boolean, bounds: 'one' | 'each') => {
  const shape = [inputs, columns];
  const w = tensor(
    shape,
    Array.from({ length: inputs * columns }, (_, k) => weights[k % weights.length]!),
  );
  const least = signed ? -0.75 : 0;
  const mostAt = (k: number): number => (bounds === 'one' || k % 3 === 0 ? 0.75 : 0.5);
  const most =
    bounds === 'one'
      ? 0.75
      : tensor(
          shape,
          w.data.map((_, k) => mostAt(k)),
        );
  const within = tensor(
    shape,
    w.data.map((value, k) => Math.min(Math.max(value, least), mostAt(k))),
  );
  return orThrow(
    network(
      { dt: 1 },
      { X: layer([inputs], traced(input())), Y: layer([columns], traced(lif({ thresh: -62 }))) },
      (connect) => ({
        XY: connect(
          'X',
          'Y',
          normalised(dense(within), norm, { beyondBounds: true }),
          bounded(postPre([0.01, 0.02]), least, most),
        ),
      }),
    ),
  );
};

describe('weights that are normalised between episodes', () => {
  quickLaw(
    'are brought back within their bounds in the step after, wherever they were',
    [
      fc.constantFrom(3, 8, 21),
      fc.array(fc.constantFrom(0, -0, 0.25, 0.5, 0.7, 0.75, -0.5), { minLength: 1, maxLength: 7 }),
      fc.constantFrom(0.5, 3, 6, 30),
      fc.boolean(),
      fc.constantFrom('one', 'each'),
    ],
    async (columns, weights, norm, signed, bounds) => {
      const net = netOf(columns, weights, norm, signed, bounds);
      const shown = concat(
        [3, 1, 9].map((steps) =>
          episode(frames({ X: poisson(steps, tensor([inputs], Array(inputs).fill(60)), steps) })),
        ),
      );
      const outcome = async (backend: Backend) => {
        const recorded = { w: monitor(net, 'XY', 'w', record()) };
        const { state, monitors } = orThrow(await run(backend, net, initial(net), shown, recorded));
        return [state.connections.XY.w, monitors.w].map(({ data }) => bitsOf(data));
      };
      const want = await outcome(eager);
      for (const backend of [wasm, js]) expect(await outcome(backend)).toEqual(want);
    },
    60,
  );
});

/** The range of a variable after a program that doubles it. */
const rangeAfterDoubling = <Code, M extends Memory>(target: Target<Code, M>, values: readonly number[]) => {
  const value = tensor([values.length], values);
  const graph = draw({ state: { w: { shape: value.shape, dtype: 'f32' } } }, (A, given) => {
    const { state } = given as { readonly state: { readonly w: Parameters<typeof A.mul>[0] } };
    return { state: { w: A.mul(state.w, 2) } };
  });
  const setting = { ...alone, addressOf: () => undefined, start: 16, lanes: target.lanes, ranged: true };
  const { routines, ...program } = compile(graph, setting);
  const memory = target.memory(program.end);
  write(memory, program.homes.get('state.w')!, value);
  target.instantiate(target.compile(routines), memory).all();
  return readRange(memory.i, program.ranges.get('state.w')!);
};

test('the range of what a program changes is that of its bits', () => {
  const some = fc.array(floats, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(some, wholeIn(1, 3), (values, times) => {
      const all = Array.from({ length: times }, () => values).flat();
      const bits = bitsOf(all.map((x) => Math.fround(x) * 2));
      const want = [Math.min(...bits), Math.max(...bits)];
      expect(rangeAfterDoubling(wasmTarget, all)).toEqual(want);
      expect(rangeAfterDoubling(jsTarget, all)).toEqual(want);
    }),
    { seed: 2015, numRuns: 60 },
  );
});
