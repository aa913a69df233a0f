import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { orThrow, uniforms, type Faults, type Tensor } from '../../../src/index.js';
import { fromNpy, fromSafetensors, load, toNpy, toSafetensors } from '../../../src/file.js';
import { loadFile } from '../../../src/node.js';
import { bytes } from '../../saving/support/small.js';
import { scaled, type Check, type Line } from '../check.js';

const folderOf = (): string => mkdtempSync(join(tmpdir(), 'spikefold-files-'));
const writerOf = (path: string, ...more: readonly string[]) => {
  const program = join(import.meta.dirname, '..', '..', 'saving', 'support', 'writer.ts');
  return spawn(process.execPath, ['--import', 'tsx', program, path, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
};

/** The number of the save that a file is of; undefined where it is not whole. */
const turnOf = async (path: string): Promise<number | undefined> => {
  const loaded = await loadFile(path);
  if (E.isLeft(loaded)) return undefined;
  const { turn, values } = loaded.right.readOut as unknown as { turn: number; values: Tensor };
  return values.data.every((value) => value === turn) ? turn : undefined;
};

/** Writers that are killed anywhere in a save: afterwards there is a whole file, no older than the last save that ended. */
const killed = async (count: number, seed: number, tell: (line: string) => void): Promise<readonly string[]> => {
  const folder = folderOf();
  const path = join(folder, 'net.safetensors');
  const waits = uniforms(seed, 0, count);
  const failures: string[] = [];
  let last = -1;
  for (let round = 0; round < count; round++) {
    const child = writerOf(path, `${last + 1}`);
    const died = once(child, 'exit');
    const enough = 2 + (round % 5);
    let saves = 0;
    child.stdout.on('data', (dots: Buffer) => {
      saves += dots.length;
      if (saves >= enough) setTimeout(() => child.kill('SIGKILL'), waits[round]! * 10);
    });
    await died;
    const turn = await turnOf(path);
    if (turn === undefined || turn < last + enough)
      failures.push(`round ${round}: ${turn ?? 'no whole file'} after save ${last + enough}`);
    last = turn ?? last + enough;
    if (round % 50 === 49) tell(`${round + 1} killed`);
  }
  const strange = readdirSync(folder).filter(
    (name) => name !== 'net.safetensors' && !/^\.net\.safetensors\.[0-9a-f]{16}\.tmp$/.test(name),
  );
  rmSync(folder, { recursive: true });
  return [...failures, ...strange.map((name) => `left behind: ${name}`)];
};

/** Two processes that save into one file at once, which is read all the while. */
const raced = async (count: number): Promise<readonly string[]> => {
  const folder = folderOf();
  const path = join(folder, 'net.safetensors');
  const writers = [writerOf(path, '1000', `${count}`), writerOf(path, '100000', `${count}`)];
  const ended = Promise.all(writers.map((child) => once(child, 'exit')));
  await Promise.race(writers.map((child) => once(child.stdout, 'data')));
  writers.forEach((child) => child.stdout.resume());
  const failures: string[] = [];
  while (writers.some(({ exitCode }) => exitCode === null))
    if ((await turnOf(path)) === undefined) failures.push('a file that is not whole');
  await ended;
  rmSync(folder, { recursive: true });
  return failures;
};

type Reader = (bytes: Uint8Array) => E.Either<Faults, unknown>;

/** Files of each format, and what reads them. */
const formats: readonly (readonly [name: string, valid: Uint8Array, read: Reader, checked: boolean])[] = [
  ['a saved network', bytes, load, true],
  [
    'safetensors',
    orThrow(toSafetensors({ tensors: { x: { shape: [3], dtype: 'f32', data: new Float32Array(3) } }, metadata: {} })),
    fromSafetensors,
    false,
  ],
  ['npy', orThrow(toNpy({ shape: [3], dtype: 'f32', data: new Float32Array(3) })), fromNpy, false],
];

const cut = (): readonly (Line & { readonly failures: readonly string[] })[] =>
  formats.map(([name, valid, read]) => {
    const taken = Array.from({ length: valid.length }, (_, length) => length).filter((length) =>
      E.isRight(read(valid.slice(0, length))),
    );
    return {
      what: `${name}, cut short at every byte`,
      times: valid.length,
      result: taken.length === 0 ? 'all refused' : `${taken.length} read`,
      failures: taken.map((length) => `${name} of ${length} bytes was read`),
    };
  });

const flipped = (): Line & { readonly failures: readonly string[] } => {
  const taken: string[] = [];
  for (let place = 0; place < bytes.length; place++)
    for (let bit = 0; bit < 8; bit++) {
      const damaged = bytes.slice();
      damaged[place]! ^= 1 << bit;
      if (E.isRight(load(damaged))) taken.push(`byte ${place}, bit ${bit}`);
    }
  const result = taken.length === 0 ? 'all refused' : `${taken.length} read`;
  return { what: 'a saved network with any one bit flipped', times: bytes.length * 8, result, failures: taken };
};

export const files: Check = {
  name: 'files',
  title: 'Files',
  about:
    'After a crash there is the old file or the new one, never a third; a damaged file is refused. (A full disk, a folder that may not be written and links\n' +
    'are in `npm test`. Loading runs no code of a file: there is none in the formats, and pickles of PyTorch are read by a reader that knows tensors only.)',
  measure: async ({ effort, seed, tell }) => {
    const [kills, saves] = [scaled(effort, 100), scaled(effort, 200)];
    const died = await killed(kills, seed, tell);
    const races = await raced(saves);
    const damaged = [...cut(), flipped()];
    return {
      lines: [
        {
          what: 'writers killed with -9 while they save',
          times: kills,
          result: died.length === 0 ? 'a whole file each time' : `${died.length} failures`,
        },
        {
          what: 'saves of two processes into one file, which is read all the while',
          times: 2 * saves,
          result: races.length === 0 ? 'always a whole file' : `${races.length} failures`,
        },
        ...damaged.map(({ what, times, result }) => ({ what, times, result })),
      ],
      failures: [...died, ...races, ...damaged.flatMap(({ failures }) => failures)],
    };
  },
};
