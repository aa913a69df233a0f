import { damaged } from './cursor.js';

/** How many bytes of elements that were never written a file may still have: with a few bytes it can say that there are any number. */
export interface Allowance {
  left: number;
}

const most = 2 ** 27;

export const allowance = (): Allowance => ({ left: most });

/** Room for so many bytes, of which so many are going to be written; the others are fill values. */
export type Room = (whole: number, written: number) => Uint8Array;

/** Room whose unwritten elements are `fill`; undefined: they have no value. */
export const roomWith =
  (fill: Uint8Array | undefined, allowed: Allowance): Room =>
  (whole, written) => {
    const missing = Math.max(0, whole - written);
    if (missing === 0) return new Uint8Array(whole);
    const what = `${missing} of ${whole} bytes of the data`;
    if (fill === undefined) throw damaged(what, 'written, as no fill value stands for them', 'nothing');
    if (missing > allowed.left)
      throw damaged(
        what,
        `written (a file may leave out ${most} bytes in all: store what there is in a smaller dataset)`,
        'nothing',
      );
    allowed.left -= missing;
    const out = new Uint8Array(whole);
    if (fill.some((byte) => byte !== 0)) for (let at = 0; at < whole; at += fill.length) out.set(fill, at);
    return out;
  };
