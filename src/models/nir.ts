/** The neurons of NIR and its pooling, public in `spikefold/nir` and in the vocabulary. */
export { pool, type PoolOptions } from './connections/pool.js';
export { graded } from './neurons/graded.js';
export { nirCubaLif, type NirCubaLifParams } from './nir/nir-cuba-lif.js';
export { nirIf, type NirIfParams } from './nir/nir-if.js';
export { nirLif, type NirLifParams } from './nir/nir-lif.js';
export type { Integrator, Reset } from './nir/integrators.js';
