import * as E from 'fp-ts/lib/Either.js';
import { at, fault, thrown, unlessFaulty, type Fault, type Faults } from '../errors.js';
import { showShape, size } from '../shape.js';
import { allocate, isTensor, type Tensor } from '../tensor.js';
import { inFile, longest, prefix, readHeader } from './header.js';
import { formats, layout, type Entry } from './layout.js';

/** What a safetensors file holds: tensors by name, and texts by name. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Tensors as a safetensors file, which Python's `safetensors` reads: 8 bytes of length, a JSON header, then the numbers,
 * little-endian, row by row. f32 and i32 come before bool, and the header is padded, so that every tensor is aligned. A
 * tensor whose data do not fill its shape, or a bool that is not 0 or 1, is a fault.
 * https://github.com/huggingface/safetensors, section Format.
 */
export const toSafetensors = ({ tensors, metadata }: Safetensors): E.Either<Faults, Uint8Array> => {
  const all = Object.entries(tensors).toSorted(([, a], [, b]) => widthOf(b) - widthOf(a));
  const wrong = all.flatMap(([name, x]) => tensorFaults(name, x));
  if (wrong.length > 0) return unlessFaulty(wrong, () => new Uint8Array());
  let end = 0;
  const entries = all.map(([name, x]): Entry => {
    const begin = end;
    end += x.data.byteLength;
    return { name, dtype: x.dtype, shape: x.shape, begin, end };
  });
  const header = headerOf(entries, metadata);
  if (header.length > longest) return E.left([inFile('header', `at most ${longest} bytes`, `${header.length}`)]);
  try {
    const bytes = new Uint8Array(prefix + header.length + end);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
    bytes.set(header, prefix);
    for (const { name, begin } of entries) write(tensors[name]!, bytes, prefix + header.length + begin);
    return E.right(bytes);
  } catch (error) {
    return E.left([inFile('data', 'of a size that can be held', thrown(error))]);
  }
};

/** Reads a safetensors file of F32, I32 and BOOL tensors, or says all that is wrong with it and where. It never throws. */
export const fromSafetensors = (bytes: Uint8Array): E.Either<Faults, Safetensors> => {
  const header = readHeader(bytes);
  if (E.isLeft(header)) return header;
  const entries = layout(header.right, bytes.length);
  if (E.isLeft(entries)) return entries;
  const { metadata, start } = header.right;
  return E.map((tensors: Safetensors['tensors']) => ({ tensors, metadata }))(readTensors(bytes, start, entries.right));
};

/** The tensors of a file whose numbers begin at a byte. */
export const readTensors = (
  bytes: Uint8Array,
  start: number,
  entries: readonly Entry[],
): E.Either<Faults, Safetensors['tensors']> => {
  const read = entries.map((entry) => [entry.name, tensorAt(entry, bytes, start)] as const);
  const wrong = read.flatMap(([name, x]) => boolFaults(name, x));
  return unlessFaulty(wrong, () => Object.fromEntries(read));
};

const widthOf = (x: Tensor): number => formats[x.dtype]?.width ?? 0;

const headerOf = (entries: readonly Entry[], metadata: Safetensors['metadata']): Uint8Array => {
  const described = Object.fromEntries(
    entries.map(({ name, dtype, shape, begin, end }) => [
      name,
      { dtype: formats[dtype].code, shape, data_offsets: [begin, end] },
    ]),
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
  return isTensor(x)
    ? boolFaults(name, x)
    : [inFile(`tensor '${name}'`, 'a tensor whose data fill its shape', 'something else')];
};

const boolFaults = (name: string, { dtype, data, shape }: Tensor): readonly Fault[] => {
  const place = dtype === 'bool' ? (data as Uint8Array).findIndex((value) => value > 1) : -1;
  return place < 0
    ? []
    : [inFile(`tensor '${name}'`, `bool ${showShape(shape)}, all of it 0 or 1`, `${data[place]} at place ${place}`)];
};

/** Bits are copied as they are, little-endian in the file whatever the machine. */
const write = ({ data }: Tensor, bytes: Uint8Array, start: number): void => {
  if (data instanceof Uint8Array) {
    bytes.set(data, start);
    return;
  }
  const [view, words] = [new DataView(bytes.buffer), new Int32Array(data.buffer, data.byteOffset, data.length)];
  for (let place = 0; place < words.length; place++) view.setInt32(start + place * 4, words[place]!, true);
};

const tensorAt = ({ dtype, shape, begin, end }: Entry, bytes: Uint8Array, start: number): Tensor => {
  if (dtype === 'bool') return { shape, dtype, data: bytes.slice(start + begin, start + end) };
  const data = allocate(dtype, size(shape));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const words = new Int32Array(data.buffer);
  for (let place = 0; place < words.length; place++) words[place] = view.getInt32(start + begin + place * 4, true);
  return { shape, dtype, data };
};
