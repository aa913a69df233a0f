import { fault, type LocalFault } from '../../../core/errors.js';
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
    for (const name of order) {
      const known = leading(name).find(({ from }) => outOf.has(from));
      if (known !== undefined) into.set(name, edgeShape(known, outOf));
      const alone = otherwise || leading(name).length === 0;
      const out = outOf.get(name) ?? givenShape(nodes.get(name)!, into.get(name), alone);
      if (out !== undefined) outOf.set(name, out.length === 0 ? [1] : out);
    }
  };
  // Once in order, and once more for what a loop leads back to.
  spread(false);
  spread(false);
  for (const [name, node] of nodes) faults.push(...nodeFaults(name, node, into.get(name), leading(name)));
  if (faults.length > 0) return { into, outOf };

  spread(true);
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
  const want = from === undefined ? undefined : wantedShape(node, from);
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
export const elementwise = (node: Node): readonly NumberArray[] => {
  const { type: _, metadata: __, ...params } = node;
  return Object.values(params).filter((value): value is NumberArray => typeof value === 'object' && 'dtype' in value);
};

/** The shape of what a node gives; undefined where that is not known yet, or it cannot take what it gets. */
const givenShape = (node: Node, from: Shape | undefined, alone: boolean): Shape | undefined => {
  switch (node.type) {
    case 'Input':
      return node.shape;
    case 'Output':
      return from ?? (alone ? node.shape : undefined);
    case 'Affine':
    case 'Linear': {
      const [outputs, inputs] = node.weight.shape.slice(-2) as [number, number];
      const lead = node.weight.shape.slice(0, -2);
      if (from === undefined) return [...lead, outputs];
      return size(from) === size(lead) * inputs ? [...lead, outputs] : [...from.slice(0, -1), outputs];
    }
    case 'Conv1d':
    case 'Conv2d':
    case 'SumPool2d':
    case 'AvgPool2d':
      return from === undefined ? undefined : windowed(node, from).out;
    default: {
      const largest = elementwise(node).reduce((a, b) => (size(b.shape) > size(a.shape) ? b : a)).shape;
      // One number for all.
      return size(largest) > 1 ? largest : (from ?? (alone ? largest : undefined));
    }
  }
};

/** What a node wants in place of what it gets; undefined where that is right. */
const wantedShape = (node: Node, from: Shape): string | undefined => {
  switch (node.type) {
    case 'Input':
      return 'nothing, as it is an input';
    case 'Output':
      return size(node.shape) === size(from) ? undefined : showShape(node.shape);
    case 'Affine':
    case 'Linear': {
      const { shape } = node.weight;
      const [inputs, lead] = [shape.at(-1)!, shape.slice(0, -2)];
      const fits = size(from) === size(lead) * inputs || (lead.length === 0 && from.at(-1) === inputs);
      return shape.length >= 2 && fits ? undefined : showShape([...lead, inputs]);
    }
    case 'Conv1d':
    case 'Conv2d':
    case 'SumPool2d':
    case 'AvgPool2d':
      return windowed(node, from).want;
    default: {
      const shapes = elementwise(node).map(({ shape }) => shape);
      const many = shapes.filter((shape) => size(shape) > 1);
      if (many.some((shape) => !sameShape(shape, many[0]!)))
        return `parameters of one shape (they are ${shapes.map(showShape).join(', ')})`;
      return many.length === 0 || size(many[0]!) === size(from) ? undefined : showShape(many[0]!);
    }
  }
};
