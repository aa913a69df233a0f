import * as E from 'fp-ts/lib/Either.js';
import { areFaults, at, thrown, fault, type Faults } from '../../core/faults/errors.js';
import type { Dataset, Group } from '../hdf5/array.js';
import { writeHdf5 } from '../hdf5/write.js';
import { graphFaults } from './graph-faults.js';
import { rowsOf, type NirGraph, type NirNode } from './nodes.js';
import { datasetOf, groupOf } from './values.js';

/** The version of NIR whose form files have, where a graph does not say one. */
const version = '1.0';

/**
 * A graph as a NIR file (HDF5), which NIR's own library and h5py read; or everything that is wrong with it. Numbers keep their types;
 * whole numbers of parameters (`stride`, `shape`) are int64, as NIR has them.
 */
export const writeNir = (graph: NirGraph): E.Either<Faults, Uint8Array> => {
  try {
    const faults = graphFaults(graph).map(at('NIR graph'));
    if (areFaults(faults)) return E.left(faults);
    const stamp: Dataset = { shape: [], dtype: 'text', data: [graph.version ?? version] };
    const members = new Map<string, Group | Dataset>([
      ['version', stamp],
      ['node', nodeGroup(graph)],
    ]);
    return E.right(writeHdf5({ members }));
  } catch (error) {
    return E.left([at('NIR graph')(fault('Data', 'graph', 'of a size that can be held', thrown(error)))]);
  }
};

const nodeGroup = (node: NirNode | NirGraph): Group => {
  const members = new Map<string, Group | Dataset>([['type', datasetOf(node.type)]]);
  if (node.metadata !== undefined && Object.keys(node.metadata).length > 0)
    members.set('metadata', groupOf(node.metadata));
  if (node.type === 'NIRGraph') {
    const inside = Object.entries(node.nodes).map(([name, own]) => [name, nodeGroup(own)] as const);
    members.set('nodes', { members: new Map(inside) });
    members.set('edges', { shape: [node.edges.length, 2], dtype: 'text', data: node.edges.flat() });
    return { members };
  }
  for (const param of Object.keys(rowsOf(node.type) ?? {})) {
    const value = (node as Readonly<Record<string, unknown>>)[param];
    if (value !== undefined) members.set(param, datasetOf(value));
  }
  return { members };
};
