import {
  monitor,
  orThrow,
  record,
  run,
  type AnyNetwork,
  type Backend,
  type Frames,
  type Names,
  type NetworkState,
} from '../../src/index.js';

/** Values in a text that shows every element of tensors. */
export const plain = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (ArrayBuffer.isView(part) ? Array.from(part as Float32Array) : part));

/** Everything that comes of a run in which spikes of X and Y, in turns, are looked at every so many steps. */
export const watchedOutcome = async (
  backend: Backend,
  net: AnyNetwork,
  start: NetworkState<Names, Names>,
  frames: Frames,
  every: readonly number[],
): Promise<string> => {
  const monitors = Object.fromEntries(
    every.map((steps, place) => [
      `m${place}`,
      monitor(net, place % 2 === 0 ? 'Y' : 'X', 's', record(), { every: steps }),
    ]),
  );
  const { state, monitors: seen, steps } = orThrow(await run(backend, net, start, frames, monitors));
  return plain({ state, seen, steps });
};
