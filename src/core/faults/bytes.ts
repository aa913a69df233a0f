import { shown } from './shown.js';

/**
 * A value as bytes, undefined if it is none. Bytes of another realm (of Node within jsdom, as Jest runs tests; of another window) are
 * no instances of this one's Uint8Array, and are seen by one of its own.
 */
export const asBytes = (value: unknown): Uint8Array | undefined => {
  if (value instanceof Uint8Array) return value;
  if (!ArrayBuffer.isView(value) || Object.prototype.toString.call(value) !== '[object Uint8Array]') return undefined;
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
};

/** What was given in place of bytes, in a fault. */
export const shownBytes = (value: unknown): string => {
  if (typeof value === 'string')
    return `${shown(value)} (readFile(path) of node:fs/promises gives the bytes of a file)`;
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]'
    ? `${shown(value)} (new Uint8Array(buffer) makes one of it)`
    : shown(value);
};
