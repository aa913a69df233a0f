import { bounded, dense, input, layer, lif, network, orThrow, postPre, traced, uniform } from 'spikefold';

export const inputs = 100;
export const neurons = 40;

/** Inputs X excite neurons Y by weights that learn. */
export const net = orThrow(
  network(
    { dt: 1 },
    { X: layer([inputs], traced(input())), Y: layer([neurons], traced(lif({ tau: 20 }))) },
    (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 0.6)), bounded(postPre([1e-3, 1e-2]), 0, 1)),
    }),
  ),
);
