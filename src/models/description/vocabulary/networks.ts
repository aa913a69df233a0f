import type * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../../core/errors.js';
import { diehlAndCook2015, diehlAndCook2015Defaults } from '../../networks/diehl-and-cook-2015.js';
import { diehlAndCook2015v2, diehlAndCook2015v2Defaults } from '../../networks/diehl-and-cook-2015-v2.js';
import {
  increasingInhibitionNetwork,
  increasingInhibitionNetworkDefaults,
} from '../../networks/increasing-inhibition-network.js';
import { locallyConnectedNetwork, locallyConnectedNetworkDefaults } from '../../networks/locally-connected-network.js';
import { twoLayerNetwork, twoLayerNetworkDefaults } from '../../networks/two-layer-network.js';
import type { InputParams } from '../../networks/parts.js';
import { fields, likeThese, made, number, optional, shape, termIn, type Decoder, type Vocabulary } from '../decode.js';
import type { AnyNetwork } from '../terms.js';
import { extent } from './connections.js';
import { nu } from './rules.js';

/** A network, or what is wrong with the values of its parameters, which only its own door knows. */
type Built = E.Either<Faults, AnyNetwork>;

/** Every network that plain data can name, with the parameters that it takes. To make a new one loadable, add its row. */
export const readyMade: Decoder<Built> = termIn('network', () => networks);

const common = <P extends Pick<InputParams, 'nu'>>(defaults: P) => ({
  ...likeThese(defaults),
  nu: optional(nu, defaults.nu),
  inputs: shape,
});

const networks: Vocabulary<Built> = {
  twoLayerNetwork: made(fields(common(twoLayerNetworkDefaults)), twoLayerNetwork),
  diehlAndCook2015: made(fields(common(diehlAndCook2015Defaults)), diehlAndCook2015),
  diehlAndCook2015v2: made(fields(common(diehlAndCook2015v2Defaults)), diehlAndCook2015v2),
  increasingInhibitionNetwork: made(fields(common(increasingInhibitionNetworkDefaults)), increasingInhibitionNetwork),
  locallyConnectedNetwork: made(
    fields({ ...common(locallyConnectedNetworkDefaults), kernel: extent, stride: extent, filters: number }),
    locallyConnectedNetwork,
  ),
};
