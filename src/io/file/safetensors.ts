import { isRecord } from '../../core/faults/options.js';
import * as E from 'fp-ts/lib/Either.js';
import { areFaults, at, fault, thrown, unlessFaulty, type Fault, type Faults } from '../../core/faults/errors.js';
import { shown } from '../../core/faults/shown.js';
import { isTensor, type Tensor } from '../../core/tensor.js';
import { fileBytes, inFile, longest, prefix, readHeader } from './header.js';
import { bytesOf } from './numbers.js';
import { boolFault, codeOf, ours, tensorIn } from './elements.js';
import { layout, type Entry } from './layout.js';

/** The contents of a safetensors file: tensors by name, and texts by name. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The contents of a safetensors file as they were read. */
export interface ReadSafetensors extends Safetensors {
  /** Tensors that were not read, each with its reason: its type is not known, or its numbers do not fit. */
  readonly skipped: readonly Fault[];
}

/**
 * Tensors as a safetensors file, which Python's `safetensors` reads: 8 bytes of length, a JSON header, then the numbers,
 * little-endian, row by row. f32 and i32 come before bool, and the header is padded, so that every tensor is aligned. A
 * tensor whose data do not fill its shape, or a bool that is not 0 or 1, is a fault.
 * https://github.com/huggingface/safetensors, section Format.
 */
export const toSafetensors = (contents: Safetensors): E.Either<Faults, Uint8Array> => {
  if (!isRecord(contents) || !isRecord(contents.tensors) || !isRecord(contents.metadata))
    return E.left([inFile('contents', '{ tensors, metadata }, two records by name', shown(contents))]);
  const { tensors, metadata } = contents;
  const wrong = [
    ...Object.entries(tensors).flatMap(([name, x]) => tensorFaults(name, x)),
    ...Object.entries<unknown>(metadata).flatMap(([name, of]) =>
      typeof of === 'string' ? [] : [inFile(`metadata '${name}'`, 'a string', shown(of))],
    ),
  ];
  if (areFaults(wrong)) return E.left(wrong);
  const all = Object.entries(tensors).toSorted(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  let end = 0;
  const entries = all.map(([name, x]): Entry => {
    const begin = end;
    end += x.data.byteLength;
    return { name, code: codeOf(x.dtype), shape: x.shape, begin, end };
  });
  const header = headerOf(entries, metadata);
  if (header.length > longest) return E.left([inFile('header', `at most ${longest} bytes`, `${header.length}`)]);
  try {
    const bytes = new Uint8Array(prefix + header.length + end);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
    bytes.set(header, prefix);
    for (const { name, begin } of entries) bytes.set(bytesOf(tensors[name]!.data), prefix + header.length + begin);
    return E.right(bytes);
  } catch (error) {
    return E.left([inFile('data', 'of a size that can be held', thrown(error))]);
  }
};

/**
 * Reads a safetensors file, or gives all its faults. It never throws. F32, I32 and BOOL are as they were;
 * F16 and BF16 become f32, F64 f32 by rounding, whole numbers (I64, U64, U32, I16, U16, I8, U8) i32. A tensor of another type, or with
 * a number that does not fit, is in `skipped`, with the reason; the others are read.
 */
export const fromSafetensors = (file: Uint8Array): E.Either<Faults, ReadSafetensors> => {
  const whole = fileBytes(file);
  if (E.isLeft(whole)) return whole;
  const bytes = whole.right;
  const header = readHeader(bytes);
  if (E.isLeft(header)) return header;
  const entries = layout(header.right, bytes.length);
  if (E.isLeft(entries)) return entries;
  const { metadata, start } = header.right;
  return E.map((read: ReadTensors) => ({ ...read, metadata }))(readTensors(bytes, start, entries.right));
};

type ReadTensors = Omit<ReadSafetensors, 'metadata'>;

/** The tensors of a file whose numbers begin at a byte. One of our own types that cannot be read is a fault, others are skipped. */
export const readTensors = (
  bytes: Uint8Array,
  start: number,
  entries: readonly Entry[],
): E.Either<Faults, ReadTensors> => {
  const read = entries.map((entry) => {
    const tensor = tensorIn(entry, bytes.subarray(start + entry.begin, start + entry.end));
    return { ...entry, tensor, isOurs: ours(entry.code) !== undefined };
  });
  const faults = (own: boolean): readonly Fault[] =>
    read.flatMap(({ tensor, isOurs }) => (E.isLeft(tensor) && isOurs === own ? [tensor.left] : []));
  const tensors = read.flatMap(({ name, tensor }) => (E.isRight(tensor) ? [[name, tensor.right] as const] : []));
  return unlessFaulty(faults(true), () => ({ tensors: Object.fromEntries(tensors), skipped: faults(false) }));
};

const headerOf = (entries: readonly Entry[], metadata: Safetensors['metadata']): Uint8Array => {
  const described = Object.fromEntries(
    entries.map(({ name, code, shape, begin, end }) => [name, { dtype: code, shape, data_offsets: [begin, end] }]),
  );
  const text = JSON.stringify({ ...(Object.keys(metadata).length > 0 && { __metadata__: metadata }), ...described });
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(0x20);
  padded.set(bytes);
  return padded;
};

const tensorFaults = (name: string, x: Tensor): readonly Fault[] => {
  if (name === '__proto__' || name === '__metadata__')
    return [at('file')(fault('Name', 'name of a tensor', 'neither __proto__ nor __metadata__', name))];
  if (!isTensor(x)) return [inFile(`tensor '${name}'`, 'a tensor whose data fill its shape', 'something else')];
  const wrong = boolFault(name, x);
  return wrong === undefined ? [] : [wrong];
};
