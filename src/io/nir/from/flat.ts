import { fault, oneOf, type LocalFault } from '../../../core/errors.js';
import type { NirGraph, NirNode, NirNodeOf } from '../nodes.js';

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

interface Inlined {
  readonly nodes: readonly (readonly [string, Node])[];
  readonly passes: readonly (readonly [string, Pass])[];
  readonly edges: readonly Pair[];
}

/** A graph with its inner graphs in their places; what is wrong with its edges goes to the faults. */
export const flat = (graph: NirGraph, faults: LocalFault[]): Flat => {
  const { nodes, passes, edges } = inlined(graph, '', faults);
  const through = new Map(passes);
  const into = (to: string): readonly string[] => edges.filter((edge) => edge[1] === to).map(([from]) => from);
  /** The nodes that a node gets values of, with what flattens these. */
  const sources = (to: string, trail: readonly string[]): readonly Omit<Edge, 'to'>[] =>
    into(to).flatMap((from) => {
      const pass = through.get(from);
      if (pass === undefined) return [{ from, flattened: [] }];
      if (trail.includes(from)) {
        faults.push(fault('Parameter', `loop of '${from}'`, 'through a neuron', 'only nodes that compute nothing'));
        return [];
      }
      const own = pass === 'end' ? [] : [pass];
      return sources(from, [...trail, from]).map((source) => ({ ...source, flattened: [...source.flattened, ...own] }));
    });
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
    const unknown = [from, to].filter((one) => !Object.hasOwn(graph.nodes, one));
    const twice = seen.has(JSON.stringify([from, to]));
    seen.add(JSON.stringify([from, to]));
    for (const one of unknown.filter((end) => !seen.has(end)))
      faults.push(fault('Unknown', `node of an edge of ${name}`, oneOf(entries.map(([own]) => own)), `'${one}'`));
    for (const one of unknown) seen.add(one);
    if (twice) faults.push(fault('Parameter', `edge of ${name}`, 'given once', `'${from}' to '${to}' twice`));
    if (unknown.length > 0 || twice) return [];
    return end(from, 'Output').flatMap((one) => end(to, 'Input').map((other) => [one, other] as const));
  });
  const own = entries.filter((entry): entry is [string, NirNode] => entry[1].type !== 'NIRGraph');
  const isEnd = ({ type }: NirNode): boolean => prefix !== '' && (type === 'Input' || type === 'Output');
  return {
    nodes: [
      ...own.flatMap(([one, node]) => (node.type === 'Flatten' || isEnd(node) ? [] : [[prefix + one, node] as const])),
      ...[...inner.values()].flatMap(({ nodes }) => nodes),
    ],
    passes: [
      ...own.flatMap(([one, node]): (readonly [string, Pass])[] =>
        node.type === 'Flatten' ? [[prefix + one, node]] : isEnd(node) ? [[prefix + one, 'end']] : [],
      ),
      ...[...inner.values()].flatMap(({ passes }) => passes),
    ],
    edges: [...edges, ...[...inner.values()].flatMap(({ edges: within }) => within)],
  };
};
