import type { Camera } from './camera.js';
import { addEvent, joined, makeRoom, wrong, type Decoder, type Found } from './events.js';

const headLength = 28;
const polarityEvents = 1;

/** Larger than any packet that is written; beyond it a length is damage. */
const largest = 1 << 26;

/**
 * AEDAT 3.1: packets of events of one type, the lowest byte first; a head of 28 bytes says the type, the width and the number of the events,
 * and how often their 31 bits of us have turned over. Only polarity events are read, and of these the valid ones.
 * https://docs.inivation.com/software/software-advanced-usage/file-formats/aedat-3.1.html
 */
export const aedat3 = ({ place }: Camera, start: number): Pick<Decoder, 'push' | 'end'> => {
  let held: Uint8Array = new Uint8Array(0);
  let read = start;
  const packetAt = (view: DataView, at: number) => {
    const field = (offset: number): number => view.getInt32(at + offset, true);
    const [width, offset, turns, count] = [field(4), field(8), field(12), field(20)];
    const length = headLength + width * count;
    const type = view.getInt16(at, true);
    // cAER marks packets that it has compressed by the highest bit.
    if (type < 0)
      throw wrong('aedat', `packet at byte ${read + at}`, 'as it is (#Format: RAW; export it so)', 'compressed');
    if (!(width > 0 && count >= 0 && offset >= 0 && offset + 4 <= width && turns >= 0 && length <= largest))
      throw wrong('aedat', `packet at byte ${read + at}`, 'of positive sizes', `${count} events of ${width} bytes`);
    return { type, width, offset, turns, count, length };
  };
  const addEvents = (view: DataView, at: number, packet: ReturnType<typeof packetAt>, found: Found): void => {
    const { width, offset, turns, count } = packet;
    makeRoom(found, count);
    for (let k = 0; k < count; k++) {
      const event = at + headLength + k * width;
      const data = view.getUint32(event, true);
      if ((data & 1) === 0) continue;
      addEvent(
        found,
        (turns * 2 ** 31 + view.getInt32(event + offset, true)) / 1000,
        place(data >>> 17, (data >>> 2) & 0x7fff, (data >>> 1) & 1, read + event),
      );
    }
  };
  return {
    push: (chunk, found) => {
      const bytes = held.length === 0 ? chunk : joined(held, chunk);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      let at = 0;
      while (at + headLength <= bytes.length) {
        const packet = packetAt(view, at);
        if (at + packet.length > bytes.length) break;
        if (packet.type === polarityEvents) {
          if (packet.width < 8)
            throw wrong('aedat', `packet at byte ${read + at}`, 'events of 8 bytes', `${packet.width}`);
          addEvents(view, at, packet, found);
        }
        at += packet.length;
      }
      held = bytes.slice(at);
      read += at;
    },
    end: () => {
      if (held.length > 0)
        throw wrong('aedat', `packet at byte ${read}`, 'whole', `${held.length} bytes: the file is cut short`);
    },
  };
};
