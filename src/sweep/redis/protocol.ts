import type { Redis } from 'ioredis';
import type { Key } from '../../core/random.js';
import type { Setting, Task } from '../jobs/job.js';
import { bytesOfFault } from '../jobs/outcome.js';

export interface Limits {
  /** Bytes of the largest result that may be given back. */
  readonly largest: number;
  /** How often a point is run again whose worker died. */
  readonly reruns: number;
  /** Seconds that its result, and the shared value, stay when nobody reads them. */
  readonly keep?: number;
}

/** A point as it lies in the queue. */
export interface Sent extends Limits {
  readonly library: string;
  readonly job: { readonly path: string; readonly digest: string };
  /** The digest of the shared value, which has a key of its own. */
  readonly shared?: string;
  readonly limit?: number;
  readonly place: number;
  readonly seed: Key;
  readonly key: string;
  /** Base64. */
  readonly point: string;
}

export const sent = (
  { library, job: { path, digest }, shared, limit }: Setting,
  { point, ...task }: Task,
  limits: Limits,
): Sent => ({
  library,
  job: { path, digest },
  ...(shared !== undefined && { shared: shared.digest }),
  ...(limit !== undefined && { limit }),
  ...limits,
  ...task,
  point: Buffer.from(point).toString('base64'),
});

export const taskIn = ({ place, seed, key, point }: Sent): Task => ({
  place,
  seed,
  key,
  point: new Uint8Array(Buffer.from(point, 'base64')),
});

/** The name of a point in the queue. */
export const idOf = ({ place, key }: { readonly place: number; readonly key: string }): string => `${place}-${key}`;

export type Keys = ReturnType<typeof keysOf>;

/** Writes bytes that stay for so many seconds, or until they are read. */
export const store = async (client: Redis, key: string, bytes: Uint8Array, keep: number | undefined): Promise<void> => {
  await (keep === undefined ? client.set(key, Buffer.from(bytes)) : client.set(key, Buffer.from(bytes), 'EX', keep));
};

/** Keys beside those of BullMQ. Results are bytes of their own. */
export const keysOf = (queue: string) => ({
  result: (id: string): string => `spikefold:${queue}:result:${id}`,
  shared: (digest: string): string => `spikefold:${queue}:shared:${digest}`,
  /** Workers that stopped since their library or job is another, and why. */
  refused: `spikefold:${queue}:refused`,
});

/** Bytes that go through Redis at most, unless the sweep says otherwise. */
export const usualLargest = 4 * 2 ** 20;

/** The fault of a value that is too large for Redis; undefined for others. */
export const tooLarge = (what: 'point' | 'result' | 'shared', bytes: number, largest: number) =>
  bytes <= largest
    ? undefined
    : ([
        'Data',
        what,
        `at most ${largest} bytes to go through Redis (have it in a file that all can read, as saveFile writes it, and send its path; or raise largest)`,
        `${bytes}`,
      ] as const);

/** A result that fits, or else the fault that it does not. */
export const fitting = (bytes: Uint8Array, largest: number): Uint8Array => {
  const fault = tooLarge('result', bytes.length, largest);
  return fault === undefined ? bytes : bytesOfFault(...fault);
};
