import * as E from 'fp-ts/lib/Either.js';
import { expectNetwork, expectState } from '../../../core/expect.js';
import { optionFaults } from '../../../core/faults/options.js';
import { leftAt, unless } from '../../../core/faults/refuse.js';
import { shown } from '../../../core/faults/shown.js';
import { areFaults, at, fault, oneOf, unlessFaulty, type Fault, type Faults } from '../../../core/faults/errors.js';
import type { AnyNetwork, Layer, Names, Network, NetworkState, Wire } from '../../../core/network.js';
import { integrators, type Integrator } from '../../../models/nir/integrators.js';
import type { NirGraph, NirNode } from '../nodes.js';
import { neuronNode } from './neurons.js';
import { passing, withDelay } from './delay.js';
import { outputsOf, type Outputs } from './outputs.js';
import { stepsOf } from './steps.js';
import { notesOf, unsaidFaults, type Unsaid } from './unsaid.js';
import { chainOf } from './wirings.js';

/** Which state `toNir` writes, how the reading program integrates, and what is noted as metadata. */
export interface ToNirOptions<S = NetworkState<Names, Names>> {
  /** Whose weights and biases are written; absent: the first ones. */
  readonly state?: S;
  /** How the program that reads the graph solves its equations; default 'exact'. `lif` and others are written so that it gives their numbers. */
  readonly integrator?: Integrator;
  /** Whether what NIR cannot say (refractory times, adaptation, rules) is noted in the metadata of its node; otherwise it is a fault. */
  readonly metadata?: boolean;
  /**
   * The layers that are outputs, by default those from which no connection leads on: a list of names, or a record of them by the names of
   * their `Output` nodes, such as the `outputs` of `fromNir`. In a list 'Y' has the node 'Y.output'.
   */
  readonly outputs?: Outputs;
}

/**
 * A network as a NIR graph, or a fault for each part that NIR cannot express. Layers become neurons, connections linear
 * nodes, each under its own name; a spike that arrives a step later than a graph would have it goes through a `Delay` of dt.
 * Such a part is never dropped silently: it is a fault, or noted in `metadata`.
 */
export const toNir = <L extends Names, C extends Names>(
  net: Network<L, C>,
  options: ToNirOptions<NetworkState<L, C>> = {},
): E.Either<Faults, NirGraph> => {
  expectNetwork('toNir', net);
  const known = ['state', 'integrator', 'metadata', 'outputs'];
  const wrong = [...optionFaults(options, known), ...wordFaults(options ?? {})].map(at('toNir'));
  if (areFaults(wrong)) return E.left(wrong);
  try {
    if (options.state !== undefined) expectState('toNir', options.state);
    const faults: Fault[] = [];
    const graph = graphOf(net as AnyNetwork, options as ToNirOptions, faults);
    return unlessFaulty(faults, () => graph);
  } catch (error) {
    return leftAt('toNir', error, 'the network');
  }
};

const wordFaults = ({ integrator = 'exact' }: ToNirOptions<unknown>) =>
  unless(integrators.includes(integrator), 'Parameter', 'integrator', oneOf(integrators), shown(integrator));

const graphOf = (net: AnyNetwork, options: ToNirOptions, faults: Fault[]): NirGraph => {
  const layers = layerNodes(net, options, faults);
  const chains = chainsOf(net, options, faults);
  const outputs = outputsOf(net, options.outputs, faults);
  const nodes = new Map(layers);
  const edges: (readonly [from: string, to: string])[] = [];
  if (faults.length > 0) return { type: 'NIRGraph', nodes: {}, edges };

  const late = stepsOf(net, layers);
  for (const [name, { from, to }] of Object.entries<Wire<string>>(net.connections)) {
    const [steps, { shape }] = [late(name), net.layers[from]!];
    if (steps < 0)
      faults.push(
        at(`connection '${name}'`)(fault('Model', 'arrival', "'next step', as it closes a loop", `'${net.arrival}'`)),
      );
    const { chain, notes } = chains.get(name)!;
    const whole = withDelay(chain, Math.max(0, steps) * net.dt, shape);
    const needed = 'metadata' in notes || edges.some(([one, other]) => one === from && other === to);
    const own = whole.length === 0 && needed ? [passing(shape)] : whole;
    const names = own.map((_, k) => (k === 0 ? name : `${name}.${k + 1}`));
    own.forEach((node, k) => nodes.set(names[k]!, k === 0 ? ({ ...node, ...notes } as NirNode) : node));
    [from, ...names].forEach((one, k) => edges.push([one, names[k] ?? to]));
  }
  for (const [name, layer] of outputs) {
    const end: NirNode = { type: 'Output', shape: net.layers[layer]!.shape };
    // A layer that only sums what it gets, and leads nowhere, is an output by itself.
    const isEnd = name === layer && isPassing(nodes.get(layer)!) && !edges.some(([from]) => from === layer);
    if (nodes.has(name) && !isEnd) faults.push(taken(name));
    if (!isEnd) edges.push([layer, name]);
    nodes.set(name, end);
  }
  return { type: 'NIRGraph', nodes: Object.fromEntries(nodes), edges };
};

const isPassing = (node: NirNode): boolean => node.type === 'Scale' && !('metadata' in node);

const taken = (name: string): Fault =>
  at('toNir')(fault('Parameter', 'name of an output', 'one that no layer or connection has', shown(name)));

/** What NIR cannot say of a part: notes of its node, or faults. */
const noted = (place: string, unsaid: Unsaid, { metadata = false }: ToNirOptions, faults: Fault[]): Notes => {
  faults.push(...unsaidFaults(unsaid, metadata).map(at(place)));
  return notesOf(unsaid);
};

type Notes = ReturnType<typeof notesOf>;

const layerNodes = (net: AnyNetwork, options: ToNirOptions, faults: Fault[]): ReadonlyMap<string, NirNode> => {
  const { integrator = 'exact' } = options;
  const nodes = new Map<string, NirNode>();
  for (const [name, { model, shape }] of Object.entries<Layer<string>>(net.layers)) {
    const place = `layer '${name}'`;
    const made = neuronNode(model.term, { shape, dt: net.dt, integrator });
    if ('node' in made) nodes.set(name, { ...made.node, ...noted(place, made.unsaid, options, faults) } as NirNode);
    else faults.push(at(place)(made));
  }
  return nodes;
};

interface Noted {
  readonly chain: readonly NirNode[];
  readonly notes: Notes;
}

const chainsOf = (net: AnyNetwork, options: ToNirOptions, faults: Fault[]): ReadonlyMap<string, Noted> => {
  const chains = new Map<string, Noted>();
  for (const [name, wire] of Object.entries<Wire<string>>(net.connections)) {
    const place = `connection '${name}'`;
    const vars = { ...wire.connection.init, ...options.state?.connections[name] };
    const [from, to] = [net.layers[wire.from]!.shape, net.layers[wire.to]!.shape];
    const made = chainOf(wire.connection.term, { from, to, vars });
    if (wire.receptor !== undefined)
      faults.push(
        at(place)(
          fault('Model', 'target', 'a layer, as neurons of NIR have no receptors', `'${wire.to}.${wire.receptor}'`),
        ),
      );
    if (!('nodes' in made)) {
      faults.push(at(place)(made));
      continue;
    }
    const rule = wire.frozen === undefined ? wire.rule : undefined;
    const unsaid = { ...made.unsaid, ...(rule && { rule: { value: rule.term, want: 'absent, or frozen' } }) };
    chains.set(name, { chain: made.nodes, notes: noted(place, unsaid, options, faults) });
  }
  return chains;
};
