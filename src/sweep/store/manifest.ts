import { access } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { isRecord } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { at, fault, thrown, type Faults } from '../../core/faults/errors.js';
import { readWhole, writeWhole } from '../../node/whole-file.js';

/** What sweep a folder is of: what has to be the same for its results to be those of another start. */
export interface Manifest {
  readonly library: string;
  readonly job: string;
  readonly digest: string;
  readonly seed: string;
  /** The digest of the shared value, `none` without one. */
  readonly shared: string;
}

const fileOf = (folder: string): string => join(folder, 'sweep.json');
const names = ['library', 'job', 'digest', 'seed', 'shared'] as const;

/** The manifest of a folder; undefined where there is none. */
export const readManifest = async (folder: string): Promise<E.Either<Faults, Manifest | undefined>> => {
  const path = fileOf(folder);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return E.right(undefined);
  const bytes = await readWhole(path);
  if (E.isLeft(bytes)) return bytes;
  const refuse = (got: string): E.Either<Faults, never> =>
    E.left([at(`file '${path}'`)(fault('Data', 'content', `a record of ${names.join(', ')}`, got))]);
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes.right));
    return isRecord(json) && names.every((name) => typeof json[name] === 'string')
      ? E.right(json as unknown as Manifest)
      : refuse(shown(json));
  } catch (error) {
    return refuse(thrown(error));
  }
};

export const writeManifest = (folder: string, manifest: Manifest): Promise<E.Either<Faults, void>> =>
  writeWhole(fileOf(folder), new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`));

const words: Readonly<Record<keyof Manifest, string>> = {
  library: 'version of spikefold',
  job: 'job',
  digest: 'version of the job',
  seed: 'seed',
  shared: 'shared value',
};

/** The fault of a folder with results of another sweep. A job that was moved is the same job. */
export const manifestFaults = (folder: string, old: Manifest, now: Manifest): Faults | undefined => {
  const name = names.find((name) => name !== 'job' && old[name] !== now[name]);
  if (name === undefined) return undefined;
  const want = `${now[name]}, that of this sweep (or results go into another folder)`;
  return [at(`folder '${folder}'`)(fault('Data', words[name], want, old[name]))];
};
