import * as E from 'fp-ts/lib/Either.js';
import type { Shape } from '../../core/shape.js';
import { isGroup, type Dataset, type Group, type NumberArray } from '../hdf5/array.js';
import type { NirMetadata, Row, TextList } from './nodes.js';

/** The text of a dataset that is one text. */
export const textIn = (item: Group | Dataset | undefined): string | undefined =>
  item !== undefined && !isGroup(item) && item.dtype === 'text' && item.data.length === 1 ? item.data[0] : undefined;

/** A parameter as its row wants it; or what it is instead. */
export const valueOf = ({ is }: Row<unknown>, set: Dataset): E.Either<string, unknown> => {
  if (set.dtype === 'text') {
    const text = textIn(set);
    return is === 'padding' && (text === 'same' || text === 'valid')
      ? E.right(text)
      : E.left(`strings, '${set.data[0] ?? ''}'`);
  }
  if (is === 'numbers') return E.right(set);
  const values = Array.from(set.data as Iterable<number | bigint>, Number);
  if (!values.every(Number.isSafeInteger)) return E.left('other numbers');
  if (is === 'shape') return E.right(values);
  if (set.shape.length === 0 || (is === 'whole' && values.length === 1)) return E.right(values[0]);
  return is === 'whole' ? E.left(`${values.length} numbers`) : E.right(values);
};

/** A parameter as a dataset: whole numbers are of 64 bits, as NIR writes them. */
export const datasetOf = (value: unknown): Dataset => {
  if (typeof value === 'string') return { shape: [], dtype: 'text', data: [value] };
  if (typeof value === 'number') return wholes([value], []);
  return Array.isArray(value) ? wholes(value as Shape, [value.length]) : (value as NumberArray);
};

const wholes = (values: Shape, shape: Shape): Dataset => ({
  shape,
  dtype: 'i64',
  data: BigInt64Array.from(values, BigInt),
});

/** Notes as they lie in a file. A single float is a number, a single bool a boolean; other numbers keep their type. */
export const metadataOf = (group: Group): NirMetadata =>
  Object.fromEntries([...group.members].map(([name, item]) => [name, noteOf(item)]));

const noteOf = (item: Group | Dataset): NirMetadata[string] => {
  if (isGroup(item)) return metadataOf(item);
  if (item.shape.length > 0) return item;
  if (item.dtype === 'text') return item.data[0]!;
  if (item.dtype === 'f64') return item.data[0] as number;
  return item.dtype === 'bool' ? item.data[0] === 1 : item;
};

/** Notes as a group of a file. */
export const groupOf = (metadata: NirMetadata): Group => ({
  members: new Map(Object.entries(metadata).map(([name, note]) => [name, itemOf(note)])),
});

const itemOf = (note: NirMetadata[string]): Group | Dataset => {
  if (typeof note === 'string') return { shape: [], dtype: 'text', data: [note] };
  if (typeof note === 'number') return { shape: [], dtype: 'f64', data: Float64Array.of(note) };
  if (typeof note === 'boolean') return { shape: [], dtype: 'bool', data: Uint8Array.of(note ? 1 : 0) };
  return isDataset(note) ? note : groupOf(note);
};

/** Whether notes are numbers or texts in a shape, and no notes within notes. */
export const isDataset = (note: object): note is NumberArray | TextList =>
  'dtype' in note && typeof note.dtype === 'string' && 'data' in note;
