import type { AnyWiring } from '../../../core/connection.js';
import { layer, type Layer, type Plan } from '../../../core/network.js';
import { sameShape } from '../../../core/shape.js';
import type { Edge, Flat } from './flat.js';
import { namer } from './names.js';
import { modelOf, relay, type Assumed } from './neurons.js';
import { isLinear } from './order.js';
import { edgeShape, type Shapes } from './shapes.js';
import { identity, wiringsOf } from './wirings.js';

/** Where the nodes of a graph are in a network. */
export interface Places {
  /** The layer of each `Input` node: frames feed it. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The layer of each `Output` node, whose `s` is the output. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The layer that a node became, by the path of the node (`'lif1/lif'` in an inner graph). */
  readonly layers: Readonly<Record<string, string>>;
  /** The connections that a linear node became; most often one. */
  readonly connections: Readonly<Record<string, readonly string[]>>;
}

interface Planned extends Places {
  readonly built: Readonly<Record<string, Layer<string>>>;
  readonly plans: Readonly<Record<string, Plan<string>>>;
}

/**
 * Layers and connections of a graph. A neuron is a layer. A linear node is a connection, onto the neuron that it leads to; where it leads to
 * another linear node, to several, or to none, onto a layer of its own, which passes its value on. So does a layer before it that sums
 * what several edges bring, or that has the shape in which it sees an image.
 */
export const planOf = ({ nodes, edges }: Flat, order: readonly string[], shapes: Shapes, assumed: Assumed): Planned => {
  const into = grouped(edges, ({ to }) => to);
  const outOf = grouped(edges, ({ from }) => from);
  const ins = (name: string): readonly Edge[] => into.get(name) ?? [];
  const linear = (name: string): boolean => isLinear(nodes.get(name)!);
  const outs = (name: string): readonly Edge[] => outOf.get(name) ?? [];
  /** Whether a linear node is a connection onto the layer of the one that it leads to. */
  const isFolded = (name: string): boolean => linear(name) && outs(name).length === 1 && !linear(outs(name)[0]!.to);
  /** Whether an output shows a layer that is there anyhow. */
  const isShown = (name: string): boolean =>
    nodes.get(name)!.type === 'Output' && ins(name).length === 1 && !linear(ins(name)[0]!.from);
  /** Whether a linear node needs a layer that has its input. */
  const isGathered = (name: string): boolean => {
    const [first, second] = ins(name);
    if (first === undefined || second !== undefined) return true;
    const sees = nodes.get(name)!;
    return (
      ('kernel_size' in sees || 'groups' in sees) &&
      !sameShape(edgeShape(first, shapes.outOf), shapes.outOf.get(first.from)!)
    );
  };

  const named = namer();
  const own = order.filter((name) => !isFolded(name) && !isShown(name));
  const layers = new Map(own.map((name) => [name, named(name)]));
  for (const name of order) if (isShown(name)) layers.set(name, layers.get(ins(name)[0]!.from)!);
  const built: Record<string, Layer<string>> = {};
  const plans: Record<string, Plan<string>> = {};
  const connections: Record<string, readonly string[]> = {};
  const place = (wished: string, from: string, to: string, wiring: AnyWiring): string => {
    const name = named(wished);
    plans[name] = { from, to, wiring };
    return name;
  };
  const gather = (name: string, to: string): void => {
    for (const { from } of ins(name))
      if (linear(name) || !isFolded(from)) place(`${from}_to_${name}`, layers.get(from)!, to, identity());
  };

  for (const name of order) {
    const [node, at] = [nodes.get(name)!, layers.get(name)];
    if (isShown(name)) continue;
    if (!linear(name)) {
      built[at!] = layer(shapes.outOf.get(name)!, modelOf(node, shapes.outOf.get(name)!, assumed)) as Layer<string>;
      gather(name, at!);
      continue;
    }
    let source = layers.get(ins(name)[0]!.from)!;
    if (isGathered(name)) {
      source = named(`${name}_in`);
      built[source] = layer(shapes.into.get(name)!, relay()) as Layer<string>;
      gather(name, source);
    }
    if (!isFolded(name)) built[at!] = layer(shapes.outOf.get(name)!, relay()) as Layer<string>;
    const target = isFolded(name) ? layers.get(outs(name)[0]!.to)! : at!;
    const wished = isFolded(name) ? name : `${at!}_w`;
    connections[name] = wiringsOf(node, shapes.into.get(name)!, shapes.outOf.get(name)!, assumed.dt).map((wiring) =>
      place(wished, source, target, wiring),
    );
  }
  const of = (type: 'Input' | 'Output') =>
    Object.fromEntries([...layers].filter(([name]) => nodes.get(name)!.type === type));
  return { built, plans, connections, layers: Object.fromEntries(layers), inputs: of('Input'), outputs: of('Output') };
};

const grouped = (edges: readonly Edge[], key: (edge: Edge) => string): ReadonlyMap<string, readonly Edge[]> => {
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) groups.set(key(edge), [...(groups.get(key(edge)) ?? []), edge]);
  return groups;
};
