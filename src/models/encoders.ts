/** The encoders, public and in the vocabulary. */
export { bernoulli } from './encoders/bernoulli.js';
export { latency } from './encoders/latency.js';
export { poissonIntervals } from './encoders/poisson-intervals.js';
export { poisson } from './encoders/poisson.js';
export { rankOrder } from './encoders/rank-order.js';
export { repeat } from './encoders/repeat.js';
export { single } from './encoders/single.js';
