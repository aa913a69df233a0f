import { fault, oneOf, type LocalFault } from '../../../core/faults/errors.js';
import type { NirGraph, NirNode, NirNodeOf } from '../nodes.js';
import { hasOwn } from '../../../core/record.js';
import { shown } from '../../../core/faults/shown.js';

/** A node that computes something: all but the ends of inner graphs, and flattening, which edges remember. */
export type Node = Exclude<NirNode, NirNodeOf<'Flatten'>>;

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** What flattens the values on their way. */
  readonly flattened: readonly NirNodeOf<'Flatten'>[];
}

/** A graph without graphs within: nodes by path, `'lif1/lif'`. */
export interface Flat {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly edges: readonly Edge[];
}

/** What only passes on what it gets: an end of an inner graph, or a Flatten. */
type Pass = NirNodeOf<'Flatten'> | 'end';
type Pair = readonly [from: string, to: string];

/** Nodes by path, with what only passes on, and edges. */
interface Inlined {
  readonly parts: readonly (readonly [path: string, part: Node | Pass])[];
  readonly edges: readonly Pair[];
}

const isPass = (part: Node | Pass): part is Pass => part === 'end' || part.type === 'Flatten';

/** A graph with its inner graphs in their places; what is wrong with its edges goes to the faults. */
export const flat = (graph: NirGraph, faults: LocalFault[]): Flat => {
  const { parts, edges } = inlined(graph, '', faults);
  const all = new Map(parts);
  const into = (to: string): readonly string[] => edges.filter((edge) => edge[1] === to).map(([from]) => from);
  /** The nodes that a node gets values of, with what flattens these. */
  const sources = (to: string, trail: readonly string[]): readonly Omit<Edge, 'to'>[] =>
    into(to).flatMap((from) => {
      const pass = all.get(from)!;
      if (!isPass(pass)) return [{ from, flattened: [] }];
      if (trail.includes(from)) {
        faults.push(fault('Parameter', `loop of '${from}'`, 'through a neuron', 'only nodes that compute nothing'));
        return [];
      }
      const own = pass === 'end' ? [] : [pass];
      return sources(from, [...trail, from]).map((source) => ({ ...source, flattened: [...source.flattened, ...own] }));
    });
  const nodes = parts.filter((part): part is readonly [string, Node] => !isPass(part[1]));
  const joined = nodes.flatMap(([to]) => sources(to, []).map((source): Edge => ({ ...source, to })));
  return { nodes: new Map(nodes), edges: joined };
};

const inlined = (graph: NirGraph, prefix: string, faults: LocalFault[]): Inlined => {
  const entries = Object.entries(graph.nodes);
  const name = prefix === '' ? 'the graph' : `node '${prefix.slice(0, -1)}'`;
  const seen = new Set<string>();
  const inner = new Map<string, Inlined>();
  for (const [own, node] of entries)
    if (node.type === 'NIRGraph') inner.set(own, inlined(node, `${prefix}${own}/`, faults));
  /** The node that an edge ends at: of an inner graph its Input or its Output. */
  const end = (own: string, type: 'Input' | 'Output'): readonly string[] => {
    const node = graph.nodes[own];
    if (node?.type !== 'NIRGraph') return [prefix + own];
    const ends = Object.entries(node.nodes).filter(([, { type: kind }]) => kind === type);
    if (ends.length !== 1)
      faults.push(
        fault('Parameter', `${type} of node '${prefix}${own}'`, 'one, as an edge names only a node', `${ends.length}`),
      );
    return ends.map(([within]) => `${prefix}${own}/${within}`);
  };
  const edges = graph.edges.flatMap(([from, to]): Pair[] => {
    const unknown = [from, to].filter((one) => !hasOwn(graph.nodes, one));
    const twice = seen.has(JSON.stringify([from, to]));
    seen.add(JSON.stringify([from, to]));
    for (const one of unknown.filter((end) => !seen.has(end)))
      faults.push(fault('Unknown', `node of an edge of ${name}`, oneOf(entries.map(([own]) => own)), shown(one)));
    for (const one of unknown) seen.add(one);
    if (twice) faults.push(fault('Parameter', `edge of ${name}`, 'given once', `'${from}' to '${to}' twice`));
    if (unknown.length > 0 || twice) return [];
    return end(from, 'Output').flatMap((one) => end(to, 'Input').map((other) => [one, other] as const));
  });
  const own = entries.flatMap(([one, node]): Inlined['parts'] => {
    if (node.type === 'NIRGraph') return [];
    const isEnd = prefix !== '' && (node.type === 'Input' || node.type === 'Output');
    return [[prefix + one, isEnd ? 'end' : node]];
  });
  const within = [...inner.values()];
  return {
    parts: [...own, ...within.flatMap(({ parts }) => parts)],
    edges: [...edges, ...within.flatMap((one) => one.edges)],
  };
};
