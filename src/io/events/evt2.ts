import type { Camera } from './camera.js';
import { unwrapping } from './clock.js';
import type { DecodeRecords } from './records.js';

const types = { darker: 0, brighter: 1, timeHigh: 8 };

/** All bits of a time: 28 of a word of its own, and 6 of each event, in us. They last 4.8 hours. */
const turn = 2 ** 34;

/** EVT 2.0: words of 32 bits, of which the highest 4 are the type. https://docs.prophesee.ai/stable/data/encoding_formats/evt2.html */
export const evt2 = ({ place }: Camera): DecodeRecords => {
  const timeOf = unwrapping(turn);
  let high: number | undefined;
  return (bytes, from, to, found, shift) => {
    const { time, place: places } = found;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = from; at < to; at += 4) {
      const word = view.getUint32(at, true);
      const type = word >>> 28;
      if (type === types.timeHigh) high = timeOf((word & 0xfffffff) * 64);
      else if (type <= types.brighter && high !== undefined) {
        const k = found.count;
        time[k] = (high + ((word >>> 22) & 0x3f)) / 1000;
        places[k] = place((word >>> 11) & 0x7ff, word & 0x7ff, type, at + shift);
        found.count = k + 1;
      }
    }
  };
};
