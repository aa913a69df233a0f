import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  concat,
  episode,
  explain,
  frames,
  independent,
  initial,
  input,
  isLeft,
  isRight,
  lasting,
  layer,
} from '../../src/index.js';
import { network, orThrow, poisson, rewarded, run, silence, zeros, type AnySource } from '../../src/index.js';
import { eventTable, nMnist, replay, spikesAt } from '../../src/events.js';
import { nodeBackends } from '../support/node-backends.js';
import { nMnistFile } from './support/files.js';

const file = nMnistFile([{ us: 1500, x: 3, y: 4, polarity: 1 }]);
const shape = [2, 34, 34];
const lists = Array.from({ length: 2 * 34 * 34 }, (_, neuron) => (neuron === 7 ? [1.5] : []));
const sources: Readonly<Record<string, () => AnySource>> = {
  'a file': () => nMnist(file),
  'a stream': () => nMnist(Readable.from([file])),
  lists: () => spikesAt(lists, { shape }),
  'a table': () => eventTable(new TextEncoder().encode('1.5,7'), { shape }),
  'what was recorded': () => replay([{ step: 1, row: 0, neuron: 7 }], { shape }),
  'one after the other': () => concat([nMnist(file), nMnist(file)]),
  'one that is said to be independent': () => independent(nMnist(file)),
};
const drives = {
  frames: (of: AnySource) => frames({ X: of }),
  'a part that lasts': (of: AnySource) => lasting(2, frames({ X: of })),
  'an episode with rewards': (of: AnySource) => episode(rewarded(frames({ X: of }), 1)),
  'samples with a rest before': (of: AnySource) => concat([silence(3), frames({ X: of })]),
};
const merged = orThrow(network({ dt: 1 }, { X: layer([34, 34], input()) }));
const whole = orThrow(network({ dt: 1 }, { X: layer(shape, input()) }));

describe.each(Object.entries(sources))('recorded spikes from %s', (_, source) => {
  test.each(Object.entries(drives))('in %s are no batch for a layer of fewer axes', async (__, drive) => {
    for (const backend of nodeBackends)
      for (const batch of [1, 2]) {
        const ran = await run(backend, merged, initial(merged, { batch }), drive(source()));
        expect(isLeft(ran) && ran.left.faults.map(explain).join()).toMatch(
          /^inputs 'X': frame \d must be 1156 values \(34 x 34\), got 2312 \[2, 34, 34\] \(a recording has no batch rows: its layer has to be of shape \[2, 34, 34\]\)$/,
        );
      }
  });

  test('go to all rows of a batch', async () => {
    const { state } = orThrow(
      await run(nodeBackends[1]!, whole, initial(whole, { batch: 3 }), frames({ X: source() })),
    );
    expect(state.layers.X.s.shape).toEqual([3, ...shape]);
  });
});

test('a tensor, an encoder and frames of a program may have rows, also beside recorded spikes', async () => {
  const net = orThrow(network({ dt: 1 }, { X: layer([34, 34], input()), Z: layer([2], input()) }));
  const [rows, Z] = [zeros([2, 2, 34, 34], 'bool'), spikesAt([[0], [1]], { duration: 2 })];
  for (const X of [rows, poisson(1, zeros(shape), 2), [zeros(shape, 'bool'), zeros(shape, 'bool')]])
    for (const drive of [frames({ X, Z }), concat([frames({ X, Z }), frames({ X: rows, Z })])]) {
      const ran = await run(nodeBackends[0]!, net, initial(net), drive);
      expect(isRight(ran) && ran.right.state.layers.X.s.shape).toEqual(shape);
    }
});
