import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as NEA from 'fp-ts/lib/NonEmptyArray.js';
import { at, failure, fault, type Faults } from '../../core/faults/errors.js';
import { readWhole, writeWhole } from '../../node/whole-file.js';
import type { Outcome } from '../jobs/outcome.js';
import { fromBytes, toBytes } from '../jobs/values.js';
import { manifestFaults, readManifest, writeManifest, type Manifest } from './manifest.js';
import { nameOfFile, namedIn } from './names.js';

/** A folder with the outcome of each point in a file of its own, which is there whole or not at all. */
export interface Store {
  /** The result of a point that is there already; undefined where there is none, or it failed. */
  readonly read: (place: number, key: string) => Promise<E.Either<Faults, Outcome> | undefined>;
  readonly write: (outcome: Outcome, key: string) => Promise<E.Either<Faults, void>>;
}

/** Opens a folder for a sweep; one that holds another sweep, or cannot be written, is a fault. */
export const openStore = async (folder: string, manifest: Manifest): Promise<E.Either<Faults, Store>> => {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return E.left([at(`folder '${folder}'`)(failure('File', 'making', error))]);
  }
  const old = await readManifest(folder);
  if (E.isLeft(old)) return old;
  if (old.right !== undefined) {
    const other = manifestFaults(folder, old.right, manifest);
    if (other !== undefined) return E.left(other);
  } else {
    const written = await writeManifest(folder, manifest);
    if (E.isLeft(written)) return written;
  }
  const files = new Map<number, readonly string[]>();
  for (const { place, name } of namedIn(await readdir(folder))) files.set(place, [...(files.get(place) ?? []), name]);

  return E.right({
    read: async (place, key) => {
      const name = nameOfFile(place, key, true);
      if (!files.get(place)?.includes(name)) return undefined;
      return readOutcome(folder, name);
    },
    write: async (outcome, key) => {
      const { place } = outcome;
      const name = nameOfFile(place, key, E.isRight(outcome.result));
      const bytes = toBytes(asPlain(outcome), 'outcome');
      const written = E.isLeft(bytes) ? bytes : await writeWhole(join(folder, name), bytes.right);
      if (E.isLeft(written)) return written;
      // Of another point that had this place, or of this one when it failed.
      const others = (files.get(place) ?? []).filter((other) => other !== name);
      files.set(place, [name]);
      for (const other of others) await rm(join(folder, other), { force: true });
      return written;
    },
  });
};

/** The outcome in a file of a store. */
export const readOutcome = async (folder: string, name: string): Promise<E.Either<Faults, Outcome>> => {
  const path = join(folder, name);
  const bytes = await readWhole(path);
  if (E.isLeft(bytes)) return bytes;
  const value = fromBytes(bytes.right, 'outcome');
  return E.bimap(NEA.map(at(`file '${path}'`)), (plain: unknown): Outcome => plain as Outcome)(value);
};

const asPlain = ({ place, point, seed, result }: Outcome): object => ({ place, point, seed, result: { ...result } });

/** The fault of a folder that holds no sweep. */
export const noSweep = (folder: string): Faults => [
  at(`folder '${folder}'`)(fault('Data', 'content', 'the results of a sweep (sweep.json)', 'none')),
];
