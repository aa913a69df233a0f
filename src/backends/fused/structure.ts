import type { Data, Tensor } from '../../core/tensor.js';

/** A square matrix that one number says all about: it is on the diagonal, everywhere else, or everywhere; elsewhere is 0. */
export interface Structure {
  readonly where: 'diagonal' | 'others' | 'everywhere';
  readonly value: number;
}

/**
 * The structure of a tensor, if it has any. A matrix of other weights is known by its first few; to be sure of one of 1600 x
 * 1600 takes 0.1 ms in Node, and 1.7 ms in browsers.
 */
export const structureOf = ({ shape, data }: Tensor): Structure | undefined => {
  const [m, n] = shape;
  if (shape.length !== 2 || m !== n || n === undefined || n < 2) return undefined;
  const [on, off] = [data[0]!, data[1]!];
  // A sum of zeros has no sign, and one of infinities no value.
  if (![on, off].every((value) => Number.isFinite(value) && !Object.is(value, -0))) return undefined;
  const where = on === off ? 'everywhere' : off === 0 ? 'diagonal' : on === 0 ? 'others' : undefined;
  if (where === undefined) return undefined;
  for (let k = 2; k <= n; k++) if (!Object.is(data[k], off)) return undefined;
  // From one element of the diagonal to the next it is the same again.
  return repeats(data, n + 1) ? { where, value: where === 'diagonal' ? on : off } : undefined;
};

type Bytes = (
  buffer: ArrayBufferLike,
  start: number,
  length: number,
) => { readonly equals: (other: object) => boolean };

/** Whether every element has the bits of the one so many places before it. */
const repeats = ({ buffer, byteOffset, length }: Data, every: number): boolean => {
  const { Buffer } = globalThis as { readonly Buffer?: { readonly from: Bytes } };
  const bytes = (length - every) * 4;
  if (Buffer !== undefined)
    return Buffer.from(buffer, byteOffset, bytes).equals(Buffer.from(buffer, byteOffset + every * 4, bytes));
  const words = new Int32Array(buffer, byteOffset, length);
  for (let k = every; k < length; k++) if (words[k] !== words[k - every]) return false;
  return true;
};
