/** Data sets: lists of labelled samples that are read when they are needed. Users import it as `spikefold/data`. */
export { readBatch, type Batch } from './models/data/batch.js';
export { batches, shuffled, split } from './models/data/order.js';
export type { Sample } from './models/data/sample.js';
export { within } from './models/data/within.js';
