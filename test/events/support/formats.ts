import * as fc from 'fast-check';
import type { Source, Tensor } from '../../../src/index.js';
import { aedat, nMnist, prophesee, type CameraOptions } from '../../../src/events.js';
import {
  aedat2File,
  aedat3File,
  datFile,
  evt21File,
  evt2File,
  evt3File,
  nMnistFile,
  type CameraEvent,
} from './files.js';

/** The spikes of a source of dt 1 ms: the step, and the polarity, y and x, with how many there were. */
export const spikes = (source: Iterable<Tensor>): readonly (readonly number[])[] => {
  const found: number[][] = [];
  let step = 0;
  for (const { shape, data } of source) {
    const [, height, width] = shape as readonly [number, number, number];
    for (let place = 0; place < data.length; place++)
      if (data[place]! > 0)
        found.push([
          step,
          Math.floor(place / (height * width)),
          Math.floor(place / width) % height,
          place % width,
          data[place]!,
        ]);
    step++;
  }
  return found;
};

/** A format: its reader, and what writes a file of it. */
export interface Format {
  readonly read: <B extends Uint8Array | readonly Uint8Array[]>(bytes: B, options?: CameraOptions) => Source;
  readonly file: (events: readonly CameraEvent[]) => Uint8Array;
  /** Times before it turns over. */
  readonly us: number;
}

export const formats: Readonly<Record<string, Format>> = {
  'N-MNIST': { read: (bytes, options) => nMnist(bytes, options), file: nMnistFile, us: 2 ** 23 },
  DAT: { read: (bytes, options) => prophesee(bytes, options), file: (events) => datFile(events, 40, 40), us: 2 ** 32 },
  'EVT 2.0': {
    read: (bytes, options) => prophesee(bytes, options),
    file: (events) => evt2File(events, '% geometry 40x40\n'),
    us: 2 ** 34,
  },
  'EVT 2.1': { read: (bytes, options) => prophesee(bytes, options), file: (events) => evt21File(events), us: 2 ** 34 },
  'EVT 2.1 of an IMX636': {
    read: (bytes, options) => prophesee(bytes, options),
    file: (events) => evt21File(events, 'EVT21;height=40;width=40;endianness=legacy', true),
    us: 2 ** 34,
  },
  'EVT 3.0': { read: (bytes, options) => prophesee(bytes, options), file: evt3File, us: 2 ** 24 },
  'AEDAT 2.0': { read: (bytes, options) => aedat(bytes, options), file: (events) => aedat2File(events), us: 2 ** 32 },
  'AEDAT 2.0 of a DAVIS': {
    read: (bytes, options) => aedat(bytes, { ...options, chip: 'davis240' }),
    file: (events) => aedat2File(events, 'davis240'),
    us: 2 ** 32,
  },
  'AEDAT 3.1': { read: (bytes, options) => aedat(bytes, options), file: (events) => aedat3File(events), us: 2 ** 31 },
};

export const events: fc.Arbitrary<readonly CameraEvent[]> = fc
  .array(fc.record({ us: fc.nat(10_000), x: fc.nat(33), y: fc.nat(33), polarity: fc.constantFrom<0 | 1>(0, 1) }), {
    maxLength: 12,
  })
  .map((some) => some.toSorted((a, b) => a.us - b.us));

/** Bytes in pieces that end at these places. */
export const cut = (bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] => {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return at.slice(1).map((to, k) => bytes.subarray(at[k], to));
};
