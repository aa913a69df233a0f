import { describe, expect, test } from 'vitest';
import { tensor, type Source } from '../../src/index.js';
import { aedat, eventTable, nMnist, prophesee, replay, spikesAt, type BinOptions } from '../../src/events.js';
import { bytesOf } from './support/files.js';
import { said } from './support/said.js';

const nothing = new Uint8Array(0);
type Options = Readonly<Record<string, unknown>>;

describe('options of every reader of events', () => {
  const readers: Readonly<Record<string, (options: Options) => Source>> = {
    nMnist: (options) => nMnist(nothing, options),
    aedat: (options) => aedat(bytesOf('#!AER-DAT2.0\r\n'), options),
    prophesee: (options) => prophesee(bytesOf('% evt 2.0\n% geometry 2x2\n% end\n'), options),
    eventTable: (options) => eventTable(nothing, { shape: [2], ...options }),
    spikesAt: (options) => spikesAt([[1], []], options),
  };

  describe.each(Object.entries(readers))('%s', (name, read) => {
    test.each<readonly [Options, string]>([
      [{ together: 'all' }, "together must be 'one' or 'count', got 'all'"],
      [{ from: Number.NaN }, 'from must be a number of ms, got NaN'],
      [{ from: Infinity }, 'from must be a number of ms, got Infinity'],
      [{ tolerance: 1 }, 'tolerance must be from 0 to below 1 (step), got 1'],
      [{ tolerance: -0.1 }, 'tolerance must be from 0 to below 1 (step), got -0.1'],
      [{ tolerance: '0' }, "tolerance must be from 0 to below 1 (step), got '0'"],
    ])('%j', (options, sentence) => {
      expect(said(() => read(options))).toEqual([`${name}: ${sentence}`]);
    });

    test('are taken at their limits', () => {
      for (const options of [
        { tolerance: 0 },
        { tolerance: 0.999 },
        { from: -1e9, duration: 0 },
      ] satisfies BinOptions[])
        expect(said(() => read(options))).toEqual([]);
    });
  });
});

test.each<readonly [string, () => Source, readonly string[]]>([
  [
    'an option of eventTable that is none',
    () => eventTable(nothing, { shape: [2], times: 0 } as never),
    [
      "eventTable: unknown option 'times': one of 'together', 'from', 'duration', 'tolerance', 'name', 'shape', 'time', 'neuron', 'unit', 'first', 'order'",
    ],
  ],
  [
    'a table without a shape',
    () => eventTable(nothing, {} as never),
    ['eventTable: shape must be the shape of the layer, such as [100], got nothing'],
  ],
  [
    'a column of times before the first',
    () => eventTable(nothing, { shape: [2], time: -1 }),
    ['eventTable: time must be the number of a column, from 0, or its name, got -1'],
  ],
  [
    'half a column',
    () => eventTable(nothing, { shape: [2], neuron: 0.5 }),
    ['eventTable: neuron must be the number of a column, from 0, or its name, got 0.5'],
  ],
  [
    'a column that is none',
    () => eventTable(nothing, { shape: [2], neuron: null as never }),
    ['eventTable: neuron must be the number of a column, from 0, or its name, got null'],
  ],
  [
    'a unit below 0',
    () => eventTable(nothing, { shape: [2], unit: -1 }),
    ["eventTable: unit must be one of 's', 'ms', 'us', 'ns', or a number of ms above 0, got -1"],
  ],
  [
    'a unit without end',
    () => eventTable(nothing, { shape: [2], unit: Infinity }),
    ["eventTable: unit must be one of 's', 'ms', 'us', 'ns', or a number of ms above 0, got Infinity"],
  ],
  [
    'half a first neuron',
    () => eventTable(nothing, { shape: [2], first: 0.5 }),
    ['eventTable: first must be a whole number, got 0.5'],
  ],
  [
    'an order that is none',
    () => eventTable(nothing, { shape: [2], order: 'time' as never }),
    ["eventTable: order must be 'sorted' or 'any', got 'time'"],
  ],

  [
    'no lists',
    () => spikesAt(undefined as never),
    ['spikesAt: times must be a list of finite times (ms) for each neuron, got nothing'],
  ],
  [
    'a list of one list',
    () => spikesAt([1, 2] as never),
    ['spikesAt: times must be a list of finite times (ms) for each neuron, got [1, 2]'],
  ],
  [
    'times without end',
    () => spikesAt([[1], [Infinity]]),
    ['spikesAt: times must be a list of finite times (ms) for each neuron, got [[1], [Infinity]]'],
  ],
  [
    'too few lists',
    () => spikesAt([[1], [2]], { shape: [3] }),
    ['spikesAt: shape must be of 2 neurons, as there are lists, got [3]'],
  ],
  [
    'a shape that is none',
    () => spikesAt([[1], [2]], { shape: [0.5, 4] }),
    ['spikesAt: shape must be of 2 neurons, as there are lists, got [0.5, 4]'],
  ],
  [
    'an option of spikesAt that is none',
    () => spikesAt([], { shapes: [0] } as never),
    ["spikesAt: unknown option 'shapes': one of 'together', 'from', 'duration', 'tolerance', 'name', 'shape'"],
  ],

  [
    'a recording that is none',
    () => replay(7 as never, { shape: [2] }),
    ['replay: spikes must be a list or columns of step, row and neuron, as raster gives them, got 7'],
  ],
  [
    'a recording of something else',
    () =>
      replay(
        [
          { step: 0, row: 0, neuron: 0 },
          { step: 0, row: 0, neuron: -1 },
        ],
        { shape: [2] },
      ),
    [
      'replay: spikes must be a list or columns of step, row and neuron, as raster gives them, got { step: 0, row: 0, neuron: -1 } at 1',
    ],
  ],
  [
    'a tensor',
    () => replay(tensor([1], [1]) as never, { shape: [2] }),
    ['replay: spikes must be a list or columns of step, row and neuron, as raster gives them, got a tensor f32 [1]'],
  ],
  [
    'no shape',
    () => replay([], {} as never),
    ['replay: shape must be the shape of the layer, such as [100], got nothing'],
  ],
  [
    'a shape of too few',
    () => replay([{ step: 0, row: 0, neuron: 2 }], { shape: [2] }),
    ['replay: shape must be of more than 2 neurons, as there are spikes of, got [2]'],
  ],
  [
    'an option of replay that is none',
    () => replay([], { shape: [2], step: 1 } as never),
    ["replay: unknown option 'step': one of 'shape', 'steps', 'from', 'row', 'together'"],
  ],
  [
    'together in replay',
    () => replay([], { shape: [2], together: 'sum' as never }),
    ["replay: together must be 'one' or 'count', got 'sum'"],
  ],
])('%s is refused', (_, source, sentences) => {
  expect(said(source)).toEqual(sentences);
});
