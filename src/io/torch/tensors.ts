import * as E from 'fp-ts/lib/Either.js';
import { isExtents, type Shape } from '../../core/shape.js';
import { inFile, refusal } from '../file/header.js';
import { elementWidth } from '../file/elements.js';
import { readStrided } from '../file/strided.js';
import { dictOf, isKind, type Pickled, type Storage, type StoredTensor, type Words } from './pickled.js';
import { entryOf, hasOwn } from '../../core/record.js';

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
  /** Bytes of numbers whose type is said with the tensor. */
  UntypedStorage: 'U8',
};

/** Types that have no class of storages, by PyTorch's names, and their codes. */
const typeCodes: Readonly<Record<string, string>> = {
  uint16: 'U16',
  uint32: 'U32',
  uint64: 'U64',
  float8_e4m3fn: 'F8_E4M3',
  float8_e4m3fnuz: 'F8_E4M3FNUZ',
  float8_e5m2: 'F8_E5M2',
  float8_e5m2fnuz: 'F8_E5M2FNUZ',
  float8_e8m0fnu: 'F8_E8M0',
};

/** Bytes of an element, of types too that are only skipped. */
const widthOf = (code: string): number => elementWidth(code) ?? (code === 'complex64' ? 8 : 16);

/** The code in a table of a name of PyTorch's. */
const codeIn = (table: Readonly<Record<string, string>>, value: Pickled | undefined): string | undefined => {
  const name = isKind('global', value) ? value.name : '';
  const [, type] = /^torch\.(?:storage\.)?(\w+)$/.exec(name) ?? [];
  return entryOf(table, type);
};

/** The calls by which a pickle of PyTorch builds its dicts and tensors. */
const calls: Readonly<Record<string, (...given: readonly Pickled[]) => Pickled | undefined>> = {
  'collections.OrderedDict': (...given) => (given.length === 0 ? dictOf() : undefined),
  'torch.Size': (extents) => extents,
  'torch._utils._rebuild_tensor_v2': (storage, offset, shape, steps, _, __, marks) =>
    rebuilt(storage, offset, shape, steps, marks),
  'torch._utils._rebuild_tensor_v3': (storage, offset, shape, steps, _, __, type, marks) => {
    const code = codeIn(typeCodes, type);
    if (code === undefined || !isKind('storage', storage)) return undefined;
    return rebuilt({ ...storage, code }, offset, shape, steps, marks);
  },
  'torch._utils._rebuild_parameter': (data) => data,
};

type Part = Pickled | undefined;

const rebuilt = (storage: Part, offset: Part, shape: Part, steps: Part, marks: Part): StoredTensor | undefined => {
  const [extents, distances] = [numbersIn(shape), numbersIn(steps)];
  const isSound = isKind('storage', storage) && isCount(offset) && extents && distances?.length === extents.length;
  if (!isSound) return undefined;
  const marked = isKind('dict', marks) ? [...marks.entries.keys()] : [];
  return marked.length > 0 ? markedTensor(marked) : storedTensor(storage, offset, extents, distances);
};

/** The words of a pickle of PyTorch, whose storages are found by their keys. */
export const tensorWords = (storage: (key: string) => Uint8Array | undefined): Words => ({
  knows: (name) =>
    hasOwn(calls, name) || [codes, typeCodes].some((table) => codeIn(table, { kind: 'global', name }) !== undefined),
  call: (name, given) => (hasOwn(calls, name) ? calls[name]!(...given) : undefined),
  persistent: (id) => {
    const [tag, type, key, , count] = isKind('list', id) ? id.items : [];
    const code = codeIn(codes, type);
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
