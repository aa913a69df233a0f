import {
  adaptiveLif,
  bounded,
  dense,
  initial,
  input,
  layer,
  network,
  orThrow,
  postPre,
  tensor,
  traced,
  type StateOf,
} from '../../../src/index.js';
import { save } from '../../../src/file.js';

/** A small network that learns, a state of it, and the file of both. */
export const net = orThrow(
  network({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([1], traced(adaptiveLif())) }, (connect) => ({
    XY: connect('X', 'Y', dense(tensor([2, 1], [0.5, 0.25])), bounded(postPre([0.1, 0.1]), 0, 1)),
  })),
);
export const state: StateOf<typeof net> = {
  ...initial(net, { seed: 3 }),
  connections: { XY: { w: tensor([2, 1], [0.5, 0.75]) } },
};
export const bytes = orThrow(save(net, state, { readOut: { labels: [0], rates: tensor([1, 1], [2]) } }));
