import { cursorIn, damaged, placeOf, type Cursor, type File } from './cursor.js';
import { messageOf, messages, type Message } from './header.js';

/**
 * The bytes of an element that was never written, zeros by default; undefined where it has no value, as the file says that there is none,
 * or that it is never used. HDF5 File Format Specification 3.0, IV.A.2.e (the message of old files) and IV.A.2.f.
 */
export const fillOf = (file: File, all: readonly Message[], width: number): Uint8Array | undefined => {
  const [message, old] = [messages.fill, messages.oldFill].map((type) => messageOf(all, type));
  const told = message ?? old;
  if (told === undefined) return new Uint8Array(width);
  const refuse = (what: string, want: string, got: string) =>
    damaged(`${what} of the fill value at byte ${placeOf(file, told)}`, want, `${got}: the file is damaged`);
  const c = cursorIn(file, told);
  const is = message === undefined ? 'given' : statusOf(c, refuse);
  if (is === 'none') return undefined;
  const length = is === 'given' ? c.u32() : 0;
  if (length === 0) return new Uint8Array(width);
  if (length !== width) throw refuse('size', `${width} bytes, as an element has`, `${length}`);
  return c.bytes(length);
};

type Refuse = (what: string, want: string, got: string) => Error;

/** Whether a message gives a value, leaves it at zeros, or says that there is none. */
const statusOf = (c: Cursor, refuse: Refuse): 'given' | 'zeros' | 'none' => {
  const version = c.u8();
  if (version < 1 || version > 3) throw refuse('version', 'from 1 to 3', `${version}`);
  const flags = c.u8();
  const time = version === 3 ? (flags >> 2) & 3 : c.u8();
  // 0: it is written when room is made, 2: likewise, if it was given; 1: never.
  if (time > 2) throw refuse('time', '0, 1 or 2', `${time}`);
  const isGiven = version === 3 ? (flags & 32) !== 0 : c.u8() !== 0;
  const isNone = version === 3 ? (flags & 16) !== 0 : !isGiven;
  if (isGiven && isNone) throw refuse('flags', 'for a value or for none', 'for both');
  return time === 1 || isNone ? 'none' : isGiven ? 'given' : 'zeros';
};
