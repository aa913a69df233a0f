import { growing, type Growing } from './growing.js';
import { xxh32 } from './xxh32.js';

/** What keeps bytes from being an LZ4 frame: an error, with the byte. */
const broken = (want: string, at: number): Error => new RangeError(`LZ4: ${want} expected at byte ${at}`);

/**
 * The contents of an LZ4 frame; blocks may refer to those before them, and checksums are verified. Anything else, and more than `most` bytes, is an error,
 * and reading ends whatever the bytes are. https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export const fromLz4 = (bytes: Uint8Array, most: number): Uint8Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== 0x184d2204) throw broken('a frame', 0);
  const flags = view.getUint8(4);
  const [told, named] = [(flags & 8) !== 0, (flags & 1) !== 0];
  if (flags >> 6 !== 1 || named) throw broken('a frame of version 1 without a dictionary', 4);
  let at = 6 + (told ? 8 : 0);
  if (view.getUint8(at) !== ((xxh32(bytes.subarray(4, at)) >>> 8) & 255))
    throw broken('the checksum of the header', at);
  at++;
  const out = growing(most, () => new RangeError(`LZ4: at most ${most} bytes expected`));
  for (let length = view.getUint32(at, true); length !== 0; length = view.getUint32(at, true)) {
    const [from, to] = [at + 4, at + 4 + (length & 0x7fffffff)];
    if (to > bytes.length) throw broken('a whole block', at);
    if (length >>> 31 === 1) out.add(bytes.subarray(from, to));
    else readBlock(bytes, from, to, out);
    at = to;
    if ((flags & 16) === 0) continue;
    if (view.getUint32(at, true) !== xxh32(bytes.subarray(from, to))) throw broken('the checksum of a block', at);
    at += 4;
  }
  const contents = out.bytes();
  if (told && Number(view.getBigUint64(6, true)) !== contents.length) throw broken('contents of the length told', 6);
  if ((flags & 4) !== 0 && view.getUint32(at + 4, true) !== xxh32(contents))
    throw broken('the checksum of the contents', at + 4);
  return contents;
};

/** Runs of literals, each with a copy of what came before; the last run has none. */
const readBlock = (bytes: Uint8Array, from: number, to: number, out: Growing): void => {
  let at = from;
  const next = (): number => {
    if (at >= to) throw broken('more of a block', at);
    return bytes[at++]!;
  };
  const lengthOf = (start: number): number => {
    let length = start;
    for (let more = start === 15 ? 255 : 0; more === 255; length += more) more = next();
    return length;
  };
  while (at < to) {
    const token = next();
    const literals = lengthOf(token >> 4);
    if (at + literals > to) throw broken('literals', at);
    out.add(bytes.subarray(at, (at += literals)));
    if (at === to) return;
    const back = next() + 256 * next();
    if (!out.copy(back, lengthOf(token & 15) + 4)) throw broken('a copy of what came before', at);
  }
};
