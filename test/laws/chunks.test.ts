import { describe, expect, test } from 'vitest';
import { endOfEpisode, tensor, type Frame, type Tensor } from '../../src/index.js';
import { at, fault, type Faults } from '../../src/core/faults/errors.js';
import { chunks } from '../../src/core/run/chunks.js';
import type { Fitted } from '../../src/core/run/block-fitter.js';
import type { Given, NextFrame } from '../../src/core/run/frame-reader.js';
import type { TypedFrame } from '../../src/core/run/frame-type.js';

const faults: Faults = [at('frames')(fault('Source', 'frame 3', 'to succeed', 'lost'))];
const over: NextFrame = { done: true, value: undefined };
const failed: NextFrame = { done: true, value: faults };
const given = (reward: number, steps?: number): NextFrame => ({
  done: false,
  value: { values: { reward }, ...(steps !== undefined && { steps }) },
});
const end: NextFrame = { done: false, value: { values: endOfEpisode } };
/** What comes at once, or later: `late` once a chunk has been taken. */
type Coming = NextFrame | Promise<NextFrame> | { readonly late: NextFrame };
const late = (next: NextFrame): Coming => ({ late: next });
const soon = (next: NextFrame): Coming => Promise.resolve(next);

/** Each frame with its place in the run; those of reward -1 do not fit. */
const fit = (index: number, { values }: Given): Fitted =>
  values.reward === -1
    ? { frames: [], faults }
    : { frames: [{ frame: { ...values, inputs: { place: tensor([], [index]) } }, type: [] }] };

const told = ({ frame }: TypedFrame): readonly [unknown, unknown] => [
  (frame as Frame<Tensor>).reward,
  (frame as Frame<Tensor>).inputs!['place']!.data[0],
];

const chunksOf = async (
  [first, ...others]: readonly [NextFrame, ...Coming[]],
  most: number,
  ends = false,
): Promise<readonly (readonly unknown[])[]> => {
  const coming = [...others];
  let taken: () => void = () => {};
  const next = () => {
    const one = coming.shift()!;
    if (!('late' in one)) return one;
    // A second is enough to wait for nothing.
    return new Promise<NextFrame>((resolve) => {
      taken = () => resolve(one.late);
      setTimeout(taken, 1000);
    });
  };
  const found: (readonly unknown[])[] = [];
  for await (const chunk of chunks(first, ends, { next, close: async () => {} }, fit, most)) {
    found.push([
      chunk.frames.map(told),
      ...(chunk.ends === true ? ['ends'] : []),
      ...(chunk.faults === undefined ? [] : [chunk.faults]),
    ]);
    taken();
  }
  return found;
};

describe('frames come in chunks', () => {
  test.each<readonly [string, readonly [NextFrame, ...Coming[]], number, readonly (readonly unknown[])[]]>([
    ['of one, where a backend takes no more', [given(5), given(6), over], 1, [[[[5, 0]]], [[[6, 1]]], [[]]]],
    [
      'of as many as it takes',
      [given(5), given(6), given(7), over],
      2,
      [
        [
          [
            [5, 0],
            [6, 1],
          ],
        ],
        [[[7, 2]]],
      ],
    ],
    [
      'of all, where they are fewer',
      [given(5), given(6), over],
      9,
      [
        [
          [
            [5, 0],
            [6, 1],
          ],
        ],
      ],
    ],
    ['of none, where there are none', [over], 9, [[[]]]],
    [
      'up to the end of an episode, which takes no place',
      [given(5), end, given(6), over],
      9,
      [[[[5, 0]], 'ends'], [[[6, 1]]]],
    ],
    [
      'of a block with what waits before it',
      [given(5), given(6, 3), given(7), over],
      9,
      [
        [
          [
            [5, 0],
            [6, 1],
          ],
        ],
        [[[7, 4]]],
      ],
    ],
    ['up to a fault of the stream', [given(5), failed], 9, [[[[5, 0]], faults]]],
    ['up to one that does not fit, which is the last', [given(5), given(-1), given(6), over], 9, [[[[5, 0]], faults]]],
    [
      'up to one that is late',
      [given(5), soon(given(6)), late(given(7)), soon(over)],
      9,
      [
        [
          [
            [5, 0],
            [6, 1],
          ],
        ],
        [[[7, 2]]],
      ],
    ],
    [
      'of nothing never, where one is late and none waits',
      [given(5), late(given(6)), late(over)],
      1,
      [[[[5, 0]]], [[[6, 1]]], [[]]],
    ],
    [
      'of a block, and nothing after it where the next is late',
      [given(5, 2), late(given(6)), over],
      9,
      [[[[5, 0]]], [[[6, 2]]]],
    ],
  ])('%s', async (_, frames, most, want) => {
    expect(await chunksOf(frames, most)).toEqual(want);
  });

  test('after the end of an episode before the first', async () => {
    expect(await chunksOf([given(5), over], 9, true)).toEqual([[[], 'ends'], [[[5, 0]]]]);
  });
});
