/** The patterns of sparse connections, public and in the vocabulary. */
export { fixedInDegree, fixedOutDegree, type FixedDegreeOptions } from './patterns/fixed-degree.js';
export { fixedProbability, type FixedProbabilityOptions } from './patterns/fixed-probability.js';
export { fixedTotalNumber, type FixedTotalNumberOptions } from './patterns/fixed-total-number.js';
export { pairwise, type PairwiseOptions, type Profile } from './patterns/pairwise.js';
export { allToAllPattern, oneToOnePattern, type AllToAllOptions } from './patterns/whole.js';
