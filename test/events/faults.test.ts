import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  frames,
  initial,
  input,
  layer,
  monitor,
  network,
  orThrow,
  raster,
  run,
  wasm,
  type Source,
  type Tensor,
} from '../../src/index.js';
import { tried } from '../../src/core/either.js';
import { explain, faultsIn } from '../../src/core/faults/errors.js';
import { aedat, eventTable, nMnist } from '../../src/events.js';
import { law } from '../support/law.js';
import { aedat4File, bytesOf, nMnistFile, type CameraEvent } from './support/files.js';
import { cut, events, formats, spikes, type Format } from './support/formats.js';

const table = (order: 'any' | 'sorted'): Pick<Format, 'read' | 'file'> => ({
  read: (bytes, { polarity: _, ...bins } = {}) => eventTable(bytes, { shape: [2, 40, 40], unit: 'us', order, ...bins }),
  file: (some) =>
    bytesOf('us,neuron\n', ...some.map(({ us, x, y, polarity }) => `${us},${polarity * 1600 + y * 40 + x}\n`)),
});

const readers: Readonly<Record<string, Pick<Format, 'read' | 'file'>>> = {
  ...formats,
  'AEDAT 4.0': { read: (bytes, options) => aedat(bytes, options), file: (some) => aedat4File(some) },
  'a table': table('sorted'),
  'a table in any order': table('any'),
};

/** The steps that a source gives, and the faults that it ends with. */
const outcome = (source: Source) => {
  const steps: Tensor[] = [];
  const ended = tried(() => {
    for (const step of source(1)) steps.push(step);
  });
  return { steps: steps.length, spikes: spikes(steps), faults: faultsIn(ended)?.map(explain) };
};

const inChunks = (bytes: Uint8Array, length: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / length) }, (_, k) => bytes.subarray(k * length, (k + 1) * length));

/** Bytes that are written over others, and how many are left of the file, both as parts of it. */
const damage = fc.record({
  written: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 3 }),
  left: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
});
const damaged = (bytes: Uint8Array, { written, left }: typeof damage extends fc.Arbitrary<infer D> ? D : never) => {
  const copy = bytes.slice();
  for (const [part, byte] of written) copy[Math.floor(part * (copy.length - 1))] = byte;
  return copy.subarray(0, Math.ceil(left * copy.length));
};

const good: readonly CameraEvent[] = [
  { us: 500, x: 3, y: 4, polarity: 1 },
  { us: 2500, x: 5, y: 6, polarity: 0 },
];
const outside: CameraEvent = { us: 2600, x: 300, y: 33, polarity: 1 };
const goodSpikes = [
  [0, 1, 4, 3, 1],
  [2, 0, 6, 5, 1],
];

describe.each(Object.entries(readers))('a damaged file of %s', (name, { read, file }) => {
  law(
    'gives the same events and the same fault, however it is cut into chunks',
    [events, damage, fc.array(fc.nat(), { maxLength: 5 })],
    (some, harm, places) => {
      const bytes = damaged(file(some), harm);
      const options = { together: 'count', duration: 20, name: 'a.bin' } as const;
      const want = outcome(read([bytes], options));
      for (const chunks of [bytes, inChunks(bytes, 1), inChunks(bytes, 7), cut(bytes, places)])
        expect(outcome(read(chunks, options))).toEqual(want);
    },
  );

  // The 7 bits of a DVS128 have no pixel outside.
  if (name === 'AEDAT 2.0') return;

  test('gives all events before the fault, which says the byte', () => {
    const { spikes: before, steps, faults } = outcome(read(file([...good, outside, ...good])));
    expect({ before, steps }).toEqual({ before: goodSpikes, steps: 3 });
    expect(faults).toEqual([expect.stringMatching(/at byte \d+ must be /)]);
  });

  test('has no fault after its duration', () => {
    const bytes = file([...good, { us: 4000, x: 1, y: 1, polarity: 0 }, outside]);
    expect(outcome(read(bytes, { duration: 3 }))).toEqual({ steps: 3, spikes: goodSpikes, faults: undefined });
  });
});

test('a packet of AEDAT 4.0 that says it is longer than its data is a fault', () => {
  const longer = (content: Uint8Array): Uint8Array =>
    Uint8Array.from(content, (byte, k) => (k === 0 ? byte + 1 : byte));
  const { faults } = outcome(aedat(aedat4File(good, { kind: 0, pack: longer })));
  expect(faults).toEqual([expect.stringMatching(/packet at byte \d+ must be a whole flatbuffer, got .*damaged/)]);
});

test('a run goes up to the fault in a file, and keeps what it has recorded', async () => {
  const net = orThrow(network({ dt: 1 }, { X: layer([2, 34, 34], input()) }));
  const ran = await run(wasm, net, initial(net), frames({ X: nMnist(nMnistFile([...good, outside, ...good])) }), {
    spikes: monitor(net, 'X', 's', raster()),
  });
  if (E.isRight(ran)) expect.fail('no fault');
  expect(ran.left.faults.map(explain)).toEqual([expect.stringContaining('event at byte 10 must be within 34 x 34')]);
  expect(ran.left.steps).toBe(3);
  expect(ran.left.monitors.spikes.map(({ step, neuron }) => [step, neuron])).toEqual([
    [0, 1156 + 4 * 34 + 3],
    [2, 6 * 34 + 5],
  ]);
});
