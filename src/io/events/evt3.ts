import type { Camera } from './camera.js';
import { unwrapping } from './clock.js';
import type { DecodeRecords } from './records.js';

const types = { y: 0x0, x: 0x2, base: 0x3, vector12: 0x4, vector8: 0x5, timeLow: 0x6, timeHigh: 0x8 };

/** All bits of a time: 12 of one word and 12 of another, in us. They last 16.8 seconds. */
const turn = 2 ** 24;

/**
 * EVT 3.0: words of 16 bits, of which the highest 4 are the type; each changes a part of what is known (time, y, x), and some have events. A
 * vector has one for each of its bits that is 1, from the base on. https://docs.prophesee.ai/stable/data/encoding_formats/evt3.html
 */
export const evt3 = ({ place }: Camera): DecodeRecords => {
  const timeOf = unwrapping(turn);
  let high: number | undefined;
  let low = 0;
  let [y, base, polarity] = [0, 0, 0];
  return (bytes, from, to, found, shift) => {
    const { time, place: places } = found;
    const add = (x: number, brighter: number, byte: number): void => {
      if (high === undefined) return;
      const k = found.count;
      time[k] = (high + low) / 1000;
      places[k] = place(x, y, brighter, byte);
      found.count = k + 1;
    };
    const vector = (bits: number, width: number, byte: number): void => {
      for (let bit = 0; bit < width; bit++) if ((bits >> bit) & 1) add(base + bit, polarity, byte);
      base += width;
    };
    for (let at = from; at < to; at += 2) {
      const word = bytes[at]! | (bytes[at + 1]! << 8);
      const type = word >> 12;
      if (type === types.x) add(word & 0x7ff, (word >> 11) & 1, at + shift);
      else if (type === types.vector12) vector(word & 0xfff, 12, at + shift);
      else if (type === types.vector8) vector(word & 0xff, 8, at + shift);
      else if (type === types.y) y = word & 0x7ff;
      else if (type === types.base) [base, polarity] = [word & 0x7ff, (word >> 11) & 1];
      else if (type === types.timeLow) low = word & 0xfff;
      else if (type === types.timeHigh) {
        const next = timeOf((word & 0xfff) * 4096);
        if (next !== high) low = 0;
        high = next;
      }
    }
  };
};
