import * as E from 'fp-ts/lib/Either.js';
import { isRecord } from '../../core/faults/options.js';
import { at, fault, unlessFaulty, type Faults } from '../../core/faults/errors.js';
import { hasOwn, mapEntries } from '../../core/record.js';
import { isTensor, type Tensor } from '../../core/tensor.js';
import { readContainer, writeContainer } from '../../io/file/container.js';
import { packPlain, unpack } from '../../io/file/pack.js';
import { isPlainRecord, plainFaults } from '../../io/file/plain-faults.js';
import type { Safetensors } from '../../io/file/safetensors.js';

/** Arrays in memory that are no tensors, and come back as what they were. */
const kinds = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;
type Kind = keyof typeof kinds;
type View = InstanceType<(typeof kinds)[Kind]>;

/** A place in plain data: the keys and indices that lead to it. */
type Path = readonly (string | number)[];
/** An array that lies as words in a tensor: where, of which kind, and how long. */
type Lying = readonly [path: Path, kind: Kind, length: number];

/**
 * A value as bytes, in the format of saved networks (safetensors): plain data, tensors, arrays in memory. Numbers of arrays are written as bits, those
 * that a view shows and no others of its buffer. The same value gives the same bytes. Functions, instances of classes and what else
 * would come back as something else are faults with their paths, which begin with `root`.
 */
export const toBytes = (value: unknown, root: string): E.Either<Faults, Uint8Array> => {
  const network = networkIn(value, root);
  if (network !== undefined) return network;
  const faults = plainFaults(value, root, (part) => kindOf(part) !== undefined || isTensor(part));
  return E.flatten(unlessFaulty(faults, () => plainBytes(value, root)));
};

const plainBytes = (value: unknown, root: string): E.Either<Faults, Uint8Array> => {
  const lying: Lying[] = [];
  const moved = (part: unknown, path: Path): unknown => {
    const kind = kindOf(part);
    if (kind !== undefined) {
      lying.push([path, kind, (part as View).length]);
      return asWords(part as View);
    }
    if (isTensor(part)) return part;
    if (Array.isArray(part)) return part.map((item: unknown, index) => moved(item, [...path, index]));
    return isPlainRecord(part) ? mapEntries(part, (key, item) => moved(item, [...path, key])) : part;
  };
  const { text, tensors } = packPlain(moved(value, []), root);
  const arrays = lying.length > 0 ? { arrays: JSON.stringify(lying) } : {};
  return writeContainer({ metadata: { value: text, ...arrays }, tensors });
};

/** The value of such bytes, in memory of its own; damaged bytes are faults. */
export const fromBytes = (bytes: Uint8Array, root: string): E.Either<Faults, unknown> =>
  E.chain(({ metadata, tensors }: Safetensors) =>
    E.map(({ value }: { readonly value: unknown }) => {
      const lying = JSON.parse(metadata['arrays'] ?? '[]') as readonly Lying[];
      return lying.reduce((whole, [path, kind, length]) => restored(whole, path, kind, length), value);
    })(unpack(metadata['value'] ?? 'null', tensors, root)),
  )(readContainer(bytes));

const kindOf = (value: unknown): Kind | undefined => {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  // Buffers of Node are Uint8Arrays, of which a user sees the bytes.
  const name = Object.prototype.toString.call(value).slice(8, -1);
  return hasOwn(kinds, name) ? name : undefined;
};

/** The bits of an array as whole numbers, the last filled with zeros. */
const asWords = ({ buffer, byteOffset, byteLength }: View): Tensor => {
  const bytes = new Uint8Array(Math.ceil(byteLength / 4) * 4);
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength));
  const data = new Int32Array(bytes.buffer);
  return { shape: [data.length], dtype: 'i32', data };
};

/** The array whose bits lie at a path of a fresh value. */
const restored = (whole: unknown, path: Path, kind: Kind, length: number): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return new kinds[kind]((whole as Tensor).data.buffer as ArrayBuffer, 0, length);
  const holder = whole as Record<string | number, unknown>;
  holder[key] = restored(holder[key], rest, kind, length);
  return whole;
};

/** The fault of a network, whose models are functions: itself, or in a record. */
const networkIn = (value: unknown, root: string): E.Either<Faults, never> | undefined => {
  const seen = new Set<unknown>();
  const pathOf = (part: unknown, path: string): string | undefined => {
    if (!isRecord(part) || seen.has(part)) return undefined;
    seen.add(part);
    if (isRecord(part['layers']) && hasModels(part['layers'])) return path;
    return Object.entries(part)
      .map(([key, inner]) => (isRecord(inner) && 'layers' in inner ? pathOf(inner, `${path}.${key}`) : undefined))
      .find((found) => found !== undefined);
  };
  const found = pathOf(value, root);
  return found === undefined ? undefined : E.left([at('file')(fault('Data', found, sendable, 'a network'))]);
};

const hasModels = (layers: Readonly<Record<string, unknown>>): boolean =>
  Object.values(layers).some(
    (layer) => isRecord(layer) && isRecord(layer['model']) && typeof layer['model']['step'] === 'function',
  );

const sendable = 'its description, describe(net), or with its state save(net, state): functions cannot be sent';
