import { expect, test } from 'vitest';
import { gpujs } from '../../src/backends/gpujs/gpujs.js';
import { explain, initial, layer, network, orThrow, type Frame, type Tensor } from '../../src/index.js';
import type { Model } from '../../src/authoring.js';
import { remotePeer } from './remote.js';

/** A neuron whose v is Infinity after step 8. */
const growing: Model<'v' | 's'> = {
  term: { name: 'growing', params: {} },
  init: { v: 1e30, s: false },
  step: (A, { v }) => ({ v: A.mul(v, 10), s: A.lt(v, 0) }),
};
const net = orThrow(network({ dt: 1 }, { N: layer([2], growing) }));
const silent = (count: number): readonly Frame<Tensor>[] => Array.from({ length: count }, () => ({}));

test.each([
  [[8], undefined],
  [[9], 8],
  [[8, 1], 8],
  [[5, 7], 11],
])(
  'on a GPU, steps %j bring no number that is not finite before their state is read: by step %s',
  async (stretches, by) => {
    const session = orThrow(await gpujs('webgl2', { load: remotePeer().peer }).open(net, initial(net), []));
    for (const count of stretches) orThrow(await session.advance(silent(count)));
    expect(session.met()).toBeUndefined();
    await session.state();
    expect(session.met()?.map(explain)).toEqual(
      by === undefined ? undefined : [`layer 'N': v of neuron 0 by step ${by} is Infinity, not a finite number`],
    );
    session.close();
  },
);
