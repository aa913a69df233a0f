import * as E from 'fp-ts/lib/Either.js';
import { initial, isLeft, monitor, orThrow, rasterColumns, record, run, wasm } from 'spikefold';
import type { AnyNetwork, Monitors, Names, NetworkState, SpikeColumns, Tensor } from 'spikefold';
import { loadState, saveState } from 'spikefold/file';
import { retuned } from 'spikefold/live';
import type { Advanced, Loaded, Values } from '../messages.js';
import type { Digit } from './digits.js';
import { evaluate, type Live } from './program.js';
import { readingOf, taken, type Reading } from './reading.js';
import type { Experiment } from './scope.js';
import { told } from './trouble.js';
import { rastersOf, tracesOf, weightsOf } from './views.js';

type State = NetworkState<Names, Names>;
/** A program, its network as it is now, and the frames to come. */
interface Running {
  readonly code: string;
  readonly seed: number;
  readonly live: Live;
  readonly digits: readonly Digit[];
  readonly experiment: Experiment;
  readonly loaded: Loaded;
  readonly state: State;
  readonly reading: Reading;
  readonly monitors: Monitors;
  readonly total: number;
  /** ms that a step took lately. */
  readonly pace: number;
}

const loadedOf = (experiment: Experiment, sliders: Loaded['sliders']): Loaded => ({
  dt: experiment.net.dt,
  window: experiment.show?.window ?? 500,
  sliders,
  rasters: rastersOf(experiment),
  traces: tracesOf(experiment),
  weights: weightsOf(experiment),
  note: experiment.note ?? '',
});

/** A program from its beginning. */
export const begun = (code: string, values: Values, seed: number, digits: readonly Digit[] = []): Running => {
  const live: Live = {};
  const { experiment, sliders } = evaluate(code, values, live, seed, digits);
  return {
    code,
    seed,
    live,
    digits,
    experiment,
    loaded: loadedOf(experiment, sliders),
    state: initial(experiment.net, { seed }),
    reading: readingOf(experiment.frames, experiment.net.dt),
    monitors: experiment.monitors ?? {},
    total: 0,
    pace: 0.05,
  };
};

/** The same program with other values of its sliders: the network goes on where only parameters change, else it begins anew. */
export const tuned = (running: Running, values: Values): Running => {
  const { code, seed, live, digits, experiment: before, state } = running;
  const { experiment: after, sliders } = evaluate(code, values, live, seed, digits);
  const next = retuned(before.net, state, after.net);
  if (isLeft(next)) {
    const anew = begun(code, values, seed, digits);
    return { ...anew, loaded: { ...anew.loaded, restarted: told(next.left) } };
  }
  // Frames and monitors go on as they are: what they read of the sliders is live.
  const experiment: Experiment = { ...before, net: next.right.net };
  return { ...running, experiment, loaded: loadedOf(experiment, sliders), state: next.right.state };
};

const watching = (net: AnyNetwork, { rasters, traces }: Loaded): Monitors => ({
  ...Object.fromEntries(
    rasters.map(({ layer, shown, of }, k) => [
      `raster ${k}`,
      monitor(net, layer, 's', rasterColumns(), shown < of ? { only: Array.from({ length: shown }, (_, n) => n) } : {}),
    ]),
  ),
  ...Object.fromEntries(
    traces.map(({ layer, variable, neurons }, k) => [
      `trace ${k}`,
      monitor(net, layer, variable, record(), { only: [...neurons] }),
    ]),
  ),
});

/** Takes at most so many steps, and about as many as there is time for (ms); what they brought, and what goes on. */
export const advanced = async (
  running: Running,
  most: number,
  budget: number,
  withWeights: boolean,
): Promise<readonly [Running, Advanced]> => {
  const { experiment, loaded, state, reading, pace, total } = running;
  const count = Math.max(1, Math.min(most, Math.floor(budget / pace)));
  let ended = false;
  const given = taken(reading, count, () => void (ended = true));
  const before = performance.now();
  const own = watching(experiment.net, loaded);
  const ran = await run(wasm, experiment.net, state, given, { ...own, ...running.monitors }, { normalise: false });
  const { state: after, monitors, resume, steps } = orThrow(ran);
  const perStep = (performance.now() - before) / Math.max(steps, 1);
  const seen = monitors as Readonly<Record<string, unknown>>;
  const { weights } = loaded;
  const drawn = withWeights && weights !== undefined ? after.connections[weights.connection]!['w']! : undefined;
  return [
    {
      ...running,
      state: after,
      monitors: Object.fromEntries(Object.keys(running.monitors).map((name) => [name, resume[name]!])),
      total: total + steps,
      pace: 0.7 * pace + 0.3 * perStep,
    },
    {
      steps,
      total: total + steps,
      spikes: loaded.rasters.map((_, k) => {
        const { step, neuron } = seen[`raster ${k}`] as SpikeColumns;
        return { step, neuron };
      }),
      traces: loaded.traces.map((_, k) => Float32Array.from((seen[`trace ${k}`] as Tensor).data)),
      ...(drawn && { weights: Float32Array.from(drawn.data) }),
      caption: experiment.show?.caption?.() ?? '',
      ended,
    },
  ];
};

/** The state as a file. */
export const saved = ({ experiment, state }: Running): Uint8Array => orThrow(saveState(experiment.net, state));

/** The network goes on from the state in a file. */
export const restored = (running: Running, bytes: Uint8Array): Running => ({
  ...running,
  state: orThrow(E.map(({ state }: { readonly state: State }) => state)(loadState(running.experiment.net, bytes))),
});

export type { Running };
