import { parentPort, workerData } from 'node:worker_threads';
import { move } from 'piscina';
import { caller } from '../jobs/call.js';
import type { Task } from '../jobs/job.js';
import { seldom } from '../jobs/seldom.js';

/** What a thread is started with. */
export interface ThreadData {
  readonly url: string;
  readonly shared?: Uint8Array;
  /** The channel that says when to stop. */
  readonly channel: string;
}

/** What a thread says of the point that it computes: that its job is being loaded, that it begins, or how far it is. */
export type Said =
  | { readonly key: string; readonly is: 'loading' | 'running' }
  | { readonly key: string; readonly is: number; readonly note?: string };

const { url, shared, channel } = workerData as ThreadData;
const call = caller(url, shared);
const stopping = new AbortController();
const stops = new BroadcastChannel(channel);
stops.addEventListener('message', () => stopping.abort());
// Node waits for open channels; those of Deno have no `unref`.
(stops as unknown as { readonly unref?: () => void }).unref?.();

const say = (said: Said): void => parentPort?.postMessage(said);

/** Runs one task; its bytes are handed over, not copied. */
export default async (task: Task): Promise<unknown> => {
  const { key } = task;
  say({ key, is: 'loading' });
  const bytes = await call(task, {
    signal: stopping.signal,
    begins: () => say({ key, is: 'running' }),
    tell: seldom((share, note) => say({ key, is: share, ...(note !== undefined && { note }) }), 10),
  });
  return move(bytes);
};
