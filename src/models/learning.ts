/** The learning rules and their wrappers, public and in the vocabulary. */
export { accumulated, type AccumulatedParams } from './learning/accumulated.js';
export { bounded } from './learning/bounded.js';
export { decaying } from './learning/decaying.js';
export { dopamineStdp, type DopamineStdpParams } from './learning/dopamine-stdp.js';
export { hebbian } from './learning/hebbian.js';
export { inhibitoryStdp, type InhibitoryStdpParams } from './learning/inhibitory-stdp.js';
export { mstdp, type MstdpParams } from './learning/mstdp.js';
export { mstdpet, type MstdpetParams } from './learning/mstdpet.js';
export { noOp } from './learning/no-op.js';
export { postPre } from './learning/post-pre.js';
export { pairStdp, type PairStdpParams } from './learning/pair-stdp.js';
export type { Nu } from './learning/rates.js';
export { rmax, type RmaxParams } from './learning/rmax.js';
export { tripletStdp, type TripletStdpParams } from './learning/triplet-stdp.js';
export { weightDependentPostPre } from './learning/weight-dependent-post-pre.js';
