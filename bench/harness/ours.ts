import { isLeft, left, right } from 'fp-ts/lib/Either.js';
import {
  explain,
  orThrow,
  run,
  type Backend,
  type Frame,
  type Monitor,
  type Names,
  type Network,
  type NetworkState,
  type Source,
  type Tensor,
} from 'spikefold';
import { secondsOf } from './clock.js';
import type { Subject } from './claim.js';

/** A run of a network through the public API, which any backend can do. */
export interface Program<L extends Names, C extends Names> {
  readonly net: Network<L, C>;
  readonly state: NetworkState<L, C>;
  readonly frames: () => Source<Frame<Tensor, keyof L & string, keyof C & string>>;
  /** What is counted, once, before the race; the timed runs have no monitors. */
  readonly counted: Readonly<Record<string, Monitor<Tensor>>>;
  /** How many units of work a run is. */
  readonly units: number;
}

/**
 * A backend as a subject. The clock runs from the start of a run until it has given its state back, but for the time that it
 * takes to open the network, which is a claim of its own; frames are made meanwhile.
 */
export const ours = <L extends Names, C extends Names>(
  backend: Backend,
  program: (backend: Backend) => Program<L, C> | Promise<Program<L, C>>,
): Subject => ({
  name: backend.name,
  kind: 'ours',
  open: async () => {
    const { net, state, frames, counted, units } = await program(backend);
    const seen = await run(backend, net, state, frames(), counted);
    if (isLeft(seen)) return left(seen.left.faults.map(explain).join('; '));
    const totals = Object.entries<Tensor>(seen.right.monitors).map(([name, { data }]) => [name, sum(data) / units]);
    return right({
      spikes: Object.fromEntries(totals),
      round: async (clock) => {
        let opening = 0;
        const clocked: Backend = {
          ...backend,
          open: async (...given) => {
            const began = secondsOf(clock);
            const opened = await backend.open(...given);
            opening = secondsOf(clock) - began;
            return opened;
          },
        };
        const began = secondsOf(clock);
        orThrow(await run(clocked, net, state, frames()));
        return (secondsOf(clock) - began - opening) / units;
      },
    });
  },
});

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Only the frames of a program, without a network: no backend that gets them so can be faster. */
export const framesAlone = (frames: () => Source<unknown>, units: number): Subject => ({
  name: 'frames alone',
  kind: 'bound',
  open: async () =>
    right({
      round: async (clock) => {
        const began = secondsOf(clock);
        Array.from(frames()(1), () => 0);
        return (secondsOf(clock) - began) / units;
      },
    }),
});

/** A subject that does not take part, and why. */
export const absent = (name: string, why: string): Subject => ({ name, kind: 'ours', open: async () => left(why) });
