import {
  counts,
  dense,
  episode,
  frames,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  run,
  tensor,
  uniforms,
  wasm,
  zeros,
} from 'spikefold';
import type { Seed } from 'spikefold';
import type { JobContext } from 'spikefold/sweep';

/** Digits of 8 x 8 pixels, row by row, from 0 to 1. */
export interface Digits {
  readonly images: Float32Array;
  readonly labels: readonly number[];
}

/** Weights to be tried, after a random step in each of them, on some of the digits. */
export interface Trial {
  readonly weights: Float32Array;
  readonly step: number;
  readonly from: number;
  readonly count: number;
}

export const [pixels, classes] = [64, 10];

/** Ten neurons, one for each class, which all pixels excite or inhibit. */
const net = orThrow(
  network({ dt: 1 }, { X: layer([pixels], input()), Y: layer([classes], lif({ refrac: 0 })) }, (connect) => ({
    XY: connect('X', 'Y', dense(zeros([pixels, classes]))),
  })),
);

/** A random step in each weight, up or down: a function of a point's seed, which whoever reads its score knows too. */
export const stepsOf = (seed: Seed): Float32Array => uniforms(seed, 0, pixels * classes).map((x) => (x < 0.5 ? -1 : 1));

/** The spikes of each neuron for some digits that are shown for 20 ms, `[count, 10]`. */
export const votes = async (
  weights: Float32Array,
  { images, labels }: Digits,
  from: number,
  count: number,
): Promise<Float32Array> => {
  const places = Array.from({ length: count }, (_, index) => (from + index) % labels.length);
  const rates = tensor(
    [count, pixels],
    places.flatMap((place) => [...images.subarray(place * pixels, (place + 1) * pixels)].map((pixel) => 200 * pixel)),
  );
  const start = initial(net, { batch: count });
  const state = { ...start, connections: { XY: { w: tensor([pixels, classes], weights) } } };
  const shown = episode(frames({ X: poisson(from, rates, 20) }));
  const { monitors } = orThrow(await run(wasm, net, state, shown, { spikes: monitor(net, 'Y', 's', counts()) }));
  return monitors.spikes.data as Float32Array;
};

/** The part of some digits for which the neuron of their class spikes most; a tie counts as chance has it. */
export const scoreOf = (spikes: Float32Array, labels: readonly number[], from: number): number => {
  const count = spikes.length / classes;
  let right = 0;
  for (let index = 0; index < count; index++) {
    const row = spikes.subarray(index * classes, (index + 1) * classes);
    const most = Math.max(...row);
    const first = row.filter((value) => value === most).length;
    if (row[labels[(from + index) % labels.length]!] === most) right += 1 / first;
  }
  return right / count;
};

/** The score of weights after the step that the seed of the point gives. */
export default async ({ weights, step, from, count }: Trial, { seed, shared }: JobContext<Digits>): Promise<number> => {
  const steps = stepsOf(seed);
  const moved = weights.map((weight, place) => weight + step * steps[place]!);
  return scoreOf(await votes(moved, shared, from, count), shared.labels, from);
};
