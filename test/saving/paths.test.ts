import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { orThrow, tensor, zeros } from '../../src/index.js';
import { toSafetensors } from '../../src/file.js';
import { folderSamples, loadFile, loadTensors, readWhole, saveFile, writeWhole } from '../../src/node.js';
import { net, state } from './support/small.js';
import { said } from './support/tried.js';

const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, contents: Uint8Array | string): string => {
  writeFileSync(join(folder, name), contents);
  return join(folder, name);
};

describe('what is no path is refused before anything is touched', () => {
  test.each<readonly [string, unknown, string]>([
    ['a number', 3, '3'],
    ['nothing', undefined, 'nothing'],
    ['bytes', Uint8Array.of(1), 'a Uint8Array of 1'],
  ])('%s', async (_, path, got) => {
    const none = path as string;
    const sentence = [`file: path must be a string or a URL, got ${got}`];
    for (const result of [
      readWhole(none),
      writeWhole(none, Uint8Array.of(1)),
      writeWhole(none, 'both are wrong' as never),
      loadFile(none),
      saveFile(none, net, state),
      loadTensors(none),
      folderSamples(none, (bytes) => bytes),
    ])
      expect(said(await result)).toEqual(sentence);
  });
});

test('what is no bytes is not written, and the old file stays', async () => {
  const path = write('old', 'old');
  const cure = ' (readFile(path) of node:fs/promises gives the bytes of a file)';
  expect(said(await writeWhole(path, 'new' as never))).toEqual([`file: bytes must be a Uint8Array, got 'new'${cure}`]);
  expect(said(await writeWhole(path, [1, 2] as never))).toEqual(['file: bytes must be a Uint8Array, got [1, 2]']);
  expect(said(await writeWhole(path, undefined as never))).toEqual(['file: bytes must be a Uint8Array, got nothing']);
  expect(readFileSync(path, 'utf8')).toBe('old');
});

test('a link to a file that is not there is a file by its own name; one to itself is a fault', async () => {
  const home = join(folder, 'links');
  mkdirSync(home);
  symlinkSync(join(home, 'gone'), join(home, 'link'));
  orThrow(await writeWhole(join(home, 'link'), Uint8Array.of(5)));
  expect([...readFileSync(join(home, 'link'))]).toEqual([5]);
  symlinkSync(join(home, 'loop'), join(home, 'loop'));
  expect(said(await writeWhole(join(home, 'loop'), Uint8Array.of(5)))).toEqual([
    expect.stringMatching(`^file '${join(home, 'loop')}': writing failed: ELOOP`),
  ]);
  expect(readdirSync(home).toSorted()).toEqual(['link', 'loop']);
});

test('a long name leaves room for that of the temporary file', async () => {
  const name = 'n'.repeat(250);
  orThrow(await writeWhole(join(folder, name), Uint8Array.of(7)));
  expect([...readFileSync(join(folder, name))]).toEqual([7]);
});

describe('the first bytes of a file of tensors tell what it is', () => {
  /** A file of safetensors whose header has so many bytes. */
  const headed = (length: number): Uint8Array => {
    const bytes = orThrow(toSafetensors({ tensors: { a: tensor([1], [3]) }, metadata: {} }));
    const header = new TextDecoder().decode(bytes.subarray(8, -4));
    const padded = new TextEncoder().encode(header.trimEnd().padEnd(length, ' '));
    const prefix = new Uint8Array(8);
    new DataView(prefix.buffer).setUint32(0, length, true);
    return Uint8Array.from([...prefix, ...padded, ...bytes.subarray(-4)]);
  };
  const found = async (name: string, contents: Uint8Array | string) => {
    const read = await loadTensors(write(name, contents));
    return read._tag === 'Right' ? Object.keys(read.right.tensors) : said(read);
  };

  // Of these lengths the first bytes are '{', ' {', 'P', and the mark of a pickle.
  test.each([0x7b, 0x7b20, 0x50, 0x1450])(
    'a length of a header of %i bytes is neither JSON nor of PyTorch',
    async (length) => {
      expect(await found(`${length}`, headed(Math.max(length, 0x7b)))).toEqual(['a']);
    },
  );

  test('also where that is as short as possible', async () => {
    const [empty] = await found('short.json', '{}');
    expect(empty).toBe(
      `file '${join(folder, 'short.json')}': index must be a record with 'weight_map', the file of each tensor, got {}`,
    );
    const [spaced] = await found('spaced.json', ' \n\t{}');
    expect(spaced).toMatch(/index must be a record/);
  });

  test('a zip archive, or an old pickle, is one of PyTorch; half of its mark is none', async () => {
    const of = async (...bytes: readonly number[]) =>
      (await found(bytes.join('-'), Uint8Array.from([...bytes, ...zeros([30], 'bool').data])))[0];
    const torch = [await of(0x50, 0x4b, 3, 4), await of(0x80, 2)];
    const others = [await of(0x50, 0x4c, 3, 4), await of(0x51, 0x4b, 3, 4), await of(0x81, 2), await of(0x4b, 0x80)];
    expect(torch.map((text) => /header length/.test(text!))).toEqual([false, false]);
    expect(others.map((text) => /header length/.test(text!))).toEqual([true, true, true, true]);
  });
});

describe('a folder of samples', () => {
  const of = (...args: readonly unknown[]) =>
    folderSamples(...(args as unknown as Parameters<typeof folderSamples<Uint8Array>>));

  test('is read by a function, and by options that there are', async () => {
    expect(said(await of(folder, 'nMnist', { extensions: '.bin' }))).toEqual([
      `folder '${folder}': read must be a function of bytes, as nMnist, got 'nMnist'`,
      `folder '${folder}': unknown option 'extensions': one of 'extension'`,
    ]);
  });

  test('without any file says what it has to be', async () => {
    const home = join(folder, 'empty');
    mkdirSync(join(home, 'a'), { recursive: true });
    expect(said(await of(home, () => 0))).toEqual([
      `folder '${home}': it must be a folder of folders with files, one for each label, got ['a']`,
    ]);
  });

  test('has names in order of their value, and of their letters where that is the same', async () => {
    const home = join(folder, 'numbers');
    for (const name of ['2', '10', '02', '002', '1', 'b', 'a']) {
      mkdirSync(join(home, name), { recursive: true });
      writeFileSync(join(home, name, 'x'), '');
    }
    expect(orThrow(await of(home, () => 0)).names).toEqual(['1', '002', '02', '2', '10', 'a', 'b']);
  });
});
