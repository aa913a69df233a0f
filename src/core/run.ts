import * as E from 'fp-ts/lib/Either.js';
import type { Backend, Session } from './backend.js';
import { at, fault, unlessFaulty, type Fault, type Faults } from './errors.js';
import type { Frame } from './frame.js';
import type { Monitor, Watch } from './monitor.js';
import type { Names, Network, NetworkState } from './network.js';
import { mapValues } from './record.js';
import { chunks, distinct, scan, type Monitors } from './scan.js';
import { batchOf, stateFaults } from './state.js';
import type { Tensor } from './tensor.js';

export type Outputs<M extends Monitors> = { readonly [N in keyof M]: M[N] extends Monitor<infer O> ? O : never };

/** What a run came to. */
export interface Ran<L extends Names, C extends Names, M extends Monitors> {
  readonly state: NetworkState<L, C>;
  /** What each monitor's fold came to. */
  readonly monitors: Outputs<M>;
  /** The monitors themselves, to go on with in a next run. */
  readonly resume: M;
  readonly steps: number;
}

/** A run that met a fault: what was wrong, and all that there was before it. */
export interface Stopped<L extends Names, C extends Names, M extends Monitors> extends Ran<L, C, M> {
  readonly faults: Faults;
}

export interface RunOptions {
  /** Whether weights with a norm are normalised when the frames end; default true. One run is one sample, unless frames mark episodes. */
  readonly normalise?: boolean;
}

/**
 * Runs a network over a stream of frames, one a step: `stepNetwork` scanned, every monitor folded over what it watches.
 * Arguments are left as they are, so a run can be repeated and a state be kept. A frame that does not fit, or a stream
 * that fails, ends the run with a Left that holds the state and the recordings up to there.
 */
export const run = async <
  L extends Names,
  C extends Names,
  M extends Monitors = Readonly<Record<never, Monitor<unknown>>>,
>(
  backend: Backend,
  net: Network<L, C>,
  state: NetworkState<L, C>,
  frames:
    | Iterable<Frame<Tensor, keyof L & string, keyof C & string>>
    | AsyncIterable<Frame<Tensor, keyof L & string, keyof C & string>>,
  monitors: M = {} as M,
  { normalise = true }: RunOptions = {},
): Promise<E.Either<Stopped<L, C, M>, Ran<L, C, M>>> => {
  const watched = distinct(Object.values(monitors).flatMap(({ watches }) => watches));
  const opened = await open(backend, net, state, watched);
  if (E.isLeft(opened)) return E.left({ faults: opened.left, ...outcome(state, monitors, 0) });

  const session = opened.right;
  try {
    const {
      monitors: folded,
      steps,
      faults,
    } = await scan(session, watched, monitors, chunks(net, batchOf(net, state), backend.chunk, frames));
    if (normalise && faults === undefined) await session.normalise();
    const ran = outcome((await session.state()) as NetworkState<L, C>, folded, steps);
    return faults === undefined ? E.right(ran) : E.left({ faults, ...ran });
  } finally {
    session.close();
  }
};

const open = async (
  backend: Backend,
  net: Network<Names, Names>,
  state: NetworkState<Names, Names>,
  watched: readonly Watch[],
): Promise<E.Either<Faults, Session>> => {
  const known: Readonly<Record<string, { readonly variables: readonly string[] }>> = {
    ...net.layers,
    ...net.connections,
  };
  const faults = watched.flatMap(({ of, variable }): readonly Fault[] => {
    const variables = Object.hasOwn(known, of) ? known[of]!.variables : undefined;
    if (variables?.includes(variable)) return [];
    return [
      at(`monitor of '${of}'`)(
        fault(
          'Unknown',
          'variable',
          variables === undefined ? 'of a layer or connection of the network' : `one of ${variables.join(', ')}`,
          `'${variable}'`,
        ),
      ),
    ];
  });
  const checked = unlessFaulty([...faults, ...stateFaults(net, state)], () => undefined);
  return E.isLeft(checked) ? checked : backend.open(net, state, watched);
};

/** What there is to show of a state and the monitors that led to it. */
const outcome = <L extends Names, C extends Names, M extends Monitors>(
  state: NetworkState<L, C>,
  monitors: M,
  steps: number,
): Ran<L, C, M> => ({
  state,
  monitors: mapValues(monitors, ({ fold }) => fold.done()) as Outputs<M>,
  resume: monitors,
  steps,
});
