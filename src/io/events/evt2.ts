import type { Camera } from './camera.js';
import { unwrapping } from './clock.js';
import { wrong } from './events.js';
import type { DecodeRecords } from './records.js';

const types = { darker: 0x0, brighter: 0x1, timeHigh: 0x8, trigger: 0xa, others: 0xe, continued: 0xf };
const known: ReadonlySet<number> = new Set(Object.values(types));

/** All bits of a time: 28 of a word of its own, and 6 of each event, in us. They last 4.8 hours. */
const turn = 2 ** 34;

/** The most events of a word of EVT 2.1. */
export const vector = 32;

/** The order of the two halves of a word: the lower first, or the higher (`legacy`, as of an IMX636). */
export type Endianness = 'little' | 'legacy';

/**
 * EVT 2.0: words of 32 bits, of which the highest 4 are the type. EVT 2.1, with an order of halves: words of 64 bits. The higher half is as a word of EVT 2.0,
 * at the first of 32 pixels of a row; each bit of the lower half that is 1 is an event of one of them.
 * https://docs.prophesee.ai/stable/data/encoding_formats/evt2.html and evt21.html
 */
export const evt2 = ({ place }: Camera, halves?: Endianness): DecodeRecords => {
  const timeOf = unwrapping(turn);
  let high: number | undefined;
  const [width, upper, lower] = halves === undefined ? [4, 0, 0] : halves === 'legacy' ? [8, 0, 4] : [8, 4, 0];
  return (bytes, from, to, found, shift) => {
    const { time, place: places } = found;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = from; at < to; at += width) {
      const word = view.getUint32(at + upper, true);
      const type = word >>> 28;
      if (type === types.timeHigh) high = timeOf((word & 0xfffffff) * 64);
      else if (type <= types.brighter && high !== undefined) {
        // The lowest bit that is 1, and then the rest of them.
        for (let bits = width === 4 ? 1 : view.getInt32(at + lower, true); bits !== 0; bits &= bits - 1) {
          const k = found.count;
          const x = ((word >>> 11) & 0x7ff) + 31 - Math.clz32(bits & -bits);
          time[k] = (high + ((word >>> 22) & 0x3f)) / 1000;
          places[k] = place(x, word & 0x7ff, type, at + shift);
          found.count = k + 1;
        }
      } else if (width === 8 && !known.has(type)) throw unknown(at + shift, type);
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
