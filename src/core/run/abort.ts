import { remembered } from '../record.js';

/** What each signal stops. It has one listener for all of it, as Node takes more than ten for a leak. */
const stopped = new WeakMap<AbortSignal, Set<() => void>>();

const stoppedBy = (signal: AbortSignal): Set<() => void> =>
  remembered(stopped, signal, () => {
    const stops = new Set<() => void>();
    signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
    return stops;
  });

/** An awaited value, or another as soon as the signal aborts. */
export const unlessAborted = <A>(
  signal: AbortSignal | undefined,
  awaited: Promise<A>,
  instead: () => A,
): Promise<A> => {
  if (signal === undefined) return awaited;
  // It may have aborted while the stream was asked.
  if (signal.aborted) return Promise.resolve(instead());
  const stops = stoppedBy(signal);
  return new Promise((resolve) => {
    const stop = (): void => resolve(instead());
    stops.add(stop);
    void awaited.then((value) => {
      stops.delete(stop);
      resolve(value);
    });
  });
};
