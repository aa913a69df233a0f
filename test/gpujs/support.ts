import * as E from 'fp-ts/lib/Either.js';
import { compile } from '../../src/backends/gpujs/compile.js';
import { startEngine, type Engine } from '../../src/backends/gpujs/engine.js';
import { runner } from '../../src/backends/gpujs/execute.js';
import type { Mode, Traits } from '../../src/backends/gpujs/modes.js';
import { loadPeer } from '../../src/backends/gpujs/peer.js';
import { downloaded, onHost, type Value } from '../../src/backends/gpujs/value.js';
import { orThrow, type Tensor } from '../../src/index.js';
import { leaves, mapTree, type Graph, type LocalFault, type Tree } from '../../src/authoring.js';

/** The modes that Node has. Both have to give what eager gives, to the bit. */
export const nodeModes = ['cpu', 'webasm'] as const satisfies readonly Mode[];

export const engineOf = async (mode: Mode): Promise<Engine> =>
  orThrow(await startEngine('test', mode, orThrow(await loadPeer('test', () => import('gpu.js')))));

/** The outputs of a graph on an engine, or the faults of operations that it cannot compute. */
export const computed = async (
  engine: Engine,
  traits: Traits,
  graph: Graph,
  inputs: Tree<Tensor>,
): Promise<E.Either<readonly LocalFault[], Tree<Tensor>>> => {
  const compiled = compile(graph, traits);
  if (E.isLeft(compiled)) return compiled;
  const outputs = await runner(compiled.right, engine, new Map())(mapTree(onHost, inputs));
  const read = new Map<Value, Tensor>();
  for (const [, value] of leaves(outputs)) read.set(value, await downloaded(engine, value));
  return E.right(mapTree((value) => read.get(value)!, outputs));
};
