import type { FaultError } from '../core/faults/errors.js';
import { refusal } from './file/header.js';

/** A file within a zip archive. */
export interface Entry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
}

export const signatures = {
  end: 0x06054b50,
  locator: 0x07064b50,
  end64: 0x06064b50,
  entry: 0x02014b50,
  local: 0x04034b50,
};
const endLength = 22;

/** How a file is stored: as it is, or otherwise. */
export const stored = 0;

/** The files of an archive, as its directory says. */
export const entriesOf = (bytes: Uint8Array, view: DataView): ReadonlyMap<string, Entry> => {
  const { count, start } = directoryOf(view);
  const entries = new Map<string, Entry>();
  let [at, total] = [start, 0];
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
    if (method === stored && size !== packed)
      throw refusal(`size of '${name}'`, `${packed} bytes, as they are stored`, `${size}`);
    total += packed!;
    if (total > bytes.length) throw refusal('directory', 'of files that do not overlap', 'more bytes than there are');
    const encrypted = (flags & 1) !== 0;
    entries.set(name, {
      method,
      encrypted,
      crc: view.getUint32(at + 16, true),
      packed: packed!,
      size: size!,
      header: header!,
    });
    at = next;
  }
  return entries;
};

/** Where the directory begins, and how many files it has. */
const directoryOf = (view: DataView): { readonly count: number; readonly start: number } => {
  const first = Math.max(0, view.byteLength - endLength - 0xffff);
  let end = view.byteLength - endLength;
  while (end >= first && view.getUint32(end, true) !== signatures.end) end--;
  if (end < first)
    throw refusal('end', 'that of a zip archive', 'something else: the file is cut short, or of another kind');
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

export const expectSignature = (view: DataView, at: number, length: number, signature: number, what: string): void => {
  if (at < 0 || at + length > view.byteLength) throw cutShort(what, at + length, view);
  if (view.getUint32(at, true) !== signature)
    throw refusal(`${what} (byte ${at})`, 'as in a zip archive', 'other bytes: the file is damaged');
};

export const cutShort = (what: string, end: number, view: DataView): FaultError =>
  refusal(
    what,
    `within the ${view.byteLength} bytes of the file`,
    `up to byte ${end}: the file is damaged or cut short`,
  );

const wide = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));
