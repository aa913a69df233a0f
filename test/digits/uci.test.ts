import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { getOrElseW, left } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { take, type Dataset } from '../../examples/digits/dataset.js';
import { digits, enlarge } from '../../examples/digits/uci.js';
import { scratch } from './support/folder.js';
import { luck } from '../support/law.js';

const got = getOrElseW((text: string): Dataset => expect.fail(text));
const set = got(digits());
const all = [...set.train, ...set.test];
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

describe('digits', () => {
  it('are 1297 and 500 samples in the order of the file', () => {
    expect([set.train.length, set.test.length, set.classes]).toEqual([1297, 500, 10]);
    expect(all.slice(0, 12).map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(all.at(-1)?.label).toBe(8);
  });

  it('hold as many of each class as UCI says, and all the ink of the file', () => {
    const counts = Array.from({ length: 10 }, (_, label) => all.filter((sample) => sample.label === label).length);
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    expect(sum(all.map(({ image }) => sum(image)))).toBe((561718 / 16) * 9);
  });

  it('have pixels in [0, 1]', () => {
    expect(all.every(({ image }) => image.length === 784 && image.every((value) => value >= 0 && value <= 1))).toBe(
      true,
    );
  });
});

describe('enlarge', () => {
  it('puts value (y, x) at pixels 2 + 3 y, 2 + 3 x and around, and nothing on the border', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 16 }), { minLength: 64, maxLength: 64 }),
        fc.nat(27),
        fc.nat(27),
        (values, y, x) => {
          const inside = [y, x].every((at) => at >= 2 && at < 26);
          const want = inside ? values[Math.floor((y - 2) / 3) * 8 + Math.floor((x - 2) / 3)]! / 16 : 0;
          expect(enlarge(values)[y * 28 + x]).toBe(want);
        },
      ),
      luck,
    );
  });
});

describe('a broken csv', () => {
  const folder = scratch();
  const text = gunzipSync(
    readFileSync(new URL('../../examples/digits/data/digits.csv.gz', import.meta.url)),
  ).toString();
  const withRow = (row: number, line: (old: string) => string): string =>
    text
      .split('\n')
      .map((old, i) => (i === row - 1 ? line(old) : old))
      .join('\n');
  const cases: readonly (readonly [string, string, string])[] = [
    ['short-row', withRow(3, (old) => old.slice(2)), ', row 3: want 64 values and a label, got 64 fields'],
    ['long-row', withRow(3, (old) => `0,${old}`), ', row 3: want 64 values and a label, got 66 fields'],
    ['blank-row', withRow(7, () => ''), ', row 7: want 64 values and a label, got 1 fields'],
    ['word', withRow(2, (old) => old.replace(/^0/, 'ink')), ", row 2: value 1 must be 0 to 16, got 'ink'"],
    ['empty', withRow(2, (old) => old.replace(/^0/, '')), ", row 2: value 1 must be 0 to 16, got ''"],
    ['high', withRow(2, (old) => old.replace(/^0/, '17')), ", row 2: value 1 must be 0 to 16, got '17'"],
    ['label', withRow(1797, (old) => old.replace(/8$/, '10')), ", row 1797: label must be 0 to 9, got '10'"],
    ['few', text.split('\n').slice(0, 1000).join('\n'), ': want 1797 rows, got 1000'],
    ['many', text + text, ': want 1797 rows, got 3594'],
  ];

  it.each(cases)('%s', (name, content, message) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    expect(digits(file)).toEqual(left(`file '${file}'${message}`));
  });

  it('may have the line ends of Windows', () => {
    const file = join(folder, 'windows.csv.gz');
    writeFileSync(file, gzipSync(text.replaceAll('\n', '\r\n')));
    expect(
      got(digits(file)).test.every(({ image }, i) =>
        Buffer.from(image.buffer).equals(Buffer.from(set.test[i]!.image.buffer)),
      ),
    ).toBe(true);
  });

  it('may be missing', () => {
    const file = join(folder, 'nowhere.csv');
    expect(digits(file)).toEqual(
      left(`file '${file}': must be readable, got ENOENT: no such file or directory, open '${file}'`),
    );
  });
});

describe('take', () => {
  it('keeps the first of each part, or all', () => {
    const taken = got(take(set, { train: 3, test: undefined }));
    expect([taken.train.length, taken.test.length]).toEqual([3, 500]);
    expect(taken.train.every((sample, i) => sample === set.train[i])).toBe(true);
  });

  it.each([
    [{ train: 1298, test: 1 }, "data set 'digits': want 1298 train samples, got 1297"],
    [{ train: 1297, test: 501 }, "data set 'digits': want 501 test samples, got 500"],
  ])('refuses %j', (sizes, message) => {
    expect(take(set, sizes)).toEqual(left(message));
  });
});
