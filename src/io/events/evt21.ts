import type { Camera } from './camera.js';
import { unwrapping } from './clock.js';
import { wrong } from './events.js';
import type { DecodeRecords } from './records.js';

const types = { darker: 0x0, brighter: 0x1, timeHigh: 0x8, trigger: 0xa, others: 0xe, continued: 0xf };
const known: readonly number[] = Object.values(types);

/** All bits of a time, as in EVT 2.0. */
const turn = 2 ** 34;

/** The most events of a word. */
export const vector = 32;

/** The order of the two halves of a word: the lower first, or the higher (`legacy`, as of an IMX636). */
export type Endianness = 'little' | 'legacy';

/**
 * EVT 2.1: words of 64 bits. The higher half is as a word of EVT 2.0, at the first of 32 pixels of a row; each bit of the lower half that is 1
 * is an event of one of them. https://docs.prophesee.ai/stable/data/encoding_formats/evt21.html
 */
export const evt21 = ({ place }: Camera, endianness: Endianness): DecodeRecords => {
  const timeOf = unwrapping(turn);
  let high: number | undefined;
  const [upper, lower] = endianness === 'legacy' ? [0, 4] : [4, 0];
  return (bytes, from, to, found, shift) => {
    const { time, place: places } = found;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = from; at < to; at += 8) {
      const [word, valid] = [view.getUint32(at + upper, true), view.getUint32(at + lower, true)];
      const type = word >>> 28;
      if (type === types.timeHigh) high = timeOf((word & 0xfffffff) * 64);
      else if (type <= types.brighter && high !== undefined)
        for (let bit = 0; bit < vector; bit++) {
          if (((valid >>> bit) & 1) === 0) continue;
          const k = found.count;
          time[k] = (high + ((word >>> 22) & 0x3f)) / 1000;
          places[k] = place(((word >>> 11) & 0x7ff) + bit, word & 0x7ff, type, at + shift);
          found.count = k + 1;
        }
      else if (!known.includes(type)) throw unknown(at + shift, type);
    }
  };
};

const unknown = (byte: number, type: number): Error =>
  wrong(
    'prophesee',
    `word at byte ${byte}`,
    "of a known type (option endianness: 'legacy' reads words whose higher half comes first)",
    `type ${type}`,
  );
