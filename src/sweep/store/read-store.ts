import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { shown } from '../../core/faults/shown.js';
import { at, fault, type Faults } from '../../core/faults/errors.js';
import type { Outcome } from '../jobs/outcome.js';
import { readManifest } from './manifest.js';
import { namedIn } from './names.js';
import { noSweep, readOutcome } from './store.js';

/** The outcomes in a folder that a sweep was written `into`, in the order of their points; a damaged file is a fault that names it. */
export const readStore = async <P = unknown, R = unknown>(
  folder: string,
): Promise<E.Either<Faults, readonly Outcome<P, R>[]>> => {
  if (typeof folder !== 'string' || folder === '')
    return E.left([at('readStore')(fault('Parameter', 'folder', 'a string that is not empty', shown(folder)))]);
  const manifest = await readManifest(folder);
  if (E.isLeft(manifest)) return manifest;
  if (manifest.right === undefined) return E.left(noSweep(folder));
  const outcomes: Outcome<P, R>[] = [];
  for (const { name } of namedIn(await readdir(join(folder)))) {
    const outcome = await readOutcome(folder, name);
    if (E.isLeft(outcome)) return outcome;
    outcomes.push(outcome.right as Outcome<P, R>);
  }
  return E.right(outcomes);
};
