import type { Camera } from './camera.js';
import { addEvent, makeRoom, wrong, type Decoder } from './events.js';
import { packets } from './packets.js';

const headLength = 28;
const polarityEvents = 1;

/** Larger than any packet that is written; beyond it a length is damage. */
const largest = 1 << 26;

/**
 * AEDAT 3.1: packets of events of one type, the lowest byte first; a head of 28 bytes says the type, the width and the number of the events,
 * and how often their 31 bits of us have turned over. Only polarity events are read, and of these the valid ones.
 * https://docs.inivation.com/software/software-advanced-usage/file-formats/aedat-3.1.html
 */
export const aedat3 = ({ place }: Camera, start: number): Pick<Decoder, 'push' | 'end'> =>
  packets('aedat', start, {
    lengthOf: (bytes, byte) => (bytes.byteLength < headLength ? undefined : headOf(bytes, byte).length),
    read: (packet, byte, found) => {
      const view = new DataView(packet.buffer, packet.byteOffset);
      const { type, width, offset, turns, count } = headOf(view, byte);
      if (type !== polarityEvents) return;
      if (width < 8) throw wrong('aedat', `packet at byte ${byte}`, 'events of 8 bytes', `${width}`);
      makeRoom(found, count);
      for (let at = headLength; at < packet.length; at += width) {
        const data = view.getUint32(at, true);
        if ((data & 1) === 0) continue;
        const us = turns * 2 ** 31 + view.getInt32(at + offset, true);
        addEvent(found, us / 1000, place(data >>> 17, (data >>> 2) & 0x7fff, (data >>> 1) & 1, byte + at));
      }
    },
  });

const headOf = (view: DataView, byte: number) => {
  const field = (offset: number): number => view.getInt32(offset, true);
  const [type, width, offset, turns, count] = [view.getInt16(0, true), field(4), field(8), field(12), field(20)];
  const length = headLength + width * count;
  // cAER marks packets that it has compressed by the highest bit.
  if (type < 0)
    throw wrong('aedat', `packet at byte ${byte}`, 'uncompressed (#Format: RAW; export it so)', 'compressed');
  if (!(width > 0 && count >= 0 && offset >= 0 && offset + 4 <= width && turns >= 0 && length <= largest))
    throw wrong('aedat', `packet at byte ${byte}`, 'of positive sizes', `${count} events of ${width} bytes`);
  return { type, width, offset, turns, count, length };
};
