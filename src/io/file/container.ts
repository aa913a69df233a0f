import * as E from 'fp-ts/lib/Either.js';
import { shown } from '../../core/faults/shown.js';
import { areFaults, type Faults } from '../../core/faults/errors.js';
import { crc32 } from './crc.js';
import { ours } from './elements.js';
import { inFile, prefix, readHeader, refuse, type Header } from './header.js';
import { layout } from './layout.js';
import { readTensors, toSafetensors, type Safetensors } from './safetensors.js';

/** Whether a file is checked when it is opened. */
export interface OpenOptions {
  /** Whether the checksum has to be right, default true; false for a file that another program has changed and written anew. */
  readonly verify?: boolean;
}

const format = 'spikefold';
const version = '1';

/** The first bytes of the header, so that the digits of the checksum are always at the same place, byte 37. */
const opening = new TextEncoder().encode('{"__metadata__":{"checksum":"');
const digits = { begin: prefix + opening.length, end: prefix + opening.length + 8 };
const blank = '0'.repeat(digits.end - digits.begin);

/**
 * A safetensors file that says what it is (`format`, `version`) and carries the CRC-32 of itself, all bytes of it, its own
 * eight digits taken as zeros. A CRC finds every error within 32 neighbouring bits for certain and nearly all others, costs
 * one pass and a table, and works where there is no synchronous SHA (browsers). It protects from accidents; from malice no
 * checksum inside the same file could.
 */
export const writeContainer = ({ tensors, metadata }: Safetensors): E.Either<Faults, Uint8Array> =>
  E.map((bytes: Uint8Array) => {
    bytes.set(new TextEncoder().encode(checksum(bytes)), digits.begin);
    return bytes;
  })(toSafetensors({ tensors, metadata: { checksum: blank, format, version, ...metadata } }));

/** Reads such a file; one of another kind, of a later version, or damaged is a fault. */
export const readContainer = (
  bytes: Uint8Array,
  { verify = true }: OpenOptions = {},
): E.Either<Faults, Safetensors> => {
  const header = readHeader(bytes);
  if (E.isLeft(header)) return header;
  const { metadata } = header.right;
  if (metadata['format'] !== format) return refuse('format', `'${format}'`, quoted(metadata['format']));
  if (metadata['version'] !== version)
    return refuse('version', `'${version}', which is what this release reads`, quoted(metadata['version']));
  const placed = layout(header.right, bytes.length);
  if (E.isLeft(placed)) return placed;
  const damage = verify ? checksumFault(bytes, header.right) : undefined;
  if (damage !== undefined) return damage;
  const strange = placed.right.filter(({ code }) => ours(code) === undefined);
  const faults = strange.map(({ name, code }) =>
    inFile(`dtype of tensor '${name}'`, 'one of F32, I32, BOOL', shown(code)),
  );
  if (areFaults(faults)) return E.left(faults);
  const { checksum: _, format: __, version: ___, ...others } = metadata;
  return E.map(({ tensors }: Pick<Safetensors, 'tensors'>) => ({ tensors, metadata: others }))(
    readTensors(bytes, header.right.start, placed.right),
  );
};

const checksumFault = (bytes: Uint8Array, { metadata }: Header): E.Either<Faults, never> | undefined => {
  if (opening.some((byte, place) => bytes[prefix + place] !== byte))
    return refuse(
      'checksum',
      'the first of its metadata (verify: false reads the file without it)',
      'elsewhere or none',
    );
  const want = checksum(bytes);
  const got = metadata['checksum'];
  return want === got
    ? undefined
    : refuse(
        'checksum',
        `'${want}', by its bytes`,
        `${quoted(got)}: the file is damaged, or was changed (verify: false reads it all the same)`,
      );
};

const checksum = (bytes: Uint8Array): string =>
  crc32(bytes.subarray(0, digits.begin), new TextEncoder().encode(blank), bytes.subarray(digits.end))
    .toString(16)
    .padStart(8, '0');

const quoted = (text: string | undefined): string => (text === undefined ? 'none' : `'${text}'`);
