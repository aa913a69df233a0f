import {
  concat,
  counts,
  diehlAndCook2015,
  episode,
  every,
  foldIn,
  frames,
  frozen,
  initial,
  monitor,
  orThrow,
  poissonIntervals,
  progress,
  raster,
  run,
  stack,
  stepsIn,
  tensor,
  type Backend,
  type DiehlAndCook2015,
  type Seed,
  type Spike,
  type StateOf,
  type Tensor,
} from 'spikefold';
import {
  accuracy,
  allActivity,
  assignLabels,
  confusion,
  proportionWeighting,
  unassigned,
  type Assignment,
} from 'spikefold/read-out';
import type { Sample } from './dataset.js';

/**
 * The experiment's settings: those of BindsNET's MNIST script, its encoder too. (With true Poisson spikes learning is a little
 * slower: after one epoch of so few samples the thresholds of some neurons are still low, and these respond to every digit.)
 * Times in ms, intensity in Hz at white, inhibition in mV. `keep` is the weight of a neuron's earlier rates when labels are
 * assigned anew, since neurons still change the digit that they respond to.
 */
const protocol = { time: 250, dt: 1, intensity: 128, inhibition: 120, relabelEvery: 250, keep: 0.5 };

export interface Job {
  readonly backend: Backend;
  readonly seed: Seed;
  readonly neurons: number;
  readonly classes: number;
  /** Between excitatory neurons, mV; that of the experiment where it is not given. */
  readonly inhibition?: number;
  /** Learning rates of presynaptic and postsynaptic spikes; those of the network where they are not given. */
  readonly nu?: readonly [number, number];
}

/** Accuracy on some samples, from 0 to 1, by both methods of classification. */
export interface Scores {
  readonly allActivity: number;
  readonly proportion: number;
}

export interface Trained {
  readonly net: DiehlAndCook2015;
  readonly state: StateOf<DiehlAndCook2015>;
  readonly assignment: Assignment;
  /** Accuracy on each block of training samples, with the labels assigned to the neurons before it. */
  readonly blocks: readonly (Scores & { readonly samples: number })[];
}

/** Called as samples are shown. */
export type Watcher = (done: number, latest: Scores | undefined) => void;

/** The spikes of samples, one after the other; each is an episode of its own. */
const shown = (samples: readonly Sample[], seed: Seed) =>
  concat(
    samples.map(({ image }, index) => {
      const rates = tensor(
        [image.length],
        image.map((pixel) => pixel * protocol.intensity),
      );
      return episode(frames({ X: poissonIntervals(foldIn(seed, index), rates, protocol.time) }));
    }),
  );

const stepsPerSample = stepsIn(protocol.time, protocol.dt);

/** Spike counts of the excitatory neurons for each sample of a run, `[samples, n]`; `onSample` is called after each. */
const watching = (net: DiehlAndCook2015, onSample: () => void) => ({
  spikes: monitor(net, 'Ae', 's', every(stepsPerSample, counts())),
  shown: progress(onSample, { every: stepsPerSample }),
});

const flat = (rows: readonly Tensor[]): Tensor => {
  const stacked = stack(rows);
  return { ...stacked, shape: [rows.length, stacked.data.length / rows.length] };
};

const predictions = (spikes: Tensor, assignment: Assignment, classes: number) => ({
  allActivity: orThrow(allActivity(spikes, assignment, classes)),
  proportion: orThrow(proportionWeighting(spikes, assignment, classes)),
});

const scores = (predicted: ReturnType<typeof predictions>, samples: readonly Sample[]): Scores => {
  const labels = samples.map(({ label }) => label);
  return { allActivity: accuracy(predicted.allActivity, labels), proportion: accuracy(predicted.proportion, labels) };
};

/** Shows every sample once an epoch and lets STDP learn; after each block of samples, neurons are assigned the labels that they spike most for. */
export const train = async (
  { backend, seed, neurons, classes, inhibition: inh = protocol.inhibition, nu }: Job,
  samples: readonly Sample[],
  epochs: number,
  watch: Watcher,
): Promise<Trained> => {
  const net = orThrow(
    diehlAndCook2015({
      inputs: [samples[0]!.image.length],
      neurons,
      inh,
      dt: protocol.dt,
      seed,
      ...(nu !== undefined && { nu }),
    }),
  );
  let trained: Trained = { net, state: initial(net, { seed }), assignment: unassigned(neurons, classes), blocks: [] };
  let done = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let start = 0; start < samples.length; start += protocol.relabelEvery) {
      const block = samples.slice(start, start + protocol.relabelEvery);
      const input = shown(block, foldIn(foldIn(seed, epoch), start));
      const watched = watching(net, () => watch(++done, trained.blocks.at(-1)));
      const { state, monitors } = orThrow(await run(backend, net, trained.state, input, watched));
      const spikes = flat(monitors.spikes);
      const found = scores(predictions(spikes, trained.assignment, classes), block);
      const assignment = orThrow(
        assignLabels(
          spikes,
          block.map(({ label }) => label),
          classes,
          { rates: trained.assignment.rates, alpha: protocol.keep },
        ),
      );
      trained = { net, state, assignment, blocks: [...trained.blocks, { samples: done, ...found }] };
    }
  }
  return trained;
};

export interface Tested extends Scores {
  /** Counts of true label (row) and predicted label (column), by all activity; `[classes, classes]`. */
  readonly confusion: Tensor;
  /** The spikes of the layers during the first sample. */
  readonly rasters: Readonly<Record<'X' | 'Ae' | 'Ai', readonly Spike[]>>;
}

/** Shows samples to the frozen network: weights and thresholds stay, and labels are those assigned in training. */
export const test = async (
  { backend, seed, classes }: Job,
  { net, state, assignment }: Trained,
  samples: readonly Sample[],
  watch: Watcher,
): Promise<Tested> => {
  const still = frozen(net);
  let done = 0;
  const input = shown(samples, foldIn(seed, 0x7e57));
  const { monitors } = orThrow(
    await run(
      backend,
      still,
      state,
      input,
      watching(still, () => watch(++done, undefined)),
    ),
  );
  const predicted = predictions(flat(monitors.spikes), assignment, classes);

  const watched = {
    X: monitor(still, 'X', 's', raster()),
    Ae: monitor(still, 'Ae', 's', raster()),
    Ai: monitor(still, 'Ai', 's', raster()),
  };
  const first = orThrow(await run(backend, still, state, shown(samples.slice(0, 1), foldIn(seed, 0x7e57)), watched));
  const taken = orThrow(
    confusion(
      predicted.allActivity,
      samples.map(({ label }) => label),
      classes,
    ),
  );
  return { ...scores(predicted, samples), confusion: taken, rasters: first.monitors };
};
