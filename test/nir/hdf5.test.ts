import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookup3 } from '../../src/io/hdf5/checksum.js';
import type { Dataset, Group } from '../../src/io/hdf5/array.js';
import { unfiltered } from '../../src/io/hdf5/filters.js';
import { readHdf5 } from '../../src/io/hdf5/read.js';
import { treeLeaves } from '../../src/io/hdf5/tree.js';
import { writeHdf5 } from '../../src/io/hdf5/write.js';
import { hasH5py, runPython } from '../support/python.js';
import { asRead, dumpOf, type Dump } from './support/dump.js';

const read = (path: string): Promise<Group> => readHdf5(new Uint8Array(readFileSync(path)));

describe.runIf(hasH5py)('files that h5py writes', () => {
  let folder = '';
  let names: readonly string[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
    names = runPython('nir/support/make.py', folder) as readonly string[];
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('of every version, order, compression and size are read as h5py reads them, and written so that it reads the same', async () => {
    expect(names.length).toBe(54);
    const paths = names.map((name) => join(folder, name));
    const dumps = runPython('nir/support/dump.py', ...paths) as readonly Dump[];
    const again: string[] = [];
    for (const [k, path] of paths.entries()) {
      const group = await read(path);
      expect(dumpOf(group), names[k]).toEqual(asRead(dumps[k]!));
      again.push(`${path}.again`);
      writeFileSync(again[k]!, writeHdf5(group));
    }
    const ours = runPython('nir/support/dump.py', ...again) as readonly Dump[];
    for (const [k, dump] of ours.entries()) expect(asRead(dump), names[k]).toEqual(asRead(dumps[k]!));
  });
});

test.runIf(hasH5py)('a soft link that leads nowhere, in a circle, or into another file is a fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  const names = runPython('nir/support/links.py', folder) as readonly string[];
  const told = await Promise.all(names.map((name) => read(join(folder, name)).catch((error: Error) => error.message)));
  rmSync(folder, { recursive: true });
  const want = {
    nowhere: 'a soft link to what is not there',
    'through a dataset': 'a soft link to what is not there',
    circle: 'more than 16 soft links, one behind the other',
    'other file': 'a link into another file, which is not followed',
  };
  for (const [name, got] of Object.entries(want))
    for (const version of ['earliest', 'latest'])
      expect(told[names.indexOf(`${name}, ${version}`)]).toContain(`must be a group or a dataset, got ${got}`);
});

describe('checksums', () => {
  // http://burtleburtle.net/bob/c/lookup3.c, driver5
  test.each([
    ['', 0xdeadbeef],
    ['Four score and seven years ago', 0x17770551],
  ])("lookup3 of '%s' is that of its author", (text, sum) => {
    expect(lookup3(new TextEncoder().encode(text))).toBe(sum);
  });

  test('differ for each single byte', () => {
    expect(new Set(Array.from({ length: 256 }, (_, byte) => lookup3(Uint8Array.of(byte)))).size).toBe(256);
  });

  test.runIf(hasH5py)(
    'find every changed byte of a file that has them throughout: it is refused, or read the same',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
      const path = join(folder, 'sums.h5');
      runPython('nir/support/sums.py', path);
      const bytes = new Uint8Array(readFileSync(path));
      rmSync(folder, { recursive: true });
      const whole = JSON.stringify(dumpOf(await readHdf5(bytes)));
      let refused = 0;
      for (let place = 0; place < bytes.length; place += 31) {
        const damaged = bytes.slice();
        damaged[place]! ^= 1 << (place % 8);
        const read = await readHdf5(damaged).catch((error: Error) => error.message);
        if (typeof read === 'string') refused++;
        else expect(JSON.stringify(dumpOf(read)), `byte ${place}`).toBe(whole);
        if (typeof read === 'string') expect(read).toMatch(/^HDF5: .* must be .*, got /);
      }
      expect(refused).toBeGreaterThan(60);
      const sums = Buffer.from(bytes).toString('latin1');
      const structures = ['OHDR', 'BTHD', 'BTLF', 'FRHP', 'FHDB', 'FAHD', 'FADB', 'EAHD', 'EAIB', 'EADB', 'EASB'];
      for (const letters of structures) expect(sums).toContain(letters);
      const chunk = bytes.slice();
      // The last float of the last chunk of one.
      chunk[Buffer.from(chunk).lastIndexOf(Buffer.from(Float32Array.of(49).buffer))]! ^= 1;
      await expect(readHdf5(chunk)).rejects.toThrow(/chunk at byte \d+ of '\/set2' must be as its checksum says/);
    },
  );
});

/** A file with a group of `count` members besides what is given. */
const fileOf = (members: Readonly<Record<string, Dataset>>, count = 0): Uint8Array => {
  const many = Array.from({ length: count }, (_, k) => [`m${k}`, { members: new Map() }] as const);
  return writeHdf5({ members: new Map<string, Group | Dataset>([...Object.entries(members), ...many]) });
};

const one: Dataset = { shape: [2], dtype: 'f64', data: Float64Array.of(0.5, -0) };

test('groups of any size, names of any letters, and texts of any length come back', async () => {
  const long = 'ö'.repeat(5000);
  const set: Dataset = { shape: [2, 2], dtype: 'text', data: ['', long, 'a', 'a'] };
  for (const count of [0, 1, 8, 9, 300, 1025]) {
    const { members } = await readHdf5(fileOf({ 'ä b': one, 'texts.1': set }, count));
    expect(members.size).toBe(count + 2);
    expect(members.get('ä b')).toEqual(one);
    expect(members.get('texts.1')).toEqual(set);
  }
});

test.each([
  ['nothing', new Uint8Array(), 'an HDF5 file'],
  ['another kind of file', new TextEncoder().encode('%PDF-1.7 and so on'), 'an HDF5 file'],
  ['the signature alone', fileOf({ one }).slice(0, 8), 'up to byte 9: the file is cut short'],
  ['half a file', fileOf({ one }).slice(0, 200), 'cut short'],
])('%s is a fault', async (_, bytes, sentence) => {
  await expect(readHdf5(bytes)).rejects.toThrow(sentence);
});

test('a file behind a block of another program is read', async () => {
  // All addresses of such a file count from its own beginning.
  const own = fileOf({ one });
  const bytes = new Uint8Array(512 + own.length);
  bytes.set(own, 512);
  new DataView(bytes.buffer).setBigUint64(512 + 24, 512n, true);
  expect((await readHdf5(bytes)).members.get('one')).toEqual(one);
});

test('a group that is a member of itself is a fault, and no endless walk', async () => {
  const bytes = fileOf({}, 1);
  const text = Buffer.from(bytes).toString('latin1');
  const root = new DataView(bytes.buffer).getBigUint64(64, true);
  // The entry of the one member: the address of its header is that of the root.
  new DataView(bytes.buffer).setBigUint64(text.lastIndexOf('SNOD') + 16, root, true);
  await expect(readHdf5(bytes)).rejects.toThrow('a second link to it');
});

test('floats of another kind, and a tree that meets itself, are faults', async () => {
  const bytes = fileOf({ one });
  const text = Buffer.from(bytes).toString('latin1');
  // The order of bytes that VAX had.
  bytes[text.indexOf('\x11\x20\x3f\0') + 1] = 0x61;
  await expect(readHdf5(bytes)).rejects.toThrow(/type of the elements of '\/one' \(at byte \d+\) must be/);

  // Forty levels of nodes whose two children are the same one.
  const size = 24 + 2 * 16;
  const levels = 40;
  const tree = new Uint8Array(levels * size);
  const view = new DataView(tree.buffer);
  for (let level = 0; level < levels; level++) {
    const at = level * size;
    tree.set([...Buffer.from('TREE'), 1, level, 2, 0], at);
    for (const entry of [0, 1]) view.setBigUint64(at + 24 + entry * 16 + 8, BigInt(Math.max(0, at - size)), true);
  }
  const file = { bytes: tree, base: 0, wide: { address: 8, length: 8 } };
  expect(() => treeLeaves(file, (levels - 1) * size, 1, (c) => c.length())).toThrow('a cycle');
});

test('shuffled bytes that fill no whole number stay behind the others', async () => {
  const shuffle = { id: 2, name: 'shuffle', values: [3] };
  const bytes = await unfiltered('chunk', Uint8Array.of(1, 4, 2, 5, 3, 6, 7), [shuffle], 0, 7);
  expect(bytes).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7));
});
