import { size, type Shape } from '../../core/shape.js';
import { numbersIn } from '../file/numbers.js';
import type { AnyDataset, ListArray, NumberArray } from './array.js';
import { cursorIn, damaged, present, textOf, type File } from './cursor.js';
import type { Datatype, NumberOf } from './datatype.js';
import { globalHeap, type HeapObject } from './global-heap.js';

type ListType = Extract<Datatype, { readonly is: 'list' }>;

/** The elements that bytes hold. */
export const valuesOf = (file: File, type: Datatype, shape: Shape, bytes: Uint8Array): AnyDataset => {
  const count = size(shape);
  checkLength(bytes, count * type.size);
  if (type.is === 'text' || type.is === 'long text')
    return { shape, dtype: 'text', data: texts(file, type, count, bytes) };
  return type.is === 'list' ? lists(file, type, shape, bytes) : numbers(type, shape, bytes);
};

const checkLength = ({ length }: Uint8Array, want: number): void => {
  if (length < want) throw damaged('data', `${want} bytes`, `${length}: the file is damaged`);
};

const numbers = ({ stored, size: width, little }: NumberOf, shape: Shape, bytes: Uint8Array): NumberArray => {
  const length = size(shape) * width;
  checkLength(bytes, length);
  const data = numbersIn(stored, bytes.subarray(0, length), little);
  if (stored === 'bool') data.forEach((byte, k) => (data[k] = byte === 0 ? 0 : 1));
  return { shape, dtype: stored === 'f16' ? 'f32' : stored, data };
};

const texts = (file: File, { is, size: width }: Datatype, count: number, bytes: Uint8Array): readonly string[] => {
  if (is === 'text') return Array.from({ length: count }, (_, k) => textOf(bytes.subarray(k * width, (k + 1) * width)));
  const heap = globalHeap(file);
  return Array.from({ length: count }, (_, k) => {
    const { length, data } = referred(file, heap, bytes, k * width, 'text');
    return textOf(data.subarray(0, length));
  });
};

const lists = (file: File, { of, size: width }: ListType, shape: Shape, bytes: Uint8Array): ListArray => {
  const heap = globalHeap(file);
  return {
    shape,
    dtype: 'lists',
    at: (place) => {
      if (!(place >= 0 && place < size(shape))) throw damaged('list', `one of ${size(shape)}`, `number ${place}`);
      const { length, data } = referred(file, heap, bytes, place * width, `list ${place}`);
      return numbers(of, [length], data);
    },
  };
};

/** What an element refers to: how much there is, and its bytes in the heap. */
const referred = (file: File, heap: HeapObject, bytes: Uint8Array, from: number, what: string) => {
  const c = cursorIn(file, bytes, from);
  const [length, address, index] = [c.u32(), c.address(), c.u32()];
  return { length, data: length === 0 ? new Uint8Array() : heap(present(address, what), index, what) };
};
