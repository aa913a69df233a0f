/** Classifying by spikes. Users import it as `spikefold/read-out`. */
export { assignLabels, unassigned, type Assignment, type AssignOptions } from './models/evaluation/assign-labels.js';
export { accuracyByLabel, confusion, showConfusion } from './models/evaluation/confusion.js';
export { fitReadOut, readOut, type Learner } from './models/evaluation/learned-read-out.js';
export { predictLinear, type Linear } from './models/evaluation/linear.js';
export { ngram, ngramScores, noNgrams, type NgramOptions } from './models/evaluation/ngrams.js';
export type { NgramScores } from './models/evaluation/ngram-scores.js';
export { accuracy, allActivity, proportionWeighting } from './models/evaluation/read-out.js';
