import { fault, type LocalFault } from '../../../core/faults/errors.js';
import { sameShape, showShape, size, type Shape } from '../../../core/shape.js';
import type { NumberArray } from '../../hdf5/array.js';
import type { NirNodeOf } from '../nodes.js';
import { windowed } from './convolution.js';
import type { Edge, Flat, Node } from './flat.js';
import { isLinear } from './order.js';

/** The shapes of what nodes get and give, by name. */
export interface Shapes {
  readonly into: ReadonlyMap<string, Shape>;
  readonly outOf: ReadonlyMap<string, Shape>;
}

/**
 * Works out shapes from the inputs on, and, in loops, from what parameters say; what does not fit goes to the faults. A neuron whose
 * parameters are one number has the shape of what it gets; only where nothing tells that it is one neuron.
 */
export const shapesOf = ({ nodes, edges }: Flat, order: readonly string[], faults: LocalFault[]): Shapes => {
  const [into, outOf] = [new Map<string, Shape>(), new Map<string, Shape>()];
  const leading = (name: string): readonly Edge[] => edges.filter(({ to }) => to === name);
  const spread = (otherwise: boolean): void => {
    const known = outOf.size;
    for (const name of order) {
      const edge = leading(name).find(({ from }) => outOf.has(from));
      if (edge !== undefined) into.set(name, edgeShape(edge, outOf));
      const alone = otherwise || leading(name).length === 0;
      const out = outOf.get(name) ?? toldOf(nodes.get(name)!, into.get(name), alone).out;
      if (out !== undefined) outOf.set(name, out.length === 0 ? [1] : out);
    }
    // Once more for what a loop leads back to.
    if (outOf.size > known) spread(otherwise);
  };
  spread(false);
  for (const [name, node] of nodes) faults.push(...nodeFaults(name, node, into.get(name), leading(name)));
  if (faults.length > 0) return { into, outOf };

  spread(true);
  for (const [name, { type }] of nodes)
    if (!outOf.has(name))
      faults.push(fault('Shape', `shape of node '${name}' (${type})`, 'given by a node before it', 'nothing'));
  if (faults.length > 0) return { into, outOf };
  for (const edge of edges) {
    const [one, all] = [edgeShape(edge, outOf), into.get(edge.to)!];
    if (size(one) !== size(all))
      faults.push(fault('Shape', `edge of '${edge.from}' to '${edge.to}'`, showShape(all), showShape(one)));
  }
  return { into, outOf };
};

const nodeFaults = (
  name: string,
  node: Node,
  from: Shape | undefined,
  leading: readonly Edge[],
): readonly LocalFault[] => {
  if (isLinear(node) && leading.length === 0)
    return [fault('Parameter', `node '${name}' (${node.type})`, 'reached by an edge', 'none')];
  const want = from === undefined ? undefined : toldOf(node, from, false).want;
  return want === undefined ? [] : [fault('Shape', `what node '${name}' (${node.type}) gets`, want, showShape(from!))];
};

/** The shape of what an edge brings. */
export const edgeShape = ({ from, flattened }: Edge, outOf: ReadonlyMap<string, Shape>): Shape =>
  flattened.reduce(flattenedShape, outOf.get(from)!);

const flattenedShape = (shape: Shape, { start_dim: start, end_dim: end }: NirNodeOf<'Flatten'>): Shape => {
  const [first, last] = [start, end].map((dim) => (dim < 0 ? dim + shape.length : dim)) as [number, number];
  return [...shape.slice(0, first), size(shape.slice(first, last + 1)), ...shape.slice(last + 1)];
};

/** Every number of a node that has one for each element. */
const elementwise = (node: Node): readonly NumberArray[] => {
  const { type: _, metadata: __, ...params } = node;
  return Object.values(params).filter((value): value is NumberArray => typeof value === 'object' && 'dtype' in value);
};

/** The shape of what a node gives, as far as that is known, and what it wants in place of what it gets, where that is not right. */
interface Told {
  readonly out?: Shape | undefined;
  readonly want?: string | undefined;
}

const toldOf = (node: Node, from: Shape | undefined, alone: boolean): Told => {
  const wanting = (shape: Shape): string | undefined =>
    from === undefined || size(shape) === size(from) ? undefined : showShape(shape);
  switch (node.type) {
    case 'Input':
      return { out: node.shape, want: 'nothing, as it is an input' };
    case 'Output':
      return { out: from ?? (alone ? node.shape : undefined), want: wanting(node.shape) };
    case 'Affine':
    case 'Linear': {
      const { shape } = node.weight;
      const [outputs, inputs] = [shape.slice(-2)[0]!, shape.at(-1)!];
      const lead = shape.slice(0, -2);
      const isWhole = from === undefined || size(from) === size(lead) * inputs;
      const fits = shape.length >= 2 && (isWhole || (lead.length === 0 && from.at(-1) === inputs));
      return {
        out: [...(isWhole ? lead : from.slice(0, -1)), outputs],
        want: fits ? undefined : showShape([...lead, inputs]),
      };
    }
    case 'Conv1d':
    case 'Conv2d':
    case 'SumPool2d':
    case 'AvgPool2d':
      return from === undefined ? {} : windowed(node, from);
    default: {
      const shapes = elementwise(node).map(({ shape }) => shape);
      const largest = shapes.reduce((a, b) => (size(b) > size(a) ? b : a));
      // One number for all.
      if (size(largest) <= 1) return { out: from ?? (alone ? largest : undefined) };
      const alike = shapes.every((shape) => size(shape) <= 1 || sameShape(shape, largest));
      return {
        out: largest,
        want: alike ? wanting(largest) : `parameters of one shape (they are ${shapes.map(showShape).join(', ')})`,
      };
    }
  }
};
