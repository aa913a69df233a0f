import { biased } from './connections/biased.js';
import { dale, masked } from './connections/constrained.js';
import { conv } from './connections/conv.js';
import { dense } from './connections/dense.js';
import { local } from './connections/local.js';
import { maxPool } from './connections/max-pool.js';
import { meanField } from './connections/mean-field.js';
import { normalised } from './connections/normalised.js';
import { randomPattern } from './connections/random-pattern.js';
import { sparse } from './connections/sparse.js';
import { allButSelf, byPlace, columnsTo, constant, normal, oneToOne, uniform } from './connections/weights.js';
import { bernoulli } from './encoders/bernoulli.js';
import { latency } from './encoders/latency.js';
import { poissonApprox } from './encoders/poisson-approx.js';
import { poissonIntervals } from './encoders/poisson-intervals.js';
import { poisson } from './encoders/poisson.js';
import { rankOrder } from './encoders/rank-order.js';
import { repeat } from './encoders/repeat.js';
import { single } from './encoders/single.js';
import { bounded } from './learning/bounded.js';
import { decaying } from './learning/decaying.js';
import { hebbian } from './learning/hebbian.js';
import { mstdp } from './learning/mstdp.js';
import { mstdpet } from './learning/mstdpet.js';
import { noOp } from './learning/no-op.js';
import { postPre } from './learning/post-pre.js';
import { rmax } from './learning/rmax.js';
import { tripletStdp } from './learning/triplet-stdp.js';
import { weightDependentPostPre } from './learning/weight-dependent-post-pre.js';
import { every } from './monitors/every.js';
import { intervals } from './monitors/intervals.js';
import { raster, rasterColumns } from './monitors/raster.js';
import { record, rolling } from './monitors/record.js';
import { counts, rates } from './monitors/spikes.js';
import { diehlAndCook2015v2 } from './networks/diehl-and-cook-2015-v2.js';
import { diehlAndCook2015 } from './networks/diehl-and-cook-2015.js';
import { increasingInhibitionNetwork } from './networks/increasing-inhibition-network.js';
import { locallyConnectedNetwork } from './networks/locally-connected-network.js';
import { twoLayerNetwork } from './networks/two-layer-network.js';
import { adEx } from './neurons/ad-ex.js';
import { adaptiveLif } from './neurons/adaptive-lif.js';
import { boostedLif } from './neurons/boosted-lif.js';
import { csrm } from './neurons/csrm.js';
import { currentLif } from './neurons/current-lif.js';
import { diehlAndCook } from './neurons/diehl-and-cook.js';
import { input } from './neurons/input.js';
import { integrateAndFire } from './neurons/integrate-and-fire.js';
import { izhikevich } from './neurons/izhikevich.js';
import { lif } from './neurons/lif.js';
import { mcCullochPitts } from './neurons/mcculloch-pitts.js';
import { oneSpike } from './neurons/one-spike.js';
import { poissonGroup } from './neurons/poisson-group.js';
import { srm0 } from './neurons/srm0.js';
import { summed } from './neurons/summed.js';
import { traced } from './neurons/traced.js';
import type { Entry } from './parameters/entry.js';

const models = [
  input,
  mcCullochPitts,
  poissonGroup,
  lif,
  adaptiveLif,
  integrateAndFire,
  currentLif,
  srm0,
  izhikevich,
  csrm,
  adEx,
  boostedLif,
  diehlAndCook,
  oneSpike,
  summed,
  traced,
];

const connections = [dense, conv, local, maxPool, meanField, sparse, masked, dale, biased, normalised];

const weights = [uniform, normal, constant, oneToOne, allButSelf, byPlace, columnsTo];

const patterns = [randomPattern];

const rules = [noOp, hebbian, weightDependentPostPre, mstdp, mstdpet, rmax, postPre, tripletStdp, bounded, decaying];

const encoders = [poisson, poissonIntervals, poissonApprox, bernoulli, latency, rankOrder, repeat, single];

const folds = [record, rolling, raster, rasterColumns, counts, rates, intervals, every];

const networks = [
  twoLayerNetwork,
  diehlAndCook2015,
  diehlAndCook2015v2,
  increasingInhibitionNetwork,
  locallyConnectedNetwork,
];

/**
 * Every word of the library: what plain data can name (`fromDescription`), and what every law is held to (`test/every`). To
 * make a new model, connection, rule or network known to all of them, add it here.
 */
export const vocabulary: readonly Entry[] = [
  models,
  connections,
  weights,
  patterns,
  rules,
  encoders,
  folds,
  networks,
].flatMap((constructors: readonly { readonly entry: Entry }[]) => constructors.map(({ entry }) => entry));
