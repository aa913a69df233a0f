import type { AnyNetwork, Wire } from '../../../core/network.js';
import { ordered } from '../from/order.js';
import type { NirNode } from '../nodes.js';
import type { Node } from '../from/flat.js';

/**
 * How many steps later than in a NIR graph what a connection brings arrives, by the name of the connection. In a graph it arrives in the same
 * step, or, where an edge closes a loop, in the step after.
 */
export const stepsOf = (net: AnyNetwork, layers: ReadonlyMap<string, NirNode>): ((name: string) => number) => {
  const connections = Object.keys(net.connections);
  const wire = (name: string): Wire<string> => net.connections[name] as Wire<string>;
  const linear: Node = { type: 'Scale', scale: { shape: [1], dtype: 'f32', data: Float32Array.of(1) } };
  const nodes = new Map<string, Node>([
    ...([...layers] as [string, Node][]),
    ...connections.map((name) => [name, linear] as const),
  ]);
  const edges = connections.flatMap((name) => [
    { from: wire(name).from, to: name, flattened: [] },
    { from: name, to: wire(name).to, flattened: [] },
  ]);
  const order = new Map(ordered({ nodes, edges }, []).map((name, place) => [name, place]));
  const names = Object.keys(net.layers);
  return (name) => {
    const { from, to } = wire(name);
    const closes = order.get(from)! >= order.get(to)!;
    const own = net.arrival === 'next step' || names.indexOf(from) >= names.indexOf(to) ? 1 : 0;
    return own - (closes ? 1 : 0);
  };
};
