/** Networks in NIR's exchange format: files, graphs, and networks of both kinds. Users import it as `spikefold/nir`. */
export type { NumberArray } from './io/hdf5/array.js';
export type { NumberType } from './io/file/numbers.js';
export type { NirGraph, NirMetadata, NirNode, NirNodeOf, TextList } from './io/nir/nodes.js';
export { fromNir, type FromNir, type FromNirOptions } from './io/nir/from/from-nir.js';
export { readNir, type ReadNirOptions } from './io/nir/read-nir.js';
export { toNir, type ToNirOptions } from './io/nir/to/to-nir.js';
export { writeNir } from './io/nir/write-nir.js';
export * from './models/nir.js';
