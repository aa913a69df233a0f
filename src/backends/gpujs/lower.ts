import { fault, type LocalFault } from '../../core/faults/errors.js';
import { nodesOf, type Graph } from '../../core/graph/graph.js';
import { axesOf, showType } from '../../core/ops.js';
import { size } from '../../core/shape.js';
import { zeros, type Tensor } from '../../core/tensor.js';
import { eagerAlgebra } from '../eager/eager.js';
import type { Applied } from '../graph.js';

/** A graph sorted by where it is computed; in each list operands come first. */
export interface Lowered {
  /** Values that depend on no input, by node: computed now, once. */
  readonly known: ReadonlyMap<number, Tensor>;
  /** Nodes that depend on whole numbers alone (the noise counter): the host computes them, exactly. */
  readonly host: readonly Applied[];
  /** The rest, by kernels. */
  readonly device: readonly Applied[];
  /** Operations that gpu.js cannot compute. */
  readonly faults: readonly LocalFault[];
}

/** gpu.js computes in float32, which holds every whole number up to this one; places in arrays are such numbers. */
export const exactUpTo: number = 2 ** 24;

export const lower = (graph: Graph): Lowered => {
  const known = new Map<number, Tensor>();
  const host: Applied[] = [];
  const device: Applied[] = [];
  const hosted = new Set<number>();
  for (const node of nodesOf(graph)) {
    if (node._tag === 'Constant') known.set(node.id, node.value);
    // GPUs have no arrays without elements, and there is nothing to compute.
    else if (size(node.shape) === 0) known.set(node.id, zeros(node.shape, node.dtype));
    else if (node._tag === 'Input') {
      if (node.dtype === 'i32') hosted.add(node.id);
    } else if (node.args.every(({ id }) => known.has(id)))
      known.set(
        node.id,
        eagerAlgebra.apply(
          node.op,
          node.args.map(({ id }) => known.get(id)!),
          node.attribute,
        ),
      );
    else if (node.args.every(({ id }) => known.has(id) || hosted.has(id))) {
      hosted.add(node.id);
      host.push(node);
    } else device.push(node);
  }
  const computed = new Set(device.map(({ id }) => id));
  return { known, host, device, faults: device.flatMap((node) => faultsOf(node, known, computed)) };
};

const faultsOf = (
  node: Applied,
  known: ReadonlyMap<number, Tensor>,
  computed: ReadonlySet<number>,
): readonly LocalFault[] => {
  const { op, args, attribute } = node;
  const refuse = (want: string, got: string): readonly LocalFault[] => [
    fault('Backend', `operation '${op}'`, want, got),
  ];
  if (node.dtype === 'i32')
    // The operation that made such a number has its fault already.
    return args.some(({ id, dtype }) => dtype === 'i32' && computed.has(id))
      ? []
      : refuse('without whole numbers that depend on other kinds', args.map(showType).join(' and '));
  if ([node, ...args].some(({ shape }) => size(shape) > exactUpTo))
    return refuse(`on at most ${exactUpTo} elements`, [node, ...args].map(showType).join(' and '));
  if ((op === 'gather' || op === 'scatter') && !known.has(args[1]!.id))
    return refuse('with places that are constant', 'computed ones');
  if (op === 'contract' && axesOf(attribute[0] as string).some((axes) => new Set(axes).size < axes.length))
    return refuse('with each letter once an operand', `'${attribute[0]}'`);
  return [];
};
