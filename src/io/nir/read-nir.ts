import * as E from 'fp-ts/lib/Either.js';
import { shown } from '../../core/faults/shown.js';
import { at, fault, oneOf, orThrow, unlessFaulty, type Faults, type LocalFault } from '../../core/faults/errors.js';
import { isGroup, type Dataset, type Group } from '../hdf5/array.js';
import { readHdf5 } from '../hdf5/read.js';
import { readFile } from '../placed.js';
import { nodeTypes, rowsOf, wanted, type NirGraph, type NirMetadata, type NirNode, type Row } from './nodes.js';
import { metadataOf, textIn, valueOf } from './values.js';
import { hasOwn } from '../../core/record.js';

/** The name of a NIR file, for its faults. */
export interface ReadNirOptions {
  /** The file's name, for faults. */
  readonly name?: string;
}

/**
 * Reads a NIR file (HDF5, as `nir.write` of NIR 0.1 to 1.x makes it): the graph as data, or all faults, each with the file's
 * name and the node. Nothing is dropped: a node or a parameter that NIR does not have is a fault. Shapes that do not fit
 * each other, and edges of nodes that are not there, are read (`fromNir` says what it cannot run). Files may be of HDF5's
 * old form or new, compressed by gzip or lzf; what is damaged, cut off, or stored otherwise is a fault. No code of a file is
 * run.
 */
export const readNir = (bytes: Uint8Array, options: ReadNirOptions = {}): Promise<E.Either<Faults, NirGraph>> =>
  readFile({ place: 'readNir', names: ['name'], kind: 'NIR file' }, bytes, options, async (bytes) => {
    const faults: LocalFault[] = [];
    const graph = fileGraph(await readHdf5(bytes), faults);
    return orThrow(unlessFaulty(faults.map(at('NIR file')), () => graph as NirGraph));
  });

const fileGraph = (root: Group, faults: LocalFault[]): NirGraph | undefined => {
  const [version, node] = [root.members.get('version'), root.members.get('node')];
  if (node === undefined || !isGroup(node)) {
    faults.push(
      fault('Data', "group 'node'", 'a graph, as nir.write stores it', node === undefined ? 'nothing' : 'a dataset'),
    );
    return undefined;
  }
  const graph = readNode(node, 'the graph', faults);
  if (graph !== undefined && graph.type !== 'NIRGraph')
    faults.push(fault('Data', 'the file', "a 'NIRGraph'", `a single node, '${graph.type}': put it into a graph`));
  return { ...(graph as NirGraph), ...(version !== undefined && { version: textIn(version) ?? '' }) };
};

/** A node, or a graph of them; what is wrong with it goes to the faults. */
const readNode = (group: Group, name: string, faults: LocalFault[]): NirNode | NirGraph | undefined => {
  const type = textIn(group.members.get('type'));
  if (type === 'NIRGraph') return readGraph(group, name, faults);
  const rows = rowsOf(type ?? '');
  if (type === undefined || rows === undefined) {
    faults.push(fault('Unknown', `type of ${name}`, oneOf([...Object.keys(nodeTypes), 'NIRGraph']), shown(type)));
    return undefined;
  }
  const own = [...group.members].filter(([member]) => member !== 'type' && member !== 'metadata');
  for (const [member] of own)
    if (!hasOwn(rows, member) && !derived.includes(member))
      faults.push(fault('Unknown', `parameter of ${name} (${type})`, oneOf(Object.keys(rows)), shown(member)));
  const params = Object.entries(rows).flatMap(([param, row]) => {
    const value = parameter(group.members.get(param), row, `${param} of ${name} (${type})`, faults);
    return value === undefined ? [] : [[param, value] as const];
  });
  return { type, ...Object.fromEntries(params), ...notes(group, name, faults) } as NirNode;
};

/** What NIR works out from a node's other parameters, and writes in some versions. */
const derived: readonly string[] = ['input_type', 'output_type'];

const parameter = (
  item: Group | Dataset | undefined,
  row: Row<unknown>,
  what: string,
  faults: LocalFault[],
): unknown => {
  if (item === undefined) {
    if (row.needed) faults.push(fault('Data', what, 'in the file', 'nothing'));
    return undefined;
  }
  const value = isGroup(item) ? E.left('a group') : valueOf(row, item);
  if (E.isLeft(value)) faults.push(fault('Data', what, wanted[row.is], value.left));
  return E.isLeft(value) ? undefined : value.right;
};

const readGraph = (group: Group, name: string, faults: LocalFault[]): NirGraph => {
  const [nodes, edges] = [group.members.get('nodes'), group.members.get('edges')];
  const missing = (what: string, want: string): void =>
    void faults.push(fault('Data', `${what} of ${name}`, want, 'something else'));
  if (nodes === undefined || !isGroup(nodes)) missing('nodes', 'a group');
  const named = nodes !== undefined && isGroup(nodes) ? [...nodes.members] : [];
  const read = named.flatMap(([own, item]): [string, NirNode | NirGraph][] => {
    if (!isGroup(item)) faults.push(fault('Data', `node '${own}'`, 'a group', 'a dataset'));
    const node = isGroup(item) ? readNode(item, `node '${own}'`, faults) : undefined;
    return node === undefined ? [] : [[own, node]];
  });
  for (const [member] of group.members)
    if (!['type', 'nodes', 'edges', 'metadata', ...derived].includes(member))
      faults.push(fault('Unknown', `parameter of ${name} (NIRGraph)`, oneOf(['nodes', 'edges']), `'${member}'`));
  const pairs = edgesOf(edges);
  if (pairs === undefined) missing('edges', 'pairs of names');
  return { type: 'NIRGraph', nodes: Object.fromEntries(read), edges: pairs ?? [], ...notes(group, name, faults) };
};

/** Pairs of texts; a graph without edges has an empty list of any type. */
const edgesOf = (item: Group | Dataset | undefined): NirGraph['edges'] | undefined => {
  if (item === undefined || isGroup(item)) return undefined;
  if (item.shape[0] === 0) return [];
  if (item.dtype !== 'text' || item.shape.length !== 2 || item.shape[1] !== 2) return undefined;
  return Array.from({ length: item.shape[0]! }, (_, k) => [item.data[2 * k]!, item.data[2 * k + 1]!] as const);
};

const notes = (group: Group, name: string, faults: LocalFault[]): { readonly metadata?: NirMetadata } => {
  const item = group.members.get('metadata');
  if (item === undefined) return {};
  if (isGroup(item)) return { metadata: metadataOf(item) };
  faults.push(fault('Data', `metadata of ${name}`, 'a group', 'a dataset'));
  return {};
};
