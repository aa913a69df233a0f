import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { isRecord } from '../../core/faults/options.js';
import { oneOf } from '../../core/faults/errors.js';
import { shown } from '../../core/faults/shown.js';
import { grid } from '../grid.js';
import { importedModule } from '../jobs/load-job.js';
import type { SweepOptions } from '../options.js';
import type { Points } from '../sweep.js';
import type { Where } from '../where.js';

/** A sweep as a file says it. */
export interface SweepPlan {
  readonly job: string;
  readonly points: Points<unknown>;
  readonly where: Where;
  readonly options: Pick<SweepOptions, 'seed' | 'shared' | 'limit'>;
}

const known = ['job', 'points', 'grid', 'where', 'seed', 'shared', 'limit'];

/** Reads a sweep from JSON, or from the default export of a module; a Left says in a line what is wrong with it. The job's path is relative to the file. */
export const planIn = async (file: string): Promise<E.Either<string, SweepPlan>> => {
  const refuse = (what: string, want: string, got: unknown): E.Either<string, never> =>
    E.left(`file '${file}': ${what} must be ${want}, got ${shown(got)}`);
  let value: unknown;
  try {
    value = file.endsWith('.json')
      ? JSON.parse((await readFile(file, 'utf8')).replace(/^\ufeff/, ''))
      : defaultOf(await importedModule(urlOf(file)));
  } catch (error) {
    return E.left(`file '${file}': reading failed: ${(error as Error).message.split('\n')[0]!}`);
  }
  if (!isRecord(value)) return refuse('the sweep', `a record of ${known.join(', ')}`, value);
  const strange = Object.keys(value).find((name) => !known.includes(name));
  if (strange !== undefined) return E.left(`file '${file}': unknown name '${strange}': ${oneOf(known)}`);
  const { job, points, grid: values, where = { workers: 'auto' }, seed, shared, limit } = value;
  if (!(typeof job === 'string' || job instanceof URL)) return refuse('job', 'the path of a module', job);
  if ((points === undefined) === (values === undefined)) return refuse('the sweep', 'of points, or of a grid', value);
  const options = {
    ...(seed !== undefined && { seed }),
    ...(shared !== undefined && { shared }),
    ...(limit !== undefined && { limit }),
  };
  try {
    return E.right({
      job: job instanceof URL ? job.href : pathToFileURL(resolve(file, '..', job)).href,
      points:
        values === undefined
          ? (points as Points<unknown>)
          : grid(values as Readonly<Record<string, readonly unknown[]>>),
      where: where as Where,
      options: options as SweepPlan['options'],
    });
  } catch (error) {
    return E.left(`file '${file}': ${(error as Error).message}`);
  }
};

const urlOf = (file: string): string => pathToFileURL(resolve(file)).href;

const defaultOf = (module: unknown): unknown => (isRecord(module) ? module['default'] : undefined);
