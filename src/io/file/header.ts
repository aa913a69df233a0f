import * as E from 'fp-ts/lib/Either.js';
import { at, fault, FaultError, unlessFaulty, type Fault, type Faults } from '../../core/faults/errors.js';
import { asBytes, shownBytes } from '../../core/faults/bytes.js';
import { isRecord } from '../../core/faults/options.js';
import type { Json } from './json.js';
import { parse } from './text.js';

/** The header of a safetensors file. */
export interface Header {
  /** `__metadata__`: texts by name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The entry of each tensor, not yet checked. */
  readonly entries: Readonly<Record<string, Json>>;
  /** Where the numbers begin. */
  readonly start: number;
}

/** Bytes of the header's length, with which a file begins. */
export const prefix = 8;

/** The longest header that the format's own reader takes, in bytes. */
export const longest = 100_000_000;

/** Something wrong with a file: `file: header length must be ...`. */
export const inFile = (what: string, want: string, got: string): Fault => at('file')(fault('Data', what, want, got));

/** The same, for code that throws it. */
export const refusal = (...fault: Parameters<typeof inFile>): FaultError => new FaultError([inFile(...fault)]);

/** The bytes of a file, where it is bytes that were given. */
export const fileBytes = (given: unknown): E.Either<Faults, Uint8Array> => {
  const bytes = asBytes(given);
  return bytes === undefined ? E.left([inFile('bytes', 'a Uint8Array', shownBytes(given))]) : E.right(bytes);
};

export const refuse = (what: string, want: string, got: string): E.Either<Faults, never> =>
  E.left([inFile(what, want, got)]);

/** The header of a safetensors file; a file cut short within it, or of another kind, is a fault. */
export const readHeader = (bytes: Uint8Array): E.Either<Faults, Header> => {
  if (bytes.length < prefix) return refuse('length', `at least ${prefix} bytes`, `${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, prefix);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  const what = 'header length (bytes 0 to 7)';
  if (length > longest) return refuse(what, `at most ${longest}, as in every safetensors file`, `${length}`);
  const start = prefix + length;
  if (start > bytes.length)
    return refuse(what, `at most the ${bytes.length - prefix} bytes that follow`, `${length}: the file is cut short`);
  const text = decoded(bytes.subarray(prefix, start));
  if (text === undefined || !text.startsWith('{'))
    return refuse(`header (bytes ${prefix} to ${start - 1})`, 'a JSON record in UTF-8', 'something else');
  const json = parse(text, `header (from byte ${prefix})`);
  if (E.isLeft(json)) return E.left([at('file')(json.left)]);
  const { __metadata__: metadata = {}, ...entries } = json.right as { readonly [name: string]: Json };
  const texts = Object.entries(isRecord(metadata) ? metadata : { __metadata__: metadata });
  const faults = texts
    .filter(([, value]) => typeof value !== 'string')
    .map(([name, value]) => inFile(`metadata '${name}'`, 'a string', typeof value));
  return unlessFaulty(faults, () => ({ metadata: Object.fromEntries(texts) as Header['metadata'], entries, start }));
};

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
