import { chunkBytes, type Elements } from '../../../src/io/hdf5/chunk-bytes.js';
import type { Filter } from '../../../src/io/hdf5/filters.js';
import type { Index, Layout } from '../../../src/io/hdf5/layout.js';
import { fileOf, letters, nowhere, u16, u32, wide, type Bytes } from './bytes.js';

/** A chunk in a tree of version 1: its place, where its bytes lie, how many of them, and the filters that were left out. */
export interface Stored {
  readonly offset: readonly number[];
  readonly at: number;
  readonly stored: number;
  readonly skipped?: number;
}

export const tree = (chunks: readonly Stored[]): Bytes => [
  ...letters('TREE'),
  1,
  0,
  ...u16(chunks.length),
  ...nowhere,
  ...nowhere,
  ...chunks.flatMap(({ offset, at, stored, skipped = 0 }) => [
    ...u32(stored),
    ...u32(skipped),
    ...offset.flatMap(wide),
    ...wide(0),
    ...wide(at),
  ]),
];

type Given = Partial<Elements> & {
  readonly chunk: readonly number[];
  readonly plainEdges?: boolean;
  readonly index?: Index;
};

/** The elements of data of bytes whose chunks an index at byte 0 finds, by default a tree; or what is said of them. */
export const elements = (
  bytes: Bytes,
  { chunk, index = { is: 'tree', address: 0 }, plainEdges = false, ...of }: Given,
) => {
  const { shape = [4] } = of;
  const layout: Extract<Layout, { readonly is: 'chunks' }> = { is: 'chunks', chunk, index, plainEdges };
  const whole: Elements = {
    file: fileOf(bytes),
    shape,
    most: shape,
    width: 1,
    filters: [],
    room: (size) => new Uint8Array(size),
    ...of,
  };
  return chunkBytes(whole, layout).then(
    (plain) => [...plain],
    (error: Error) => error.message.replace('HDF5: ', ''),
  );
};

export const filter = (id: number, ...values: readonly number[]): Filter => ({ id, name: '', values });
