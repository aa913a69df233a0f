import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookup3 } from '../../src/io/hdf5/checksum.js';
import type { Dataset } from '../../src/io/hdf5/array.js';
import { readHdf5 } from '../../src/io/hdf5/read.js';
import { writeHdf5 } from '../../src/io/hdf5/write.js';
import { hasH5py, runPython } from '../support/python.js';
import { asRead, dumpOf, type Dump } from './support/dump.js';

describe.runIf(hasH5py)('elements that h5py never wrote', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let names: readonly string[] = [];
  beforeAll(() => void (names = runPython('nir/support/unwritten.py', folder) as readonly string[]));
  const read = (name: string) => readHdf5(new Uint8Array(readFileSync(join(folder, name))));

  test('have the fill value, in every type, layout, index of chunks and version', async () => {
    const dumps = runPython('nir/support/dump.py', ...names.map((name) => join(folder, name))) as readonly Dump[];
    for (const [k, name] of names.entries()) expect(dumpOf(await read(name)), name).toEqual(asRead(dumps[k]!));
    expect(Object.keys(dumps[0]!).length).toBeGreaterThan(600);
  });

  test.each([
    [
      'none',
      "204 of 252 bytes of the data of '/never' (at byte 800) must be written, as no fill value stands for them",
    ],
    [
      'huge',
      "3999996000 of 4000000000 bytes of the data of '/huge' (at byte 800) must be written (a file may leave out",
    ],
    ['many', "67108872 of 67108872 bytes of the data of '/more' (at byte 1400) must be written (a file may leave out"],
  ])('are a fault where they have no value, or are far more than the file: %s', async (name, sentence) => {
    await expect(read(`${name}.h5`)).rejects.toThrow(`HDF5: ${sentence}`);
  });

  const opened = (name: string) => {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    return { bytes, view: new DataView(bytes.buffer), text: Buffer.from(bytes).toString('latin1') };
  };

  test('in an index that has a place twice is a fault', async () => {
    const { bytes, view, text } = opened('twice-earliest.h5');
    // A tree of chunks: the size, the filters and the place of each, and its address.
    const second = text.indexOf('TREE\x01\0') + 24 + 32;
    expect(view.getBigUint64(second + 8, true)).toBe(1n);
    view.setBigUint64(second + 8, 0n, true);
    await expect(readHdf5(bytes)).rejects.toThrow(/chunk at byte \d+ of '\/x' must be one of its place, within \[60\]/);
  });

  test('in an index that has a block twice is a fault, and reads no block again', async () => {
    const { bytes, view, text } = opened('twice-latest.h5');
    const index = text.indexOf('EAIB');
    // Behind 14 bytes and 4 chunks: the addresses of 6 blocks, and of 25 secondary ones.
    const blocks = index + 14 + 4 * 8;
    const end = blocks + (6 + 25) * 8;
    view.setBigUint64(blocks + 8, view.getBigUint64(blocks, true), true);
    view.setUint32(end, lookup3(bytes.subarray(index, end)), true);
    await expect(readHdf5(bytes)).rejects.toThrow(
      /block of chunks at byte \d+ of '\/x' must be that from 48 on, got 0/,
    );
  });
});

const set: Dataset = { shape: [3], dtype: 'f32', data: Float32Array.of(1, 2, 3) };

/** A file with a dataset that has no room yet, and these bytes as its message of the fill value, of a type. */
const filledBy = (
  type: number,
  ...message: readonly number[]
): { readonly bytes: Uint8Array; readonly place: number } => {
  const bytes = writeHdf5({ members: new Map([['x', set]]) });
  const [fill, layout] = [
    [5, 0, 8, 0, 0, 0, 0, 0, 2, 2, 2, 1],
    [8, 0, 24, 0, 0, 0, 0, 0, 3, 1],
  ].map((letters) => Buffer.from(bytes).indexOf(Buffer.from(letters))) as [number, number];
  bytes[fill] = type;
  bytes.set(message, fill + 8);
  bytes.fill(255, layout + 10, layout + 18);
  return { bytes, place: fill + 8 };
};
const nine = [...new Uint8Array(Float32Array.of(9).buffer)];

test.each<readonly [string, number, readonly number[], number]>([
  ['of old files', 4, [4, 0, 0, 0, ...nine], 9],
  ['of old files, without a value', 4, [0, 0, 0, 0], 0],
  ['of version 1', 5, [1, 2, 2, 1, 0, 0, 0, 0], 0],
  ['of version 2', 5, [2, 2, 2, 1, 0, 0, 0, 0], 0],
  ['of version 3, without a value', 5, [3, 0b001001], 0],
  ['of another type, as if there were none', 99, [], 0],
])('a message %s tells the value', async (_, type, message, value) => {
  const { members } = await readHdf5(filledBy(type, ...message).bytes);
  expect(members.get('x')).toEqual({ ...set, data: Float32Array.of(value, value, value) });
});

test.each<readonly [string, readonly number[], string]>([
  ['version', [4], 'from 1 to 3, got 4'],
  ['version', [0], 'from 1 to 3, got 0'],
  ['time', [2, 2, 3], '0, 1 or 2, got 3'],
  ['flags', [3, 0b111001], 'for a value or for none, got for both'],
  ['size', [2, 2, 2, 1, 8], '4 bytes, as an element has, got 8'],
  ['size', [3, 0b101001, 3, 0, 0, 0], '4 bytes, as an element has, got 3'],
])('a message with a damaged %s, %o, is a fault that says the byte', async (what, message, sentence) => {
  const { bytes, place } = filledBy(5, ...message);
  // Bytes are those of the file, wherever it lies in memory.
  for (const file of [bytes, Uint8Array.from([1, 2, 3, ...bytes]).subarray(3)])
    await expect(readHdf5(file)).rejects.toThrow(
      `HDF5: ${what} of the fill value at byte ${place} of '/x' must be ${sentence}: the file is damaged`,
    );
});

test.each([
  ['of version 2', [2, 2, 2, 0]],
  ['of version 3', [3, 0b011001]],
  ['that is never used', [3, 0b000101]],
])('a message %s that says there is none leaves elements without a value: a fault', async (_, message) => {
  await expect(readHdf5(filledBy(5, ...message).bytes)).rejects.toThrow(
    /^HDF5: 12 of 12 bytes of the data of '\/x' \(at byte \d+\) must be written, as no fill value stands for them/,
  );
});
