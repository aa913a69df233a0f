import * as fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { zipOf, type Zip } from '../../src/io/zip.js';
import { quickLaw } from '../support/law.js';
import { archive, type Archived } from './support/archive.js';

const deflated = (data: readonly number[]): readonly number[] => [...deflateRawSync(Uint8Array.from(data))];

const some = fc.array(fc.nat(255), { maxLength: 40 });
const files: fc.Arbitrary<readonly Archived[]> = fc.uniqueArray(
  fc.record({
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    data: some,
    method: fc.constantFrom(0, 8),
    // Fields of other kinds: a number, a length, and so many bytes.
    extra: fc.constantFrom([], [5, 0, 3, 0, 1, 0, 8], [1, 1, 0, 0, 7, 0, 2, 0, 1, 0]),
    localExtra: some,
    note: fc.string({ maxLength: 9 }),
    wide: fc.subarray(['size', 'packed', 'header'] as const),
  }),
  { selector: ({ name }) => name, maxLength: 5 },
);

const all = async (zip: Zip) =>
  Promise.all(zip.names.map(async (name) => [name, [...((await zip.unpacked(name)) ?? [])]] as const));

describe('an archive', () => {
  quickLaw(
    'has its files, stored or deflated, whatever stands beside them, and however wide its numbers are',
    [files, fc.array(fc.nat(255), { maxLength: 30 }), fc.boolean()],
    async (given, note, wide) => {
      const packed = given.map((file) => (file.method === 8 ? { ...file, packed: deflated(file.data) } : file));
      const zip = zipOf(archive(packed, note, wide));
      expect(await all(zip)).toEqual(given.map(({ name, data }) => [name, data]));
      for (const { name, data, method } of given)
        if (method === 0) expect([...zip.file(name)!]).toEqual(data);
        else expect(() => zip.file(name)).toThrow("' must be stored as it is, got compressed (method 8)");
      expect([zip.file('of no file in it'), await zip.unpacked('of no file in it')]).toEqual([undefined, undefined]);
    },
  );

  test('may end with a note of 65,535 bytes, but not with more', () => {
    const note = (length: number) => [...archive([{ name: 'a', data: [1] }]), ...new Uint8Array(length)];
    expect(zipOf(Uint8Array.from(note(65_535))).names).toEqual(['a']);
    expect(() => zipOf(Uint8Array.from(note(65_536)))).toThrow('end must be that of a zip archive');
    // One byte before it: then the end is not the first that is looked at.
    expect(zipOf(Uint8Array.from(note(1))).names).toEqual(['a']);
  });

  test('may lie anywhere in a buffer', () => {
    const bytes = archive([{ name: 'a', data: [1, 2] }]);
    const wider = Uint8Array.from([9, 9, 9, ...bytes, 9]);
    expect([...zipOf(wider.subarray(3, 3 + bytes.length)).file('a')!]).toEqual([1, 2]);
  });
});

const a: Archived = { name: 'a', data: [1, 2, 3] };
const of = (file: Partial<Archived>): Uint8Array => archive([{ ...a, ...file }]);
/** Bytes with some of them others. */
const changed = (bytes: Uint8Array, at: number, ...others: readonly number[]): Uint8Array => {
  const copy = bytes.slice();
  copy.set(others, at < 0 ? bytes.length + at : at);
  return copy;
};
const plain = archive([a]);
const wide = archive([a], [], true);
// Where the directory of `plain` begins, and where its end does: behind 30, 1 and 3 bytes, and behind 46 and 1 more.
const [entry, end] = [34, 81];

const tried = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return (error as Error).message;
  }
};

describe('an archive is refused', () => {
  test.each<readonly [string, Uint8Array, string]>([
    [
      'without an end',
      plain.slice(0, -1),
      'end must be that of a zip archive, got something else: the file is cut short, or of another kind',
    ],
    [
      'of no bytes',
      new Uint8Array(),
      'end must be that of a zip archive, got something else: the file is cut short, or of another kind',
    ],
    [
      'whose directory is another',
      changed(plain, entry, 0),
      'entry 0 of the directory (byte 34) must be as in a zip archive, got other bytes: the file is damaged',
    ],
    [
      'whose directory begins behind its end',
      changed(plain, end + 16, 70),
      'entry 0 of the directory must be within the 103 bytes of the file, got up to byte 116: the file is damaged or cut short',
    ],
    [
      'of fewer files than it says',
      changed(plain, end + 10, 2),
      'entry 1 of the directory must be within the 103 bytes of the file, got up to byte 127: the file is damaged or cut short',
    ],
    [
      'with a name that goes beyond it',
      changed(plain, entry + 28, 24),
      'entry 0 of the directory must be within the 103 bytes of the file, got up to byte 104: the file is damaged or cut short',
    ],
    [
      'with a note that goes beyond it',
      changed(plain, entry + 32, 23),
      'entry 0 of the directory must be within the 103 bytes of the file, got up to byte 104: the file is damaged or cut short',
    ],
    [
      'with a field that goes beyond it',
      changed(plain, entry + 30, 23),
      'entry 0 of the directory must be within the 103 bytes of the file, got up to byte 104: the file is damaged or cut short',
    ],
    ['with two files of one name', archive([a, a]), "directory must be of files with different names, got 'a' twice"],
    ['with a file of two sizes', of({ size: 4 }), "size of 'a' must be 3 bytes, as they are stored, got 4"],
    [
      'whose files are larger than it',
      changed(changed(plain, entry + 20, 104), entry + 24, 104),
      'directory must be of files that do not overlap, got more bytes than there are',
    ],
    [
      'without a locator of its wide end',
      changed(wide, -42, 0),
      'end of a large archive (byte 137) must be as in a zip archive, got other bytes: the file is damaged',
    ],
    [
      'that says it is large, but is not',
      changed(plain, end + 16, 255, 255, 255, 255),
      'end of a large archive (byte 61) must be as in a zip archive, got other bytes: the file is damaged',
    ],
    [
      'of only an end that says it is large',
      changed(archive([]), 10, 255, 255),
      'end of a large archive must be within the 22 bytes of the file, got up to byte 0: the file is damaged or cut short',
    ],
    [
      'without a wide end',
      changed(wide, -42 + 8, 80),
      'directory of a large archive (byte 80) must be as in a zip archive, got other bytes: the file is damaged',
    ],
    [
      'whose wide end lies beyond it',
      changed(wide, -42 + 8, 124),
      'directory of a large archive must be within the 179 bytes of the file, got up to byte 180: the file is damaged or cut short',
    ],
  ])('%s', (_, bytes, sentence) => {
    expect(tried(() => zipOf(bytes))).toBe(`file: ${sentence}`);
  });

  const largest = 1032;

  test.each<readonly [string, Uint8Array, string]>([
    ['encrypted', of({ flags: 1 }), "'a' must be unencrypted, got encrypted"],
    [
      'of another name where it lies',
      of({ localName: 'b' }),
      "'a' must be of the same name where it lies, got 'b': the file is damaged",
    ],
    [
      'that is not where it should be',
      changed(plain, 0, 0),
      "'a' (byte 0) must be as in a zip archive, got other bytes: the file is damaged",
    ],
    [
      'that lies beyond the archive',
      changed(plain, entry + 42, 74),
      "'a' must be within the 103 bytes of the file, got up to byte 104: the file is damaged or cut short",
    ],
    [
      'that goes beyond the archive',
      changed(changed(plain, entry + 20, 73), entry + 24, 73),
      "'a' must be within the 103 bytes of the file, got up to byte 104: the file is damaged or cut short",
    ],
    [
      'with another sum',
      of({ crc: 7 }),
      "'a' must be of the CRC-32 in the directory, got another: the file is damaged",
    ],
    ['packed otherwise', of({ method: 9 }), "'a' must be stored as it is, or deflated, got compressed (method 9)"],
    [
      'of more than its bytes can hold',
      of({ method: 8, size: largest * 4 + 1 }),
      `size of 'a' must be at most what 3 compressed bytes can hold, got ${largest * 4 + 1}`,
    ],
    [
      'of as much as its bytes could hold, but do not',
      of({ method: 8, size: largest * 4 }),
      `'a' must be ${largest * 4} bytes, deflated, got others: the file is damaged`,
    ],
    [
      'of fewer bytes than it says',
      of({ method: 8, packed: deflated([1, 2]), size: 3 }),
      "'a' must be 3 bytes, deflated, got others: the file is damaged",
    ],
    [
      'of more bytes than it says',
      of({ method: 8, packed: deflated([1, 2, 3, 4]), size: 3 }),
      "'a' must be 3 bytes, deflated, got others: the file is damaged",
    ],
  ])('where a file is asked for that is %s', async (_, bytes, sentence) => {
    const error = await zipOf(bytes)
      .unpacked('a')
      .then(String, (thrown: Error) => thrown.message);
    expect(error).toBe(`file: ${sentence}`);
  });

  test('no more than with flags that say nothing of it, and with files as large as it', async () => {
    expect([...(await zipOf(of({ flags: 0xfffe })).unpacked('a'))!]).toEqual([1, 2, 3]);
    expect(zipOf(changed(changed(plain, entry + 20, 103), entry + 24, 103)).names).toEqual(['a']);
  });
});
