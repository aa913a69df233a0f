import { asBytes } from '../../core/faults/bytes.js';
import { thrown } from '../../core/faults/errors.js';
import { fromLz4 } from '../lz4.js';
import { camera, type Camera, type CameraOptions } from './camera.js';
import { wrong } from './events.js';
import { flatbuffer, textAt, type Root } from './flatbuffer.js';

const format = 'aedat';

const compressions = ['none', 'lz4', 'lz4', 'zstd', 'zstd'] as const;
type Compression = (typeof compressions)[number];

/** Larger than any header or packet that is written; beyond it a length is damage. */
export const largest = 1 << 27;

/** What undoes zstd: a function of a whole frame, such as `decompress` of `fzstd`. */
export type Zstd = (bytes: Uint8Array) => Uint8Array;

/** How an AEDAT 4 file is read. */
export interface Aedat4Options {
  readonly polarity: CameraOptions['polarity'];
  readonly pixels: readonly [height: number, width: number] | undefined;
  readonly zstd: Zstd | undefined;
}

/** What the header of a file says. */
export interface Header {
  readonly pixels: Camera;
  /** The flatbuffer of a packet at a byte of the file. */
  readonly contents: (packet: Uint8Array, byte: number) => Root;
  /** The byte at which the packets end; undefined: with the file. */
  readonly end: number | undefined;
}

export const headerOf = (bytes: Uint8Array, byte: number, { polarity, pixels, zstd }: Aedat4Options): Header => {
  const told = parsed(`header at byte ${byte}`, () => {
    const root = flatbuffer(bytes);
    const { view, kind, field } = root;
    const [compression, end, info] = [field(0), field(1), field(2)];
    return {
      kind,
      compression: compressions[compression === undefined ? 0 : view.getInt32(compression, true)],
      end: end === undefined ? -1 : Number(view.getBigInt64(end, true)),
      info: info === undefined ? '' : textAt(root, info),
    };
  });
  if (told.kind !== 'IOHE') throw wrong(format, `header at byte ${byte}`, "of kind 'IOHE'", `'${told.kind}'`);
  if (told.compression === undefined) throw wrong(format, 'compression', 'none, LZ4 or ZSTD', 'another');
  const size = pixels ?? pixelsIn(told.info);
  return {
    pixels: camera(format, size[0], size[1], polarity),
    contents: contentsBy(told.compression, zstd),
    end: told.end < 0 ? undefined : told.end,
  };
};

const pixelsIn = (info: string): readonly [height: number, width: number] => {
  const [, across] = /key="sizeX"[^>]*>(\d+)</.exec(info) ?? [];
  const [, down] = /key="sizeY"[^>]*>(\d+)</.exec(info) ?? [];
  if (across !== undefined && down !== undefined) return [Number(down), Number(across)];
  throw wrong(format, 'header', 'one with sizeX and sizeY (or the option pixels)', 'one without them');
};

const contentsBy = (compression: Compression, zstd: Zstd | undefined): Header['contents'] => {
  const undo = {
    none: (packet: Uint8Array) => packet,
    lz4: (packet: Uint8Array) => fromLz4(packet, largest),
    zstd,
  }[compression];
  if (undo === undefined)
    throw wrong(format, 'compression', 'none or LZ4, or undone by the option zstd: (bytes) => ...', 'ZSTD');
  return (packet, byte) => {
    const what = `packet at byte ${byte}`;
    const plain = undone(what, compression, undo, packet);
    return parsed(what, () => {
      const length = new DataView(plain.buffer, plain.byteOffset, plain.length).getUint32(0, true);
      if (4 + length > plain.length) throw new RangeError();
      return flatbuffer(plain.subarray(4, 4 + length));
    });
  };
};

const undone = (what: string, compression: Compression, undo: (bytes: Uint8Array) => unknown, packet: Uint8Array) => {
  try {
    const plain = asBytes(undo(packet));
    if (plain !== undefined) return plain;
  } catch (error) {
    throw wrong(format, what, `data compressed by ${compression.toUpperCase()}`, thrown(error));
  }
  throw wrong(format, compression, 'a function that gives a Uint8Array', 'something else');
};

/** What is read of a flatbuffer; one that leads outside of its bytes is damaged. */
export const parsed = <A>(what: string, read: () => A): A => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw wrong(format, what, 'a whole flatbuffer', 'one that leads outside of its bytes: the file is damaged');
  }
};
