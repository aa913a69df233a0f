import { oneOf, refused } from '../../core/faults/errors.js';
import { checkOptions } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { aedat3 } from './aedat3.js';
import { aedat4 } from './aedat4.js';
import type { Zstd } from './aedat4-header.js';
import { binNames } from './binned.js';
import { camera, type Camera, type CameraOptions } from './camera.js';
import { unwrapping } from './clock.js';
import { wrong, type Decoder } from './events.js';
import { headed, type Body } from './headed.js';
import { records, type DecodeRecords } from './records.js';
import { eventSource, type Bytes, type EventSource } from './source.js';
import { hasOwn } from '../../core/record.js';

const format = 'aedat';

interface Chip {
  readonly pixels: readonly [height: number, width: number];
  /** In AEDAT 2.0: whether an address is that of a pixel, and of which. */
  readonly isPixel: (address: number) => boolean;
  readonly x: (address: number) => number;
  readonly y: (address: number) => number;
  readonly polarity: (address: number) => number;
}

const davis = (height: number, width: number): Chip => ({
  pixels: [height, width],
  isPixel: (address) => address >>> 31 === 0 && ((address >> 10) & 1) === 0,
  x: (address) => (address >> 12) & 0x3ff,
  y: (address) => (address >> 22) & 0x1ff,
  polarity: (address) => (address >> 11) & 1,
});

/** https://docs.inivation.com/software/software-advanced-usage/file-formats/aedat-2.0.html */
const chips = {
  dvs128: {
    pixels: [128, 128],
    isPixel: (address) => (address & 0x8000) === 0,
    x: (address) => (address >> 1) & 0x7f,
    y: (address) => (address >> 8) & 0x7f,
    polarity: (address) => address & 1,
  },
  davis240: davis(180, 240),
  davis346: davis(260, 346),
} as const satisfies Readonly<Record<string, Chip>>;

/** How a recording of an iniVation camera is read. */
export interface AedatOptions extends CameraOptions {
  /** The camera, default `'dvs128'`; an AEDAT 2.0 or 3.1 file does not say it for certain. */
  readonly chip?: keyof typeof chips;
  /** Of AEDAT 4.0: the pixels of a camera whose file does not say them. */
  readonly pixels?: readonly [height: number, width: number];
  /** Of AEDAT 4.0: what undoes zstd, such as `decompress` of `fzstd`. (LZ4 needs nothing.) */
  readonly zstd?: Zstd;
}

/**
 * A recording of an iniVation camera, as spikes `[2, height, width]`: AEDAT 2.0 (jAER; y counts from below), AEDAT 3.1 (cAER; y counts from above),
 * both of a DVS128, DAVIS240 or DAVIS346 (`chip`), and AEDAT 4.0 (DV), which says its pixels, and whose times count from its first event. Packets
 * compressed by zstd need the option `zstd`. Frames, inertial measurements and external signals are left out.
 */
export const aedat = <B extends Bytes>(bytes: B, options: AedatOptions = {}): EventSource<B> => {
  const names = [...binNames, 'polarity', 'chip', 'pixels', 'zstd'];
  const { polarity, chip = 'dvs128', pixels: size, zstd, ...bins } = checkOptions(format, options, names);
  if (!hasOwn(chips, chip)) throw refused(format, 'chip', oneOf(Object.keys(chips)), shown(chip));
  if (zstd !== undefined && typeof zstd !== 'function')
    throw refused(format, 'zstd', 'a function of bytes, such as decompress of fzstd', shown(zstd));
  const of: Chip = chips[chip];
  const [height, width] = of.pixels;
  const pixels = camera(format, height, width, polarity);
  const body: Body = (header, start) =>
    header[0] === fourth
      ? aedat4({ polarity, pixels: size, zstd }, start)
      : { shape: () => pixels.shape, ...decoderFor(header, of, pixels, start) };
  return eventSource(format, bytes, () => headed(0x23, (line) => [fourth, '#!END-HEADER'].includes(line), body), bins);
};

const fourth = '#!AER-DAT4.0';

const decoderFor = (
  [first = '']: readonly string[],
  chip: Chip,
  pixels: Camera,
  start: number,
): Pick<Decoder, 'push' | 'end'> => {
  const [, version = '1.0'] = /^#!AER-DAT(\d\.\d)/.exec(first) ?? [];
  if (version === '2.0') return records(format, 8, aedat2(chip, pixels), start);
  if (version === '3.1') return aedat3(pixels, start);
  throw wrong(format, 'version', "2.0, 3.1 or 4.0, as the first line '#!AER-DAT2.0' says", version);
};

/** Pairs of an address and a time in us, 32 bits each, the highest byte first. */
const aedat2 = ({ isPixel, x, y, polarity }: Chip, { place }: Camera): DecodeRecords => {
  // 32 bits last 71.6 minutes.
  const timeOf = unwrapping(2 ** 32);
  return (bytes, from, to, found, shift) => {
    const { time, place: places } = found;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = from; at < to; at += 8) {
      const [address, us] = [view.getInt32(at), timeOf(view.getUint32(at + 4))];
      if (!isPixel(address)) continue;
      const k = found.count;
      time[k] = us / 1000;
      places[k] = place(x(address), y(address), polarity(address), at + shift);
      found.count = k + 1;
    }
  };
};
