import { shown } from '../core/faults/shown.js';
import { crc32 } from './file/crc.js';
import { refusal } from './file/header.js';
import { inflated } from './inflated.js';
import { cutShort, entriesOf, expectSignature, signatures, stored, type Entry } from './zip-directory.js';

/** The files of an archive by their names. Each is checked by its CRC-32 when it is asked for. */
export interface Zip {
  readonly names: readonly string[];
  /** The bytes of a file that is stored as it is: a view. */
  readonly file: (name: string) => Uint8Array | undefined;
  /** The bytes of a file that may be deflated. */
  readonly unpacked: (name: string) => Promise<Uint8Array | undefined>;
}

const deflated = 8;

/** No deflated byte stands for more. */
const densest = 1032;

/**
 * Reads a zip archive whose files are stored as they are, as those of `torch.save`, or deflated; zip64 too. Throws a `FaultError` for
 * another kind of file, or one that is damaged. PKWARE's APPNOTE.TXT, sections 4.3 and 4.5.3.
 */
export const zipOf = (bytes: Uint8Array): Zip => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = entriesOf(bytes, view);
  return {
    names: [...entries.keys()],
    file: (name) => {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      if (entry.method !== stored) throw refusal(`'${name}'`, 'stored as it is', `compressed (method ${entry.method})`);
      return checked(name, entry, packedBytes(name, entry, bytes, view));
    },
    unpacked: async (name) => {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      return checked(name, entry, await unpacked(name, entry, packedBytes(name, entry, bytes, view)));
    },
  };
};

/** The bytes of a file as they lie in the archive. */
const packedBytes = (name: string, { encrypted, header, packed }: Entry, bytes: Uint8Array, view: DataView) => {
  if (encrypted) throw refusal(`'${name}'`, 'unencrypted', 'encrypted');
  expectSignature(view, header, 30, signatures.local, `'${name}'`);
  const named = header + 30 + view.getUint16(header + 26, true);
  const local = new TextDecoder().decode(bytes.subarray(header + 30, named));
  if (local !== name)
    throw refusal(`'${name}'`, 'of the same name where it lies', `${shown(local)}: the file is damaged`);
  const start = named + view.getUint16(header + 28, true);
  if (start + packed > view.byteLength) throw cutShort(`'${name}'`, start + packed, view);
  return bytes.subarray(start, start + packed);
};

const unpacked = async (name: string, { method, size, packed }: Entry, bytes: Uint8Array): Promise<Uint8Array> => {
  if (method === stored) return bytes;
  if (method !== deflated) throw refusal(`'${name}'`, 'stored as it is, or deflated', `compressed (method ${method})`);
  if (size > densest * packed + densest)
    throw refusal(`size of '${name}'`, `at most what ${packed} compressed bytes can hold`, `${size}`);
  const data = await inflated(bytes, size, 'deflate-raw').catch(() => undefined);
  if (data?.length !== size) throw refusal(`'${name}'`, `${size} bytes, deflated`, 'others: the file is damaged');
  return data;
};

const checked = (name: string, { crc }: Entry, bytes: Uint8Array): Uint8Array => {
  if (crc32(bytes) !== crc)
    throw refusal(`'${name}'`, 'of the CRC-32 in the directory', 'another: the file is damaged');
  return bytes;
};
