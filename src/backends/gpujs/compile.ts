import * as E from 'fp-ts/lib/Either.js';
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js';
import type { LocalFault } from '../../core/faults/errors.js';
import type { Graph, Node } from '../../core/graph/graph.js';
import type { Tensor } from '../../core/tensor.js';
import { leaves } from '../../core/graph/tree.js';
import { contractKernel } from './contract.js';
import { elementwiseKernel } from './elementwise.js';
import { stored, type Applied } from '../graph.js';
import { lower, type Lowered } from './lower.js';
import type { Traits } from './modes.js';
import { gatherKernel, listsOf, shiftInKernel, scatterKernel } from './move.js';
import { chosenPlaceKernel, chooseOneKernel, reduceKernel } from './reduce.js';
import { schedule } from './schedule.js';
import { isInline, writer, type Kernel, type Writer } from './writer.js';

/** A graph compiled: the nodes that the host computes, then kernels in order. */
export interface Compiled {
  readonly graph: Graph;
  readonly known: ReadonlyMap<number, Tensor>;
  readonly host: readonly Applied[];
  readonly kernels: readonly Kernel[];
}

/** A graph as kernels for a mode, or every operation that gpu.js cannot do. Pure: equal graphs give equal texts. */
export const compile = (graph: Graph, traits: Traits): E.Either<NonEmptyArray<LocalFault>, Compiled> => {
  const lowered = lower(graph);
  const { known, host, faults } = lowered;
  const [first, ...others] = faults;
  return first === undefined
    ? E.right({ graph, known, host, kernels: kernelsOf(lowered, graph, traits) })
    : E.left([first, ...others]);
};

const kernelsOf = ({ known, device }: Lowered, graph: Graph, traits: Traits): readonly Kernel[] => {
  const wanted = new Set(leaves(graph.outputs).map(([, node]) => stored(node).id));
  const isArray = (node: Node): boolean => !known.has(node.id) || !isInline(known.get(node.id)!);
  const nodes = device.filter(({ op }) => op !== 'reshape');
  return schedule({ nodes, wanted, isArray }, traits).flatMap((launch) => {
    const write = (): Writer => writer(traits, known);
    if (launch._tag === 'Single') return kernelsFor(write, launch.node, known);
    return [elementwiseKernel(write(), launch.outputs, ({ id }) => known.has(id) || launch.reads.has(id))];
  });
};

const kernelsFor = (write: () => Writer, node: Applied, known: ReadonlyMap<number, Tensor>): readonly Kernel[] => {
  const places = (): Tensor => known.get(node.args[1]!.id)!;
  switch (node.op) {
    case 'contract':
      return [{ ...contractKernel(write(), node), exact: true }];
    case 'gather':
      return [gatherKernel(write(), node, places())];
    case 'scatter':
      return [{ ...scatterKernel(write(), node, listsOf(places(), node.shape[1]!)), exact: true }];
    case 'shiftIn':
      return [shiftInKernel(write(), node)];
    case 'chooseOne':
      return [chosenPlaceKernel(write(), node), chooseOneKernel(write(), node)];
    default:
      return [reduceKernel(write(), node)];
  }
};
