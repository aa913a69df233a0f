/** The neuron models and their wrappers, public and in the vocabulary. */
export { adEx, type AdExParams } from './neurons/ad-ex.js';
export { adaptiveLif, type AdaptiveLifParams } from './neurons/adaptive-lif.js';
export { boostedLif } from './neurons/boosted-lif.js';
export { csrm, type CsrmParams } from './neurons/csrm.js';
export { currentLif, type CurrentLifParams } from './neurons/current-lif.js';
export { diehlAndCook } from './neurons/diehl-and-cook.js';
export { input } from './neurons/input.js';
export { integrateAndFire, type IntegrateAndFireParams } from './neurons/integrate-and-fire.js';
export { izhikevich, type IzhikevichParams } from './neurons/izhikevich.js';
export { lif, type LifParams } from './neurons/lif.js';
export { mcCullochPitts, type McCullochPittsParams } from './neurons/mcculloch-pitts.js';
export { oneSpike } from './neurons/one-spike.js';
export { poissonGroup, type PoissonGroupParams } from './neurons/poisson-group.js';
export { srm0, type Srm0Params } from './neurons/srm0.js';
export { summed } from './neurons/summed.js';
export { traced, type TraceParams } from './neurons/traced.js';
export { winners, type WinnersParams } from './neurons/winners.js';
