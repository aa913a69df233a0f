import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import * as NEA from 'fp-ts/lib/NonEmptyArray.js';
import { at, type Faults } from '../core/faults/errors.js';
import { foldIn, streamOf, type Key, type Seed } from '../core/random.js';
import { jobFile, libraryVersion } from './jobs/job-file.js';
import type { Setting, Task } from './jobs/job.js';
import { nameOf } from './jobs/outcome.js';
import type { Manifest } from './store/manifest.js';
import { toBytes } from './jobs/values.js';

interface Given {
  readonly seed: Key;
  readonly shared: unknown;
  readonly limit: number | undefined;
}

/** All that is the same for each point, and what a store says of it. */
export const settingOf = async (
  job: unknown,
  { seed, shared, limit }: Given,
): Promise<E.Either<Faults, { readonly setting: Setting; readonly manifest: Manifest }>> => {
  const file = await jobFile(job);
  if (E.isLeft(file)) return file;
  const bytes = shared === undefined ? undefined : toBytes(shared, 'shared');
  if (bytes !== undefined && E.isLeft(bytes)) return E.left(NEA.map(at('sweep'))(bytes.left));
  const [library, { path, digest }] = [await libraryVersion(), file.right];
  const sent = bytes === undefined ? {} : { shared: { bytes: bytes.right, digest: digestOf(bytes.right) } };
  const setting: Setting = { job: file.right, library, ...sent, ...(limit !== undefined && { limit }) };
  const manifest = {
    library,
    job: path,
    digest,
    seed: seed[0] === 0 ? `${seed[1]}` : `[${seed.join(', ')}]`,
    shared: sent.shared?.digest ?? 'none',
  };
  return E.right({ setting, manifest });
};

/** The seed of a point: a function of the seed of its sweep and of its place, whoever computes it and when. */
export const seedAt = (seed: Seed, place: number): Key => foldIn(streamOf(seed, 'sweep'), place);

/** A point with its task, or with the faults of what cannot be sent. */
export interface Prepared<P> {
  readonly point: P;
  readonly task: Task;
  readonly faults?: Faults;
}

/** The tasks of points, as these are asked for. */
export async function* prepared<P>(
  points: Iterable<P> | AsyncIterable<P>,
  seed: Key,
  { library, job, shared }: Setting,
): AsyncGenerator<Prepared<P>, void, void> {
  const version = [library, job.digest, shared?.digest ?? 'none'].join(' ');
  let place = 0;
  for await (const point of points) {
    const own = seedAt(seed, place);
    const bytes = toBytes(point, 'point');
    const sent = E.isRight(bytes) ? bytes.right : new Uint8Array();
    const key = digestOf(sent, version, own.join(' '));
    const faults = E.isLeft(bytes) ? { faults: NEA.map(at(nameOf(place, point)))(bytes.left) } : {};
    yield { point, task: { place, seed: own, point: sent, key }, ...faults };
    place++;
  }
}

/** 32 hexadecimal digits of SHA-256. */
const digestOf = (bytes: Uint8Array, ...texts: readonly string[]): string => {
  const hash = createHash('sha256').update(bytes);
  texts.forEach((text) => hash.update(`\n${text}`));
  return hash.digest('hex').slice(0, 32);
};
