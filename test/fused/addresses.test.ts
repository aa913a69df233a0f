import { expect, test } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { eagerAlgebra, evaluate, draw, type Algebra } from '../../src/authoring.js';
import { compile } from '../../src/backends/fused/plan/compile.js';
import { jsTarget, wasmTarget, type Memory, type Target } from '../../src/backends/fused/ir/target.js';
import { read, write, writeConstant } from '../../src/backends/fused/memory.js';
import { leaves } from '../../src/core/graph/tree.js';
import { alone } from './support/setting.js';

const types = {
  state: { s: { shape: [2, 20], dtype: 'bool' }, w: { shape: [6], dtype: 'f32' }, v: { shape: [2, 20], dtype: 'f32' } },
} as const;
const [pre, post] = [
  [0, 0, 3, 7, 7, 19],
  [4, 9, 1, 19, 0, 0],
].map((places) => tensor([6], places, 'i32')) as [Tensor, Tensor];

/** A layer that is driven by its own spikes through synapses, and a sum over it. */
const step = <T>(A: Algebra<T>, { s, w, v }: Readonly<Record<'s' | 'w' | 'v', T>>): Readonly<Record<string, T>> => {
  const current = A.scatter(A.contract('be,e->be', A.gather(s, pre), w), post, 20);
  const next = A.add(A.mul(v, 0.5), A.add(current, A.maxOver(v, [0])));
  return { s: A.gt(next, 3), w, v: next };
};

test.each([wasmTarget, jsTarget] as readonly Target<unknown, Memory>[])(
  'values lie beyond 2 GiB as they do below, on $name',
  (target) => {
    const graph = draw(types, (A, given) => ({ state: step(A, (given as { readonly state: never }).state) }));
    // From just below 2^31 on, so that some lie on either side.
    const program = compile(graph, { ...alone, addressOf: () => undefined, start: 2 ** 31 - 256, lanes: target.lanes });
    expect(program.end).toBeGreaterThan(2 ** 31 + 256);
    const memory = target.memory(program.end);
    for (const { address, value } of program.constants) writeConstant(memory, address, value);
    const { all } = target.instantiate(target.compile(program.routines), memory);
    let now: Readonly<Record<string, Tensor>> = {
      s: tensor(
        [2, 20],
        new Uint8Array(40).map((_, k) => Number(k % 3 === 0)),
        'bool',
      ),
      w: tensor([6], [1, 2, 3, 4, 5, 6]),
      v: tensor(
        [2, 20],
        new Float32Array(40).map((_, k) => k / 7),
      ),
    };
    for (const [name, value] of Object.entries(now)) write(memory, program.homes.get(`state.${name}`)!, value);
    for (let k = 0; k < 3; k++) {
      all();
      now = Object.fromEntries(
        leaves(evaluate(eagerAlgebra, graph, { state: now })).map(([path, x]) => [path.replace('state.', ''), x]),
      );
      for (const name of ['s', 'v'] as const)
        expect(read(memory, program.homes.get(`state.${name}`)!, types.state[name]).data).toEqual(now[name]!.data);
    }
  },
);
