import { headerOf, largest, parsed, type Aedat4Options, type Header } from './aedat4-header.js';
import { addEvent, joined, makeRoom, wrong, type Decoder, type Found } from './events.js';
import { vectorAt } from './flatbuffer.js';

const format = 'aedat';

/** Bytes of an event: a time of 64 bits, x and y of 16, the polarity, and room. */
const width = 16;

/**
 * AEDAT 4.0: a header and packets, flatbuffers with their lengths before them, each packet compressed by itself or not. The events of the first stream that
 * has some are read; times count from the first of them, as the file has them from 1970.
 * https://docs.inivation.com/software/software-advanced-usage/file-formats/aedat-4.0.html
 */
export const aedat4 = (options: Aedat4Options, start: number): Decoder => {
  let held: Uint8Array = new Uint8Array(0);
  let read = start;
  let header: Header | undefined;
  let stream: number | undefined;
  let first: bigint | undefined;
  const isOver = (): boolean => header !== undefined && read === header.end;

  /** The length that stands at the k-th held byte, where all that it counts is held. */
  const lengthAt = (k: number): number | undefined => {
    if (held.length < k + 4) return undefined;
    const length = new DataView(held.buffer, held.byteOffset + k).getInt32(0, true);
    if (length < 0 || length > largest)
      throw wrong(format, `length at byte ${read + k}`, `from 0 to ${largest}`, `${length}: the file is damaged`);
    return held.length < k + 4 + length ? undefined : length;
  };
  /** The next so many held bytes. */
  const taken = (count: number): Uint8Array => {
    const bytes = held.subarray(0, count);
    held = held.subarray(count);
    read += count;
    return bytes;
  };
  const addEvents = (id: number, packet: Uint8Array, byte: number, of: Header, found: Found): void => {
    const root = of.contents(packet, byte);
    if (root.kind !== 'EVTS' || (stream ?? id) !== id) return;
    const field = root.field(0);
    if (field === undefined) return;
    const { view } = root;
    const { count, at: from } = parsed(`packet at byte ${byte}`, () => vectorAt(root, field, width));
    if (count === 0) return;
    stream = id;
    first ??= view.getBigInt64(from, true);
    makeRoom(found, count);
    for (let at = from; at < from + count * width; at += width) {
      const [x, y] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
      addEvent(
        found,
        Number(view.getBigInt64(at, true) - first) / 1000,
        of.pixels.place(x, y, view.getUint8(at + 12) === 0 ? 0 : 1, byte),
      );
    }
  };
  const addPackets = (of: Header, found: Found): void => {
    for (let length = lengthAt(4); !isOver() && length !== undefined; length = lengthAt(4)) {
      const byte = read;
      const whole = taken(8 + length);
      if (of.end !== undefined && read > of.end)
        throw wrong(format, `packet at byte ${byte}`, `up to byte ${of.end}, as the header says`, `up to byte ${read}`);
      const id = new DataView(whole.buffer, whole.byteOffset).getInt32(0, true);
      addEvents(id, whole.subarray(8), byte, of, found);
    }
  };
  return {
    shape: () => header?.pixels.shape,
    push: (chunk, found) => {
      // After the packets there is a table of them, which is not needed.
      if (isOver()) return;
      held = joined(held, chunk);
      const length = header === undefined ? lengthAt(0) : undefined;
      if (length !== undefined) header = headerOf(taken(4 + length).subarray(4), start, options);
      if (header === undefined) return;
      addPackets(header, found);
      held = isOver() ? new Uint8Array(0) : held.slice();
    },
    end: () => {
      if (isOver() || (header !== undefined && header.end === undefined && held.length === 0)) return;
      const what = header === undefined ? `header at byte ${start}` : `packet at byte ${read}`;
      throw wrong(format, what, 'whole', `${held.length} bytes: the file is cut short`);
    },
  };
};
