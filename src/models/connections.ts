/** The connections, their wrappers and initial weights, public and in the vocabulary. */
export { allButSelf, byPlace, constant, oneToOne } from './connections/weights-by-place.js';
export { clipped, columnsTo, normal, uniform } from './connections/weights.js';
export { biased } from './connections/biased.js';
export { dale, masked } from './connections/constrained.js';
export { conv, type ConvOptions } from './connections/conv.js';
export { dense } from './connections/dense.js';
export type { Initialiser } from './connections/initialiser.js';
export { local, type LocalOptions } from './connections/local.js';
export { maxPool, type MaxPoolOptions } from './connections/max-pool.js';
export { meanField } from './connections/mean-field.js';
export { normalised, type NormaliseOptions } from './connections/normalised.js';
export { shortTerm, type ShortTermParams } from './connections/short-term.js';
export { sparse } from './connections/sparse.js';
export type { Weights } from './connections/weighted.js';
export { delayed, type Delay, type DelayOptions } from './connections/delayed.js';
