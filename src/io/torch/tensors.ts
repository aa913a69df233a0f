import * as E from 'fp-ts/lib/Either.js';
import { isExtents, type Shape } from '../../core/shape.js';
import { inFile, refusal } from '../file/header.js';
import { elementWidth } from '../file/elements.js';
import { readStrided } from '../file/strided.js';
import { dictOf, isKind, type Pickled, type Storage, type StoredTensor, type Words } from './pickled.js';

/** PyTorch's names of its types, and the codes that safetensors has for them. */
const codes: Readonly<Record<string, string>> = {
  FloatStorage: 'F32',
  DoubleStorage: 'F64',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
  ComplexFloatStorage: 'complex64',
  ComplexDoubleStorage: 'complex128',
};

/** Bytes of an element, of types too that are only skipped. */
const widthOf = (code: string): number => elementWidth(code) ?? (code === 'complex64' ? 8 : 16);

const codeOf = (name: string): string | undefined => {
  const [, type] = /^torch\.(\w+)$/.exec(name) ?? [];
  return type !== undefined && Object.hasOwn(codes, type) ? codes[type] : undefined;
};

/** The calls by which a pickle of PyTorch builds its dicts and tensors. */
const calls: Readonly<Record<string, (...given: readonly Pickled[]) => Pickled | undefined>> = {
  'collections.OrderedDict': (...given) => (given.length === 0 ? dictOf() : undefined),
  'torch.Size': (extents) => extents,
  'torch._utils._rebuild_tensor_v2': (storage, offset, shape, steps, _, __, marks) => {
    const [extents, distances] = [numbersIn(shape), numbersIn(steps)];
    const isSound = isKind('storage', storage) && isCount(offset) && extents && distances?.length === extents.length;
    if (!isSound) return undefined;
    const marked = isKind('dict', marks) ? [...marks.entries.keys()] : [];
    return marked.length > 0 ? markedTensor(marked) : storedTensor(storage, offset, extents, distances);
  },
  'torch._utils._rebuild_parameter': (data) => data,
};

/** The words of a pickle of PyTorch, whose storages are found by their keys. */
export const tensorWords = (storage: (key: string) => Uint8Array | undefined): Words => ({
  knows: (name) => Object.hasOwn(calls, name) || codeOf(name) !== undefined,
  call: (name, given) => (Object.hasOwn(calls, name) ? calls[name]!(...given) : undefined),
  persistent: (id) => {
    const [tag, type, key, , count] = isKind('list', id) ? id.items : [];
    const code = isKind('global', type) ? codeOf(type.name) : undefined;
    if (tag !== 'storage' || code === undefined || typeof key !== 'string' || !isCount(count)) return undefined;
    return storageOf(code, key, count, storage(key));
  },
});

const storageOf = (code: string, key: string, count: number, bytes: Uint8Array | undefined): Storage => {
  const width = widthOf(code);
  if (bytes?.length !== count * width)
    throw refusal(`storage '${key}'`, `${count * width} bytes, for ${count} of ${code}`, bytesIn(bytes));
  return { kind: 'storage', code, bytes };
};

const bytesIn = (bytes: Uint8Array | undefined): string => (bytes === undefined ? 'none' : `${bytes.length}`);

const storedTensor = ({ code, bytes }: Storage, offset: number, shape: Shape, steps: Shape): StoredTensor => ({
  kind: 'tensor',
  named: (name) => readStrided({ name, code, shape, steps, offset }, bytes),
});

/** Newer versions mark views whose numbers are to be negated or conjugated when they are read. */
const markedTensor = (marks: readonly string[]): StoredTensor => ({
  kind: 'tensor',
  named: (name) =>
    E.left(
      inFile(`tensor '${name}'`, 'as it is stored (save tensor.resolve_neg())', `a view by ${marks.join(' and ')}`),
    ),
});

const isCount = (value: Pickled | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const numbersIn = (value: Pickled | undefined): Shape | undefined => {
  const items = isKind('list', value) ? value.items : undefined;
  return isExtents(items) ? items : undefined;
};
