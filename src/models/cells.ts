/** The cells with synaptic currents and conductances, and synapses beside them, public and in the vocabulary. */
export { conductanceAdEx, type ConductanceAdExParams } from './cells/conductance-ad-ex.js';
export { conductanceBased, type ConductanceBasedParams } from './cells/conductance-based.js';
export { poissonDriven, type PoissonDrivenParams } from './cells/poisson-driven.js';
export { currentBased, type CurrentBasedParams } from './cells/current-based.js';
export { hodgkinHuxley, type HodgkinHuxleyParams } from './cells/hodgkin-huxley.js';
export { spikeSourcePoisson, type SpikeSourcePoissonParams } from './cells/spike-source-poisson.js';
export { tsodyksUzielMarkram, type TsodyksUzielMarkramParams } from './cells/tsodyks-uziel-markram.js';
export { conductanceAlpha, conductanceExp, currentAlpha, currentDelta, currentExp } from './cells/standard-cells.js';
