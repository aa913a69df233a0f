import type { Spike } from 'spikefold';
import { deviation, mean } from './numbers.js';

/** The spikes of a layer of n neurons. */
export interface Trains {
  readonly n: number;
  readonly spikes: readonly Pick<Spike, 'step' | 'neuron'>[];
}

/** A window of time, in steps of `dt` ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly dt: number;
}

/** The spikes within a span. */
const within = ({ spikes }: Trains, { from, to }: Span): Trains['spikes'] =>
  spikes.filter(({ step }) => step >= from && step < to);

/** How often a neuron spikes, Hz. */
export const rateOf = (layers: readonly Trains[], span: Span): number => {
  const [spikes, n] = [layers.flatMap((of) => within(of, span)).length, layers.reduce((sum, of) => sum + of.n, 0)];
  return (spikes * 1000) / (n * (span.to - span.from) * span.dt);
};

/** The mean coefficient of variation of intervals, over the neurons with at least five of them; NaN where there is none. */
export const irregularity = (layers: readonly Trains[], span: Span): number => {
  const all = layers.flatMap((of) => {
    const steps: number[][] = Array.from({ length: of.n }, () => []);
    for (const { step, neuron } of within(of, span)) steps[neuron]!.push(step);
    return steps.filter((train) => train.length > 5).map(intervals);
  });
  return mean(all.map((between) => deviation(between) / mean(between)));
};

const intervals = (steps: readonly number[]): readonly number[] =>
  steps.slice(1).map((step, place) => step - steps[place]!);

/** The spikes of the first n neurons of a layer, for a picture. */
export const some = <S extends Trains['spikes'][number]>(spikes: readonly S[], n: number): readonly S[] =>
  spikes.filter(({ neuron }) => neuron < n);
