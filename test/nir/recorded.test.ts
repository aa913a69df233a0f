import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { AnyDataset, AnyGroup, ListArray } from '../../src/io/hdf5/array.js';
import { itemAt } from '../../src/io/hdf5/array.js';
import { readHdf5, readPaths } from '../../src/io/hdf5/read.js';
import { dumpOf, type Dump } from './support/dump.js';

/** Files of h5py 3.16 with HDF5 2.0, written by support/record.py. */
const file = (name: string): Uint8Array =>
  new Uint8Array(gunzipSync(readFileSync(join(import.meta.dirname, 'files', `${name}.h5.gz`))));

const counted = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

/** A cube of 6 x 4 x 3 of threes, but that one of them is 8. */
const cube = counted(72).map((k) => (k === (2 * 4 + 3) * 3 + 1 ? 8 : 3));

const written = new Set([0, 7, 8, 2050, 2099]);
const pages = counted(2100).map((k) => (written.has(k) ? k % 100 : 9));

const numbers = Object.fromEntries(
  [64, 32, 16, 8].flatMap((bits) =>
    (['float', 'int', 'uint'] as const)
      .filter((kind) => bits > 8 || kind !== 'float')
      .flatMap((kind) =>
        (bits > 8 ? ['', 'big_'] : ['']).map((order) => {
          const values = { float: [-3, 0, 2.5], int: [-3, 0, 2], uint: [1, 0, 100] }[kind];
          const read = kind === 'float' && bits === 16 ? 'float32' : `${kind}${bits}`;
          return [`numbers/${order}${kind[0]}${bits / 8}`, [[3], read, values]] as const;
        }),
      ),
  ),
);

const one = [[], 'int64', [1]] as const;
const filters = ['plain', 'gzip', 'lzf', 'all'];

/** What record.py puts into each file but the last ones, by path: shape, type, and values. */
const content: Dump = {
  ...numbers,
  bools: [[3], 'bool', [1, 0, 1]],
  choice: [[3], 'uint8', [0, 7, 0]],
  fixed: [[2], 'text', ['ab', 'cde']],
  texts: [[2, 2], 'text', ['a', '', 'c', 'höchst']],
  scalar: [[], 'text', ['1.0']],
  none: [[0, 3], 'float32', []],
  null: [[0], 'float32', []],
  never: [[0], 'float32', []],
  unwritten: [[3], 'int16', [-7, -7, -7]],
  compact: [[4], 'int32', [0, 1, 2, 3]],
  committed: [[2], 'int16', [5, 6]],
  ...Object.fromEntries(
    filters.flatMap((name) =>
      ['', '_first', '_second', '_both', '_some'].map((growth) => [
        `chunks/${name}${growth}`,
        [[5, 7], 'int16', counted(35)],
      ]),
    ),
  ),
  ...Object.fromEntries(filters.map((name) => [`one/${name}`, [[6], 'float32', counted(6)]])),
  cube: [[6, 4, 3], 'int32', cube],
  edge: [[300], 'uint16', counted(300)],
  flat: [[20, 20], 'uint16', counted(400)],
  pages: [[2100], 'uint8', pages],
  x: one,
  ...Object.fromEntries(counted(60).map((k) => [`many/member${String(k).padStart(2, '0')}`, one])),
  'names/ä b': one,
  [`names/${'long'.repeat(75)}`]: one,
  [`names/${'n'.repeat(255)}`]: one,
  'soft/absolute': one,
  'soft/relative': one,
  'soft/along': one,
  told: [[], 'int64', [2]],
};

const all = [
  'earliest',
  'v108',
  'v110',
  'v114',
  'v200',
  'earliest-ordered',
  'v114-ordered',
  'earliest-narrow',
  'v114-narrow',
];

describe.each(all)('a file that h5py wrote, %s,', (name) => {
  const bytes = file(name);

  test('has the numbers and texts that it was given, whatever their type, layout, index, filters and links', async () => {
    const group = await readPaths(bytes, Object.keys(content));
    expect(dumpOf(group as never)).toEqual(content);
  });

  test('has lists of any length, which are read only where they are wanted', async () => {
    const lists = itemAt(await readPaths(bytes, ['lists']), 'lists') as ListArray;
    expect(lists.shape).toEqual([3]);
    expect([0, 1, 2].map((place) => lists.at(place).data)).toEqual(
      [[1, 2, 3], [], [65535]].map((list) => Uint16Array.from(list)),
    );
    expect(() => lists.at(3)).toThrow('HDF5: list must be one of 3, got number 3');
    expect(() => lists.at(-1)).toThrow('HDF5: list must be one of 3, got number -1');
    await expect(readHdf5(bytes)).rejects.toThrow(
      /^HDF5: type of the elements of '\/lists' \(at byte \d+\) must be whole numbers, floats, booleans or strings, got lists of any length/,
    );
  });

  test('has the texts of attributes, few in the header or many in a heap', async () => {
    const group = await readPaths(bytes, ['x', 'told']);
    const text = (path: string, attribute: string) => (itemAt(group, path) as AnyDataset).textAttribute!(attribute);
    expect(text('x', 'unit')).toBe('ms');
    expect(text('x', 'units')).toBeUndefined();
    expect(() => text('x', 'count')).toThrow("HDF5: attribute 'count' must be a string, got a number (5)");
    expect(counted(12).map((k) => text('told', `name${k}`))).toEqual(counted(12).map((k) => `text ${k}`));
    expect(text('told', 'name12')).toBeUndefined();
  });
});

test('a group of 1400 links and 140,500 chunks, few of them written, are read through all levels of their indexes', async () => {
  const group = await readHdf5(file('large'));
  const links = itemAt(group, 'links') as AnyGroup;
  expect([...links.members.keys()].map(Number).toSorted((a, b) => a - b)).toEqual(counted(1400));
  const { data } = itemAt(group, 'many') as { readonly data: Uint8Array };
  const found = [...data.entries()].filter(([, value]) => value !== 1);
  expect(found).toEqual([0, 3, 4, 20, 5000, 131100, 140000, 140499].map((k) => [k, k % 200]));
});

describe.each(['earliest', 'v114'])('a soft link in a file that h5py wrote, %s,', (version) => {
  const bytes = file(`${version}-astray`);
  const name = (path: string) =>
    readPaths(bytes, [path]).then(
      (group) => dumpOf(group as never),
      (error: Error) => error.message,
    );

  test.each([
    ['nowhere', 'a soft link to what is not there'],
    ['through', 'a soft link to what is not there'],
    ['circle', 'more than 16 soft links, one behind the other'],
    ['other', 'a link into another file, which is not followed'],
    ['chain16', 'more than 16 soft links, one behind the other'],
  ])('that leads astray is a fault: %s', async (path, got) => {
    expect(await name(path)).toMatch(
      new RegExp(`^HDF5: '${path}' of the root group \\(at byte \\d+\\) must be a group or a dataset, got ${got}$`),
    );
  });

  test('leads through 15 others to what they mean', async () => {
    expect(await name('chain15')).toEqual({ chain15: one });
  });
});
