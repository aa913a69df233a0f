import * as E from 'fp-ts/lib/Either.js';
import { isRecord } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { at, fault, oneOf, type Faults } from '../core/faults/errors.js';
import { here } from './jobs/here.js';
import type { Executor, Setting } from './jobs/job.js';
import { coordinator, type RedisOptions } from './redis/coordinator.js';
import { threads, type ThreadOptions } from './threads/pool.js';

/**
 * Where the points of a sweep are computed, as plain data: in this thread (`{ workers: 1 }`), in threads of this machine
 * (`{ workers: 'auto' }`, one for each core, by the optional package piscina), or by workers on any machines (`{ redis, queue }`, by bullmq).
 */
export type Where = ThreadOptions | RedisOptions;

const known = ['workers', 'execArgv', 'redis', 'queue', 'atOnce', 'largest', 'reruns', 'keep'];

/** Opens what runs the tasks of a sweep; a place that makes no sense, or is not there, is a fault. */
export const opened = async (where: Where, setting: Setting): Promise<E.Either<Faults, Executor>> => {
  const wrong = whereFaults(where);
  if (wrong !== undefined) return E.left(wrong);
  if ('redis' in where) return coordinator(setting, where);
  return where.workers === 1 ? E.right(here(setting)) : threads(setting, where);
};

const whereFaults = (where: unknown): Faults | undefined => {
  const refuse = (what: string, want: string, got: unknown): Faults => [
    at('sweep')(fault('Parameter', what, want, shown(got))),
  ];
  if (!isRecord(where)) return refuse('where', "{ workers: 'auto' }, or { redis, queue }", where);
  const strange = Object.keys(where).find((name) => !known.includes(name));
  if (strange !== undefined) return [at('sweep')(fault('Unknown', 'option of where', oneOf(known), shown(strange)))];
  const { workers, execArgv, redis, queue, atOnce, largest, reruns, keep } = where;
  if ('redis' in where) {
    if ('workers' in where) return refuse('where', 'either workers or redis', where);
    if (typeof redis !== 'string' || !/^rediss?:\/\/./.test(redis))
      return refuse('redis', "a URL, 'redis://host:6379'", redis);
    if (typeof queue !== 'string' || !/^[^:\s]+$/.test(queue))
      return refuse('queue', 'a name without colons and spaces', queue);
    if (reruns !== undefined && reruns !== 0 && !isCount(reruns)) return refuse('reruns', 'a whole number', reruns);
    const wrong = Object.entries({ atOnce, largest, keep }).find(([, value]) => value !== undefined && !isCount(value));
    return wrong && refuse(wrong[0], 'a whole number of at least 1', wrong[1]);
  }
  if (workers !== 'auto' && !isCount(workers))
    return refuse('workers', "'auto', or a whole number of at least 1", workers);
  return execArgv === undefined || (Array.isArray(execArgv) && execArgv.every((flag) => typeof flag === 'string'))
    ? undefined
    : refuse('execArgv', 'an array of strings', execArgv);
};

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1;
