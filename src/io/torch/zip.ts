import { FaultError } from '../../core/errors.js';
import { crc32 } from '../file/crc.js';
import { inFile } from '../file/header.js';

/** A file within a zip archive. */
interface Entry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly size: number;
  readonly header: number;
}

/** The names of an archive's files, and the bytes of each: a view, which is checked by its CRC-32 when it is asked for. */
export interface Zip {
  readonly names: readonly string[];
  readonly file: (name: string) => Uint8Array | undefined;
}

const refusal = (what: string, want: string, got: string): FaultError => new FaultError([inFile(what, want, got)]);

const signatures = { end: 0x06054b50, locator: 0x07064b50, end64: 0x06064b50, entry: 0x02014b50, local: 0x04034b50 };
const endLength = 22;

/**
 * Reads a zip archive whose files are stored as they are, as those of `torch.save` and `numpy.savez` are; zip64 too. Throws a `FaultError`
 * for another kind of file, or one that is damaged. PKWARE's APPNOTE.TXT, sections 4.3 and 4.5.3.
 */
export const zipOf = (bytes: Uint8Array): Zip => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = entriesOf(bytes, view);
  return {
    names: [...entries.keys()],
    file: (name) => {
      const entry = entries.get(name);
      return entry && contents(name, entry, bytes, view);
    },
  };
};

const entriesOf = (bytes: Uint8Array, view: DataView): ReadonlyMap<string, Entry> => {
  const { count, start } = directoryOf(view);
  const entries = new Map<string, Entry>();
  let at = start;
  for (let k = 0; k < count; k++) {
    expectSignature(view, at, 46, signatures.entry, `entry ${k} of the directory`);
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = at + 46 + nameLength! + extraLength! + noteLength!;
    if (next > view.byteLength) throw cutShort(`entry ${k} of the directory`, next, view);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength!));
    if (entries.has(name)) throw refusal('directory', 'of files with different names', `'${name}' twice`);
    const sizes = [24, 20, 42].map((field) => view.getUint32(at + field, true));
    const [size, packed, header] = widened(view, at + 46 + nameLength!, extraLength!, sizes);
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    if (method === 0 && size !== packed)
      throw refusal(`size of '${name}'`, `${packed} bytes, as they are stored`, `${size}`);
    const encrypted = (flags & 1) !== 0;
    entries.set(name, { method, encrypted, crc: view.getUint32(at + 16, true), size: size!, header: header! });
    at = next;
  }
  return entries;
};

/** Where the directory begins, and how many files it has. */
const directoryOf = (view: DataView): { readonly count: number; readonly start: number } => {
  const first = Math.max(0, view.byteLength - endLength - 0xffff);
  let end = view.byteLength - endLength;
  while (end >= first && view.getUint32(end, true) !== signatures.end) end--;
  if (end < first) throw refusal('end', 'that of a zip archive', 'something else: it is cut short, or of another kind');
  const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  if (count !== 0xffff && start !== 0xffffffff) return { count, start };
  expectSignature(view, end - 20, 20, signatures.locator, 'end of a large archive');
  const end64 = wide(view, end - 12);
  expectSignature(view, end64, 56, signatures.end64, 'directory of a large archive');
  return { count: wide(view, end64 + 32), start: wide(view, end64 + 48) };
};

/** Numbers that do not fit into 32 bits are all ones, and follow in a field of their own. */
const widened = (view: DataView, extra: number, length: number, numbers: readonly number[]): readonly number[] => {
  let at = extra;
  while (at + 4 <= extra + length && view.getUint16(at, true) !== 1) at += 4 + view.getUint16(at + 2, true);
  const end = Math.min(at + 4 + (at + 4 <= extra + length ? view.getUint16(at + 2, true) : 0), extra + length);
  at += 4;
  return numbers.map((number) => {
    if (number !== 0xffffffff || at + 8 > end) return number;
    at += 8;
    return wide(view, at - 8);
  });
};

const contents = (name: string, { method, encrypted, ...entry }: Entry, bytes: Uint8Array, view: DataView) => {
  if (encrypted) throw refusal(`'${name}'`, 'as it is', 'encrypted');
  if (method !== 0) throw refusal(`'${name}'`, 'stored as it is', `compressed (method ${method})`);
  expectSignature(view, entry.header, 30, signatures.local, `'${name}'`);
  const start = entry.header + 30 + view.getUint16(entry.header + 26, true) + view.getUint16(entry.header + 28, true);
  if (start + entry.size > view.byteLength) throw cutShort(`'${name}'`, start + entry.size, view);
  const found = bytes.subarray(start, start + entry.size);
  if (crc32(found) !== entry.crc)
    throw refusal(`'${name}'`, 'of the CRC-32 in the directory', 'another: it is damaged');
  return found;
};

const expectSignature = (view: DataView, at: number, length: number, signature: number, what: string): void => {
  if (at < 0 || at + length > view.byteLength) throw cutShort(what, at + length, view);
  if (view.getUint32(at, true) !== signature)
    throw refusal(`${what} (byte ${at})`, 'as in a zip archive', 'other bytes: the file is damaged');
};

const cutShort = (what: string, end: number, view: DataView): FaultError =>
  refusal(
    what,
    `within the ${view.byteLength} bytes of the file`,
    `up to byte ${end}: the file is damaged or cut short`,
  );

const wide = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));
