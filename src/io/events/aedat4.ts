import { headerOf, largest, parsed, type Aedat4Options, type Header } from './aedat4-header.js';
import { addEvent, makeRoom, wrong, type Decoder, type Found } from './events.js';
import { vectorAt } from './flatbuffer.js';
import { packets } from './packets.js';

const format = 'aedat';

/** Bytes of an event: a time of 64 bits, x and y of 16, the polarity, and room. */
const width = 16;

/**
 * AEDAT 4.0: a header and packets, flatbuffers with their lengths before them, each packet compressed by itself or not. The events of the first stream that
 * has some are read; times count from the first of them, as the file has them from 1970.
 * https://docs.inivation.com/software/software-advanced-usage/file-formats/aedat-4.0.html
 */
export const aedat4 = (options: Aedat4Options, start: number): Decoder => {
  let header: Header | undefined;
  let stream: number | undefined;
  let first: bigint | undefined;
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
  return {
    shape: () => header?.pixels.shape,
    ...packets(format, start, {
      // The header has its length before it, a packet its stream and its length.
      lengthOf: (bytes, byte) => {
        const before = header === undefined ? 0 : 4;
        if (bytes.byteLength < before + 4) return undefined;
        const length = bytes.getInt32(before, true);
        if (length >= 0 && length <= largest) return before + 4 + length;
        throw wrong(
          format,
          `length at byte ${byte + before}`,
          `from 0 to ${largest}`,
          `${length}: the file is damaged`,
        );
      },
      read: (packet, byte, found) => {
        if (header === undefined) {
          header = headerOf(packet.subarray(4), start, options);
          return;
        }
        const { end } = header;
        const [after, id] = [byte + packet.length, new DataView(packet.buffer, packet.byteOffset).getInt32(0, true)];
        if (end !== undefined && after > end)
          throw wrong(format, `packet at byte ${byte}`, `up to byte ${end}, as the header says`, `up to byte ${after}`);
        addEvents(id, packet.subarray(8), byte, header, found);
      },
      // After the packets there is a table of them, which is not needed.
      isOver: (byte) => header !== undefined && byte === header.end,
      awaited: () => (header === undefined ? 'header' : header.end === undefined ? undefined : 'packet'),
    }),
  };
};
