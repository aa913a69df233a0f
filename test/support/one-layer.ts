import { input, layer, network, orThrow, type AnyNetwork, type Names } from '../../src/index.js';

/** The smallest network: two input neurons `X`, and no connection. */
export const oneLayer: AnyNetwork = orThrow(network<Names, Names>({ dt: 1 }, { X: layer([2], input()) }));
