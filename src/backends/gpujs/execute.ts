import type { Node } from '../../core/graph/graph.js';
import { remembered } from '../../core/record.js';
import type { Tensor } from '../../core/tensor.js';
import { leaves, mapTree, type Tree } from '../../core/graph/tree.js';
import { eagerAlgebra } from '../eager/eager.js';
import type { Compiled } from './compile.js';
import type { Engine } from './engine.js';
import { stored } from '../graph.js';
import type { Handle } from './peer.js';
import { downloaded, onDevice, onHost, uploaded, type Value } from './value.js';

/** Runs what was compiled. An output that is an input is the very same value. */
export type Runner = (inputs: Tree<Value>) => Promise<Tree<Value>>;

/** `constants` holds what the runners of a session have uploaded for good. */
export const runner = (
  { graph, known, host, kernels }: Compiled,
  engine: Engine,
  constants: Map<Tensor, Value>,
): Runner => {
  const ids = leaves(graph.inputs).map(([path, { id }]) => [path, id] as const);
  const results = leaves(graph.outputs).map(([, node]) => node);
  const launchers = kernels.map((kernel) => ({ ...kernel, launch: engine.launcher(kernel) }));
  const constant = (data: Tensor): Value => remembered(constants, data, () => onHost(data));

  return async (inputs) => {
    const given = new Map(leaves(inputs));
    const values = new Map(ids.map(([path, id]) => [id, given.get(path)!]));
    const tensorOf = async ({ id }: Node): Promise<Tensor> => known.get(id) ?? downloaded(engine, values.get(id)!);
    for (const node of host) {
      const args = await Promise.all(node.args.map(tensorOf));
      values.set(node.id, onHost(eagerAlgebra.apply(node.op, args, node.attribute)));
    }
    const made = new Map<number, Handle>();
    for (const { inputs: sources, outputs, exact, launch } of launchers) {
      const args: Handle[] = [];
      for (const source of sources) {
        const handle = typeof source === 'number' ? made.get(source) : undefined;
        const value = typeof source === 'number' ? values.get(source)! : constant(source);
        args.push(handle ?? (await uploaded(engine, value, exact)));
      }
      const computed = launch(args);
      const arrays = computed instanceof Promise ? await computed : computed;
      outputs.forEach((id, place) => made.set(id, arrays[place]!));
    }

    const outputs = new Map<Node, Value>();
    for (const node of results) {
      const data = known.get(node.id);
      const value = values.get(node.id) ?? (data && constant(data));
      const { id } = stored(node);
      outputs.set(node, value ?? onDevice(node, made.get(id) ?? (await uploaded(engine, values.get(id)!, false))));
    }
    return mapTree((node) => outputs.get(node)!, graph.outputs);
  };
};
