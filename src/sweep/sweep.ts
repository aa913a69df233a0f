import * as E from 'fp-ts/lib/Either.js';
import * as NEA from 'fp-ts/lib/NonEmptyArray.js';
import { shown } from '../core/faults/shown.js';
import { at, failure, fault, FaultError, orThrow, refused, thrown } from '../core/faults/errors.js';
import type { Fault, Faults } from '../core/faults/errors.js';
import { keyOf } from '../core/random.js';
import type { Executor } from './jobs/job.js';
import { nameOf, resultOf, type Outcome } from './jobs/outcome.js';
import { checked, type SweepOptions } from './options.js';
import { progressOf } from './progress.js';
import { scheduled } from './scheduled.js';
import { prepared, settingOf, type Prepared } from './setting.js';
import { openStore, type Store } from './store/store.js';
import { opened, type Where } from './where.js';

/** Points of a sweep: any iterable of plain data, at once or later. */
export type Points<P> = Iterable<P> | AsyncIterable<P>;

/**
 * Runs a job for each of many points, over threads or machines, and gives their outcomes in the order of the points (or as they come, on request).
 * `job` is the path or file URL of a module, whose default function is called with a point and `{ seed, place, shared, signal, progress }`.
 * The same sweep gives the same results wherever it runs, to the bit: everything that a job is given is sent as bytes, and the seed of a
 * point is a function of the sweep's seed and of the point's place. A point whose job throws, ends its thread, is over its limit or returns what cannot
 * be sent has faults as its result, and the others go on. What makes the whole sweep impossible (a job that is no file, a place
 * that is not there, a folder of another sweep) is a `FaultError` of the first outcome. docs/sweeps.md.
 */
export async function* sweep<P, R = unknown>(
  job: string | URL,
  points: Points<P>,
  where: Where,
  options: SweepOptions = {},
): AsyncGenerator<Outcome<P, R>, void, void> {
  const { seed = 0, into, limit, order = 'points', signal = new AbortController().signal } = checked(options);
  if (!isStream(points)) throw refused('sweep', 'points', 'an array of points, or an iterable', shown(points));
  const { setting, manifest } = orThrow(await settingOf(job, { seed: keyOf(seed), shared: options.shared, limit }));
  const store = into === undefined ? undefined : orThrow(await openStore(into, manifest));
  const executor = orThrow(await opened(where, setting));
  const { ahead = Math.max(256, 2 * executor.atOnce) } = options;
  const failing = new AbortController();
  const account = accounting(options, lengthOf(points), executor, failing);
  const stopping = AbortSignal.any([signal, failing.signal]);
  stopping.addEventListener('abort', executor.stop);
  try {
    if (stopping.aborted) executor.stop();
    const run = (one: Prepared<P>, place: number) => computed<P, R>(one, place, { executor, store, account });
    const tasks = prepared(points, keyOf(seed), setting);
    yield* scheduled(tasks, { atOnce: executor.atOnce, ahead, order, signal: stopping, run });
    failing.signal.throwIfAborted();
    if (signal.aborted) throw new FaultError(aborted(account.done(), signal));
  } catch (error) {
    throw error instanceof FaultError ? error : new FaultError([at('sweep')(failure('Source', 'points', error))]);
  } finally {
    stopping.removeEventListener('abort', executor.stop);
    account.end();
    await executor.close();
  }
}

interface Means {
  readonly executor: Executor;
  readonly store: Store | undefined;
  readonly account: Accounting;
}

/** The outcome of a point: from the store if it is there, else computed, and then put there. */
const computed = async <P, R>(
  { point, task, faults }: Prepared<P>,
  place: number,
  { executor, store, account }: Means,
): Promise<Outcome<P, R> | undefined> => {
  const outcome = (result: E.Either<Faults, R>): Outcome<P, R> => ({ place, point, seed: task.seed, result });
  if (faults !== undefined) return account.ended(outcome(E.left(faults)), false);
  const known = await store?.read(place, task.key);
  if (known !== undefined && E.isRight(known)) return account.ended(known.right as Outcome<P, R>, true);
  const bytes = await executor.run(task, (share, note) => account.told(place, share, note));
  if (bytes === undefined) return undefined;
  const result = resultOf<R>(bytes, place, point);
  const written = await store?.write(outcome(result), task.key);
  await executor.kept(task);
  return account.ended(
    outcome(written !== undefined && E.isLeft(written) ? lost(written.left, place, point) : result),
    false,
  );
};

/** The result of a point that could not be stored is a fault, so that it is computed again. */
const lost = (faults: Faults, place: number, point: unknown): E.Either<Faults, never> =>
  E.left(NEA.map((one: Fault) => at(`${nameOf(place, point)}: ${one.place}`)(one))(faults));

type Accounting = ReturnType<typeof accounting>;

/** Counts outcomes, and tells of them; a listener that throws is called no more, and aborts `failing` with its fault. */
const accounting = (
  { progress }: SweepOptions,
  total: number | undefined,
  executor: Executor,
  failing: AbortController,
) => {
  const began = performance.now();
  const shares = new Map<number, number>();
  let [done, failed, stored, note] = [0, 0, 0, ''];
  const tell = (): void => {
    if (progress === undefined || failing.signal.aborted) return;
    const parts = [...shares.values()].reduce((sum, share) => sum + share, 0);
    const seconds = (performance.now() - began) / 1000;
    try {
      progress(progressOf({ done, failed, stored, total, parts, seconds, note: executor.note() || note }));
    } catch (error) {
      failing.abort(
        error instanceof FaultError ? error : new FaultError([at('sweep')(failure('Code', 'progress', error))]),
      );
    }
  };
  // Time passes and connections break while no point ends.
  const beat = setInterval(tell, 1000).unref();
  return {
    done: () => done,
    end: () => clearInterval(beat),
    told: (place: number, share: number, text = ''): void => {
      shares.set(place, Math.min(Math.max(share, 0), 1) || 0);
      note = text;
      tell();
    },
    ended: <O extends Outcome>(outcome: O, wasStored: boolean): O => {
      shares.delete(outcome.place);
      done++;
      if (E.isLeft(outcome.result)) failed++;
      if (wasStored) stored++;
      tell();
      return outcome;
    },
  };
};

const aborted = (done: number, { reason }: AbortSignal): Faults => [
  at('sweep')(fault('Aborted', 'its last point', 'to be computed', `${done} are done (${thrown(reason)})`)),
];

const isStream = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);

const lengthOf = (points: Points<unknown>): number | undefined => (Array.isArray(points) ? points.length : undefined);
