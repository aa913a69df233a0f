import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orThrow, type Tensor } from '../../src/index.js';
import { loadFile, loadStateFile, readWhole, saveFile, saveStateFile, writeWhole } from '../../src/node.js';
import { expectSame } from '../support/same.js';
import { bytes, net, state } from './support/small.js';
import { said } from './support/tried.js';

const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A fresh folder, and the place of a file in it. */
const place = (name: string): { readonly home: string; readonly path: string } => {
  const home = join(folder, name);
  mkdirSync(home);
  return { home, path: join(home, 'net.safetensors') };
};

test('a network goes into a file and comes back, by path and by URL', async () => {
  const { home, path } = place('plain');
  orThrow(await saveFile(path, net, state, { readOut: { note: 'first' } }));
  orThrow(await saveFile(pathToFileURL(path), net, state, { readOut: { note: 'second' } }));
  const loaded = orThrow(await loadFile(pathToFileURL(path)));
  expectSame({ ...loaded.state }, { ...state });
  expect(loaded.readOut).toEqual({ note: 'second' });
  expect(orThrow(await loadFile(path, { learning: false })).net.layers['Y']!.frozen).toBe(true);
  orThrow(await saveStateFile(path, net, state));
  expectSame({ ...orThrow(await loadStateFile(path, net)).state }, { ...state });
  expect(readdirSync(home)).toEqual(['net.safetensors']);
});

test('what is wrong with a file is said with its name', async () => {
  const { home, path } = place('wrong');
  const missing = join(home, 'missing', 'net.safetensors');
  const refusals = async (...results: readonly Promise<E.Either<never, unknown> | Parameters<typeof said>[0]>[]) =>
    (await Promise.all(results)).flatMap((result) => said(result));
  expect(
    await refusals(loadFile(path), loadFile(home), loadFile('/dev/zero'), loadFile(new URL('https://example.org/'))),
  ).toEqual([
    expect.stringMatching(`^file '${path}': reading failed: ENOENT`),
    `file '${home}': reading failed: not a file of its own, with an end`,
    "file '/dev/zero': reading failed: not a file of its own, with an end",
    expect.stringMatching("^file 'https://example.org/': reading failed: The URL must be of scheme file"),
  ]);
  expect(
    await refusals(saveFile(missing, net, state), saveFile(home, net, state), saveFile('/dev/null', net, state)),
  ).toEqual([
    expect.stringMatching(`^file '${missing}': writing failed: ENOENT`),
    `file '${home}': writing failed: something else than a file there`,
    "file '/dev/null': writing failed: something else than a file there",
  ]);
  writeFileSync(path, bytes.subarray(0, 100));
  expect(said(await loadFile(path))).toEqual([
    expect.stringMatching(`^file '${path}': header length .*: the file is cut short$`),
  ]);
  expect(readdirSync(home)).toEqual(['net.safetensors']);
});

test('a network that cannot be saved leaves the old file alone', async () => {
  const { home, path } = place('refused');
  orThrow(await saveFile(path, net, state));
  const broken = { ...state, noise: state.layers.Y.v } as unknown as typeof state;
  expect(said(await saveFile(path, net, broken))).toEqual(['state: noise must be i32 [3], got f32 [1, 1]']);
  expectSame({ ...orThrow(await loadFile(path)).state }, { ...state });
  expect(readdirSync(home)).toEqual(['net.safetensors']);
});

test('the mode of the old file is kept, and a link is followed', async () => {
  const { home, path } = place('modes');
  const link = join(home, 'link');
  orThrow(await saveFile(path, net, state));
  chmodSync(path, 0o606); // more than the usual umask leaves
  symlinkSync(path, link);
  orThrow(await writeWhole(link, new Uint8Array([1, 2, 3])));
  expect(statSync(path).mode & 0o777).toBe(0o606);
  expect(Array.from(readFileSync(path))).toEqual([1, 2, 3]);
  expect(readdirSync(home).toSorted()).toEqual(['link', 'net.safetensors']);
});

const programs = join(import.meta.dirname, '../../out/saving');
/** The programs beside the tests without their types: Node starts them, and the built library, four times as fast as tsx does. */
beforeAll(async () => {
  mkdirSync(programs, { recursive: true });
  for (const name of ['nobody', 'writer']) {
    const path = join(import.meta.dirname, 'support', `${name}.ts`);
    const { code } = await transformWithOxc(readFileSync(path, 'utf8'), path);
    writeFileSync(join(programs, `${name}.js`), code);
  }
});

const root = process.getuid?.() === 0;
/** What needs a machine that is not there is left out, loudly; the build server has to have it. */
const needs = (there: boolean, what: string): boolean => {
  if (!there && process.env['CI'] === undefined) console.warn(`SKIPPED: needs ${what}`);
  return there || process.env['CI'] !== undefined;
};

test.runIf(needs(root, 'root, to write as nobody'))('a file or folder that may not be written is left as it is', () => {
  const { home, path } = place('forbidden');
  chmodSync(folder, 0o755);
  writeFileSync(path, bytes);
  const attempt = () => spawnSync(process.execPath, [join(programs, 'nobody.js'), path], { encoding: 'utf8' });
  chmodSync(home, 0o555);
  expect(attempt()).toMatchObject({
    stderr: '',
    stdout: expect.stringContaining(`file '${path}': writing failed: EACCES`) as string,
  });
  chmodSync(home, 0o777);
  chmodSync(path, 0o444);
  expect(attempt()).toMatchObject({ stderr: '', stdout: expect.stringContaining('EACCES') as string });
  expect(readFileSync(path)).toEqual(Buffer.from(bytes));
  expect(readdirSync(home)).toEqual(['net.safetensors']);
});

const mounted = (path: string): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
};
const { home: disk } = place('disk');
const full = mounted(disk);
afterAll(() => {
  if (full) execFileSync('umount', [disk]);
});

test.runIf(needs(full, 'the right to mount a small disk'))(
  'on a full disk the old file stays, and nothing beside it',
  async () => {
    const path = join(disk, 'net.safetensors');
    orThrow(await saveFile(path, net, state));
    const values: Tensor = { shape: [20_000], dtype: 'f32', data: new Float32Array(20_000).fill(7) };
    expect(said(await saveFile(path, net, state, { readOut: { values } }))).toEqual([
      expect.stringMatching(`^file '${path}': writing failed: ENOSPC`),
    ]);
    expect(readdirSync(disk)).toEqual(['net.safetensors']);
    expectSame({ ...orThrow(await loadFile(path)).state }, { ...state });
    orThrow(await saveFile(path, net, state));
  },
);

const writer = (path: string, ...more: readonly string[]): ChildProcess =>
  spawn(process.execPath, [join(programs, 'writer.js'), path, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });

/** The number of the save that a file is of, which has to be whole. */
const turnOf = async (path: string): Promise<number> => {
  const { turn, values } = orThrow(await loadFile(path)).readOut as unknown as { turn: number; values: Tensor };
  expect(values.data.every((value) => value === turn)).toBe(true);
  return turn;
};

test('of a writer that is killed there is always a whole file', async () => {
  const { home, path } = place('killed');
  let last = -1;
  for (let round = 0; round < 6; round++) {
    const child = writer(path, `${last + 1}`);
    const died = once(child, 'exit');
    const enough = 3 + round;
    let saves = 0;
    child.stdout!.on('data', (dots: Buffer) => {
      saves += dots.length;
      // Not after a save, where it would always be at the same point, but anywhere in the next ones.
      if (saves >= enough) setTimeout(() => child.kill('SIGKILL'), Math.random() * 8);
    });
    expect(await died).toEqual([null, 'SIGKILL']);
    const turn = await turnOf(path);
    expect(turn).toBeGreaterThanOrEqual(last + enough);
    last = turn;
  }
  // What a killed writer leaves lies beside the file and is known by its name.
  expect(readdirSync(home).filter((name) => !/^\.net\.safetensors\.[0-9a-f]{16}\.tmp$/.test(name))).toEqual([
    'net.safetensors',
  ]);
});

test('of many writers at once, here and in other processes, one has the last word, and a reader always sees a whole file', async () => {
  const { home, path } = place('raced');
  const others = [writer(path, '1000', '20'), writer(path, '2000', '20')];
  const ended = Promise.all(others.map((child) => once(child, 'exit')));
  others.forEach((child) => child.stdout!.resume());
  const save = async (turn: number) => {
    const values: Tensor = { shape: [40_000], dtype: 'f32', data: new Float32Array(40_000).fill(turn) };
    orThrow(await saveFile(path, net, state, { readOut: { turn, values } }));
  };
  await save(0);
  const busy = () => others.some(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  for (let turn = 1; busy(); turn += 4) {
    await Promise.all([save(turn), save(turn + 1), save(turn + 2), turnOf(path), turnOf(path)]);
  }
  expect(await ended).toEqual([
    [0, null],
    [0, null],
  ]);
  await turnOf(path);
  expect(readdirSync(home)).toEqual(['net.safetensors']);
});

test('bytes are read as they were written', async () => {
  const { path } = place('bytes');
  orThrow(await writeWhole(path, bytes));
  expect(new Uint8Array(orThrow(await readWhole(path)))).toStrictEqual(bytes);
  expect(existsSync(path)).toBe(true);
});
