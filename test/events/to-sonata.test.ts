import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain, orThrow, tensor, type Spike } from '../../src/index.js';
import { eventTable, sonataSpikes } from '../../src/events.js';
import { toGdf, toSonata, toSonataReport, type ToSonataOptions } from '../../src/file.js';
import { law } from '../support/law.js';
import { hasH5py, runPython } from '../support/python.js';

const spikes = fc
  .uniqueArray(fc.tuple(fc.nat(40), fc.nat(1), fc.nat(5)), { selector: String })
  .map((some) => some.map(([step, row, neuron]): Spike => ({ step, row, neuron })));
const dts = fc.constantFrom(0.1, 0.25, 1 / 3, 1);
const ways: readonly Partial<ToSonataOptions>[] = [
  {},
  { sorting: 'by_id' },
  { dialect: 'text', population: 'V 1' },
  { dialect: 'text', sorting: 'by_id' },
];

/** The steps and neurons of a row, in order. */
const pairs = (all: readonly Spike[], row: number) =>
  all
    .filter((spike) => spike.row === row)
    .map(({ step, neuron }) => [step, neuron] as const)
    .toSorted(([a, b], [c, d]) => a - c || b - d);
const pairsIn = (source: Iterable<{ readonly data: ArrayLike<number> }>) =>
  [...source].flatMap(({ data }, step) =>
    Array.from(data).flatMap((spike, neuron) => (spike === 0 ? [] : [[step, neuron] as const])),
  );

law('spikes written as SONATA are read into the same steps, in each dialect', [spikes, dts], async (all, dt) => {
  for (const options of ways)
    for (const row of [0, 1]) {
      const bytes = orThrow(toSonata(all, { dt, row, ...options }));
      const source = orThrow(await sonataSpikes(bytes, { shape: [6] }));
      expect(pairsIn(source(dt))).toEqual(pairs(all, row));
    }
});

law('and as .gdf, which eventTable reads', [spikes, dts], (all, dt) => {
  const text = toGdf(
    all.toSorted((a, b) => a.step - b.step),
    { dt, row: 1 },
  );
  const read = eventTable(new TextEncoder().encode(text), { shape: [6], neuron: 0, time: 1 });
  expect(pairsIn(read(dt))).toEqual(pairs(all, 1));
});

describe.runIf(hasH5py)('h5py reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  const told = (...files: readonly Uint8Array[]) => {
    const paths = files.map((_, k) => join(folder, `${k}.h5`));
    files.forEach((bytes, k) => writeFileSync(paths[k]!, bytes));
    try {
      return runPython('events/support/read-sonata.py', ...paths) as readonly unknown[];
    } finally {
      files.forEach((_, k) => rmSync(paths[k]!));
    }
  };
  const root = { magic: 0x0a7a, version: [0, 1] };

  test('spikes, their order and their attributes', () => {
    const all: readonly Spike[] = [
      { step: 7, row: 0, neuron: 2 },
      { step: 1, row: 0, neuron: 5 },
      { step: 1, row: 1, neuron: 4 },
      { step: 3, row: 0, neuron: 2 },
    ];
    const files = told(
      orThrow(toSonata(all, { dt: 0.1 })),
      orThrow(toSonata(all, { dt: 0.1, population: 'V1', sorting: 'by_id', dialect: 'text' })),
      orThrow(toSonata([], { dt: 1 })),
    );
    const file = (name: string, sorting: unknown, timestamps: readonly number[], ids: readonly number[]) => {
      const members = {
        timestamps: { attributes: { units: 'milliseconds' }, dtype: 'float64', data: timestamps },
        node_ids: { attributes: {}, dtype: 'uint64', data: ids },
      };
      const population = { attributes: { sorting }, members };
      return { attributes: root, members: { spikes: { attributes: {}, members: { [name]: population } } } };
    };
    const names = { none: 0, by_id: 1, by_time: 2 };
    expect(files).toEqual([
      file('neurons', [names, 2], [0.1, 0.3, 0.7], [5, 2, 2]),
      file('V1', 'by_id', [0.3, 0.7, 0.1], [2, 2, 5]),
      file('neurons', [names, 2], [], []),
    ]);
  });

  test('a report of a row', () => {
    const trace = tensor([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const [file] = told(
      orThrow(toSonataReport(trace, { dt: 0.5, row: 1, units: 'nS', only: [4, 0, 9], population: 'A' })),
    );
    const set = (dtype: string, data: readonly unknown[], attributes: object = {}) => ({ attributes, dtype, data });
    const mapping = {
      node_ids: set('uint64', [4, 0, 9]),
      index_pointers: set('uint64', [0, 1, 2, 3]),
      element_ids: set('uint32', [0, 0, 0]),
      element_pos: set('float32', [0, 0, 0]),
      time: set('float64', [0, 1, 0.5], { units: 'ms' }),
    };
    const members = {
      data: set(
        'float32',
        [
          [4, 5, 6],
          [10, 11, 12],
        ],
        { units: 'nS' },
      ),
      mapping: { attributes: {}, members: mapping },
    };
    expect(file).toEqual({
      attributes: root,
      members: { report: { attributes: {}, members: { A: { attributes: {}, members } } } },
    });
  });
});

test.each<readonly [string, () => E.Either<Parameters<typeof explain>[0][], unknown>, string]>([
  [
    'no dt',
    () => toSonata([], {} as never) as never,
    'toSonata: dt must be a positive number of ms, as net.dt, got nothing',
  ],
  [
    'a path',
    () => toSonata([], { dt: 1, population: 'a/b' }) as never,
    "toSonata: population must be a name without '/', got 'a/b'",
  ],
  [
    'a trace',
    () => toSonata(tensor([1, 1], [1]) as never, { dt: 1 }) as never,
    'toSonata: spikes must be a list or columns of step',
  ],
  [
    'another order',
    () => toSonata([], { dt: 1, sorting: 'none' as never }) as never,
    "toSonata: sorting must be one of 'by_id', 'by_time', got 'none'",
  ],
  [
    'spikes',
    () => toSonataReport([] as never, { dt: 1 }) as never,
    'toSonataReport: trace must be [t, b, ...], as record() gives it, got []',
  ],
  [
    'a tensor without batch rows',
    () => toSonataReport(tensor([2], [1, 2]), { dt: 1 }) as never,
    'toSonataReport: trace must be [t, b, ...], as record() gives it, got [2]',
  ],
  [
    'a row too far',
    () => toSonataReport(tensor([1, 1], [1]), { dt: 1, row: 1 }) as never,
    'toSonataReport: row must be below 1, as there are rows, got 1',
  ],
  [
    'too few numbers',
    () => toSonataReport(tensor([1, 1, 2], [1, 2]), { dt: 1, only: [3] }) as never,
    'toSonataReport: only must be 2 numbers of neurons, got [3]',
  ],
])('%s is a fault', (_, make, sentence) => {
  const result = make();
  expect(E.isLeft(result) && result.left.map(explain).join()).toContain(sentence);
});
