import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from './backend.js';
import { areFaults, type Faults } from '../faults/errors.js';
import { callFaults } from './run-faults.js';
import { begun } from './begun.js';
import type { Frame } from '../frame.js';
import { recordingsOf, type Monitors } from './recordings.js';
import { lazily } from './lazy.js';
import { monitorFaults, type Monitor } from './monitor.js';
import type { Names, Network, NetworkState } from '../network.js';
import { givenFaults } from '../check/numbers.js';
import { endFaults, frameReader } from './frame-reader.js';
import { monitorsAfter, resumeFaults } from './resume.js';
import { chunks } from './chunks.js';
import { finalState, scan } from './scan.js';
import { factsOf, type AnySteps } from './source.js';
import { batched } from '../state.js';
import type { Tensor } from '../tensor.js';
import { distinct, watchFaults } from './watch.js';

/** The result of each monitor, under its name. */
export type Outputs<M extends Monitors> = { readonly [N in keyof M]: M[N] extends Monitor<infer O> ? O : never };

/** The result of a run. */
export interface Ran<L extends Names, C extends Names, M extends Monitors> {
  readonly state: NetworkState<L, C>;
  /** The result of each monitor: worked out when it is asked for, and kept. */
  readonly monitors: Outputs<M>;
  /** The monitors themselves, to go on with in a next run. */
  readonly resume: M;
  readonly steps: number;
}

/** A run that met a fault: the faults, and the result up to there. */
export interface Stopped<L extends Names, C extends Names, M extends Monitors> extends Ran<L, C, M> {
  readonly faults: Faults;
}

/** Options of a run: whether weights are normalised at its end, and a signal to stop it. */
export interface RunOptions {
  /** Whether weights with a norm are normalised when the frames end; default true. One run is one sample, unless frames mark episodes. */
  readonly normalise?: boolean;
  /**
   * Stops the run when it aborts, with a fault `Aborted`. Nothing is lost: every frame that the stream had given is run, and
   * from the state and the monitors a run goes on as if it had not been stopped. A frame that is still waited for is given up.
   */
  readonly signal?: AbortSignal;
}

/**
 * Runs a network over a stream of frames, one a step: `stepNetwork` scanned, every monitor folded over its variables. Frame
 * k + 1 is requested when the monitors have seen step k, so frames may depend on them; a source that is known not to
 * (encoders, tensors, `independent`, and their combinations by `frames`, `episode` and others) is read ahead. Arguments are
 * left as they are, so a run can be repeated and a state be kept. A state of one row runs frames of any number of rows:
 * every row starts as it. A frame that does not fit, a stream that fails or a signal that aborts ends the run with a Left
 * that holds the state and the recordings up to there; the stream is then closed. So does a step after which a variable is
 * NaN, or infinite where nothing in the network asks for that: a fault `Number` names the variable, the neuron and the step,
 * and state and recordings are those after that step. So does a fold that throws, in its monitor's name: it keeps what it
 * had before that step, while the state, `steps` and all other monitors are after the last step that the backend took, at
 * most `backend.chunk` - 1 later. A backend that loses the state, as a GPU may, gives a Left with the state that it was
 * given, and with what was recorded until then.
 */
export const run = async <
  L extends Names,
  C extends Names,
  M extends Monitors = Readonly<Record<never, Monitor<unknown>>>,
>(
  backend: Backend,
  net: Network<L, C>,
  state: NetworkState<L, C>,
  frames: AnySteps<Frame<Tensor, keyof L & string, keyof C & string>>,
  monitors: M = {} as M,
  options: RunOptions = {},
): Promise<E.Either<Stopped<L, C, M>, Ran<L, C, M>>> => {
  const stopped = (faults: Faults) => E.left({ faults, ...outcome(state, monitors, 0) });
  const wrong = callFaults(backend, net, state, monitors, options);
  if (areFaults(wrong)) return E.left({ faults: wrong, ...outcome(state, {} as M, 0) });
  const { normalise = true, signal } = options;
  const facts = factsOf(frames);
  const most = facts.independent ? backend.chunk : 1;
  const watched = distinct(Object.values(monitors).flatMap((monitor) => monitor?.watches ?? []));
  const unsound = [
    ...watched.flatMap((watch) => watchFaults(net, watch)),
    ...Object.entries(monitors).flatMap(([name, monitor]) => monitorFaults(name, monitor)),
    ...givenFaults(net, state, backend.allFinite),
    ...endFaults(facts, signal),
  ];
  if (areFaults(unsound)) return stopped(unsound);

  const reader = frameReader(frames, net.dt, signal, most);
  try {
    const { first, ends, rows, fit, faults: unfit } = await begun(net, state, reader, facts, backend.allFinite);
    const refused = [...unfit, ...(first.done === true ? [] : resumeFaults(net, monitors, rows.count))];
    if (areFaults(refused)) return stopped(refused);

    const opened = await backend.open(net, batched(net, state, rows.count), watched);
    if (E.isLeft(opened)) return stopped(opened.left);
    const session = opened.right;
    try {
      const { recordings, faults: wrong } = await scan(
        session,
        net.dt,
        recordingsOf(net, state, watched, monitors),
        chunks(first, ends, reader, fit, most),
      );
      const last = await finalState(backend, session, normalise && wrong === undefined);
      if (E.isLeft(last)) return stopped(wrong ?? last.left);
      const faults = wrong ?? session.met();
      const after = last.right as NetworkState<L, C>;
      const ran = outcome(after, monitorsAfter(monitors, net, after, rows.count, recordings) as M, recordings.steps);
      return faults === undefined ? E.right(ran) : E.left({ faults, ...ran });
    } finally {
      session.close();
    }
  } finally {
    await reader.close();
  }
};

/** The result of a run that ended in a state. */
const outcome = <L extends Names, C extends Names, M extends Monitors>(
  state: NetworkState<L, C>,
  resume: M,
  steps: number,
): Ran<L, C, M> => ({ state, monitors: lazily(resume, ({ fold }) => fold.done()) as Outputs<M>, resume, steps });
