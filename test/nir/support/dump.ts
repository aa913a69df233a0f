import { isGroup, type Group } from '../../../src/io/hdf5/array.js';

type Told = readonly [shape: readonly number[], kind: string, values: readonly unknown[]];
export type Dump = Readonly<Record<string, Told>>;

const kinds: Readonly<Record<string, string>> = { text: 'text', bool: 'bool' };
const kindOf = (dtype: string): string =>
  kinds[dtype] ?? dtype.replace('f', 'float').replace('i', 'int').replace('u', 'uint');

/** What `dump.py` prints of a file, of what was read here. */
export const dumpOf = (group: Group, path = ''): Dump =>
  Object.fromEntries(
    [...group.members].flatMap(([name, item]): (readonly [string, Told])[] => {
      if (isGroup(item)) return Object.entries(dumpOf(item, `${path}${name}/`));
      const values = Array.from(item.data as Iterable<unknown>, (v) => (typeof v === 'bigint' ? Number(v) : v));
      return [[path + name, [item.shape, kindOf(item.dtype), values]]];
    }),
  );

/** Floats of 16 bits are read as those of 32, which hold them all. */
export const asRead = (dump: Dump): Dump =>
  Object.fromEntries(
    Object.entries(dump).map(([path, [shape, kind, values]]) => [
      path,
      [shape, kind === 'float16' ? 'float32' : kind, kind === 'bool' ? values.map(Number) : values],
    ]),
  );
