/** The ready-made networks, public and in the vocabulary. */
export {
  diehlAndCook2015v2,
  type DiehlAndCook2015v2,
  type DiehlAndCook2015v2Params,
} from './networks/diehl-and-cook-2015-v2.js';
export {
  diehlAndCook2015,
  type DiehlAndCook2015,
  type DiehlAndCook2015Params,
} from './networks/diehl-and-cook-2015.js';
export {
  increasingInhibitionNetwork,
  type IncreasingInhibitionNetwork,
  type IncreasingInhibitionNetworkParams,
} from './networks/increasing-inhibition-network.js';
export {
  locallyConnectedNetwork,
  type LocallyConnectedNetwork,
  type LocallyConnectedNetworkParams,
} from './networks/locally-connected-network.js';
export type { Recurrent } from './networks/recurrent.js';
export { twoLayerNetwork, type TwoLayerNetwork, type TwoLayerNetworkParams } from './networks/two-layer-network.js';
