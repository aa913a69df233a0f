import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { getOrElseW, left } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { idxFolder } from '../../examples/digits/idx.js';
import { scratch } from './support/folder.js';
import { luck } from '../support/law.js';

type Bytes = Uint8Array | undefined;
type Files = Readonly<Record<string, Bytes>>;

const idx = (sizes: readonly number[], values: readonly number[], magic = 0x800 + sizes.length): Uint8Array => {
  const head = [magic, ...sizes].flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255));
  return Uint8Array.from([...head, ...values]);
};
const values = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i % 256);

const [images, labels] = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'];
const whole: Files = {
  [images]: idx([3, 28, 28], values(3 * 784)),
  [labels]: idx([3], [5, 0, 9]),
  't10k-images-idx3-ubyte': idx([1, 28, 28], values(784)),
  't10k-labels-idx1-ubyte': idx([1], [7]),
};

const root = scratch();
const folderOf = (name: string, files: Files): string => {
  const folder = join(root, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, bytes] of Object.entries(files)) if (bytes !== undefined) writeFileSync(join(folder, file), bytes);
  return folder;
};
const packed = Object.fromEntries(Object.entries(whole).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes!)]));

describe('idxFolder', () => {
  it.each([
    ['plain', whole],
    ['packed', packed],
  ])('reads %s files', (name, files) => {
    const { train, test, ...rest } = getOrElseW((text: string) => expect.fail(text))(idxFolder(folderOf(name, files)));
    expect(rest).toEqual({ name, classes: 10 });
    expect([train, test].map((part) => part.map(({ label }) => label))).toEqual([[5, 0, 9], [7]]);
    expect(train[1]?.image).toEqual(Float32Array.from({ length: 784 }, (_, i) => ((784 + i) % 256) / 255));
  });

  const cases: readonly (readonly [string, Files, string, string])[] = [
    ['empty file', { [images]: new Uint8Array() }, images, ': want a header of 16 bytes, got 0'],
    ['short header', { [labels]: idx([3], []).slice(0, 7) }, labels, ': want a header of 8 bytes, got 7'],
    ['labels for images', { [images]: idx([3], values(99)) }, images, ': magic number must be 2051, got 2049'],
    ['images for labels', { [labels]: whole[images] }, labels, ': magic number must be 2049, got 2051'],
    ['floats', { [labels]: idx([3], [5, 0, 9], 0xd01) }, labels, ': magic number must be 2049, got 3329'],
    ['truncated', { [images]: whole[images]!.slice(0, -1) }, images, ': want 3 x 28 x 28 = 2352 values, got 2351'],
    ['over-long', { [labels]: idx([3], [5, 0, 9, 1]) }, labels, ': want 3 = 3 values, got 4'],
    [
      'huge',
      { [images]: idx([0xffffffff, 28, 28], [1]) },
      images,
      ': want 4294967295 x 28 x 28 = 3367254359280 values, got 1',
    ],
    ['other size', { [images]: idx([3, 14, 56], values(3 * 784)) }, images, ': images must be 28 x 28, got 14 x 56'],
    ['no images', { [images]: idx([0, 28, 28], []) }, images, ': want at least one entry, got 0'],
    ['counts differ', { [labels]: idx([2], [5, 0]) }, labels, ': want 3 labels, one an image, got 2'],
    ['label of 10', { [labels]: idx([3], [5, 10, 9]) }, labels, ', entry 2: label must be 0 to 9, got 10'],
    [
      'not gzip',
      { [images]: undefined, [`${images}.gz`]: whole[images] },
      `${images}.gz`,
      ': must be whole gzip data, got incorrect header check',
    ],
    [
      'cut gzip',
      { [images]: undefined, [`${images}.gz`]: packed[`${images}.gz`]!.subarray(0, 40) },
      `${images}.gz`,
      ': must be whole gzip data, got unexpected end of file',
    ],
  ];
  it.each(cases)('refuses: %s', (_, files, file, message) => {
    const folder = folderOf('broken', { ...whole, ...files });
    expect(idxFolder(folder)).toEqual(left(`file '${join(folder, file)}'${message}`));
  });

  it.each(Object.keys(whole))('refuses a folder without %s', (file) => {
    const folder = folderOf('lacking', { ...whole, [file]: undefined });
    expect(idxFolder(folder)).toEqual(left(`folder '${folder}': want '${file}' or '${file}.gz', got neither`));
  });

  it('refuses what is no folder', () => {
    const folder = folderOf('plain', whole);
    expect(idxFolder(join(folder, 'nowhere'))).toEqual(
      left(`folder '${folder}/nowhere': must be a folder, got nothing`),
    );
    expect(idxFolder(join(folder, labels))).toEqual(left(`folder '${folder}/${labels}': must be a folder, got a file`));
    expect(idxFolder(join(folder, labels, 'in'))).toMatchObject({ _tag: 'Left' });
    expect(idxFolder('a\0b')).toMatchObject({ _tag: 'Left' });
  });

  it('refuses a folder where a file should be', () => {
    const folder = folderOf('nested', { ...whole, [labels]: undefined });
    mkdirSync(join(folder, labels));
    expect(idxFolder(folder)).toMatchObject({ _tag: 'Left' });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(whole)),
        fc.uint8Array({ maxLength: 40 }),
        fc.boolean(),
        (name, bytes, gz) => {
          const read = idxFolder(
            folderOf('noise', { ...whole, [name]: gz ? undefined : bytes, [`${name}.gz`]: gz ? bytes : undefined }),
          );
          expect(read).toMatchObject({ _tag: 'Left', left: expect.stringMatching(/^file '[^\n]+$/) });
        },
      ),
      { ...luck, numRuns: 50 },
    );
  });
});
