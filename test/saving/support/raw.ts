import { crc32 } from '../../../src/io/file/crc.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file of any header, sound or not, and any numbers after it. */
export const raw = (header: string | Uint8Array, data: Uint8Array = new Uint8Array(), length?: number): Uint8Array => {
  const text = typeof header === 'string' ? encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
};

/** What stands in the header of a file that is sound so far, and the numbers after it. */
export const opened = (bytes: Uint8Array): { readonly header: string; readonly data: Uint8Array } => {
  const end = 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  return { header: new TextDecoder().decode(bytes.subarray(8, end)), data: bytes.subarray(end) };
};

/** The same with a right checksum, as somebody would send who means harm. */
export const withChecksum = (bytes: Uint8Array): Uint8Array => {
  const copy = bytes.slice();
  const place = 8 + '{"__metadata__":{"checksum":"'.length;
  copy.set(encode('00000000'), place);
  copy.set(encode(crc32(copy).toString(16).padStart(8, '0')), place);
  return copy;
};

/** A file with its header, or its numbers, changed: sound but for that. */
export const changed = (
  bytes: Uint8Array,
  change: (header: string) => string,
  data: (data: Uint8Array) => Uint8Array = (same) => same,
): Uint8Array => {
  const file = opened(bytes);
  return withChecksum(raw(change(file.header), data(file.data)));
};
