import {
  bernoulli,
  bernoulliFrom,
  poissonIntervals,
  rankOrder,
  repeat,
  single,
  size,
  stack,
  tensor,
  trains,
  type Tensor,
} from 'spikefold';
import { poissonApprox, poissonApproxFrom } from 'spikefold/bindsnet';
import { failed, passed, tensorOf, type Case, type Fields, type Json, type Verdict } from './case.js';
import { difference } from './compare.js';
import { stepsOfReference, wholeTime } from './times.js';

interface Args {
  readonly datum: Tensor;
  readonly time: number;
  readonly dt: number;
  readonly approx: boolean;
  readonly sparsity: number;
  readonly maxProb: number;
}

const argsOf = (golden: Case): Args => {
  const { datum, time, dt = 1, approx = false, sparsity = 0.5, max_prob: maxProb = 1 } = golden['args'] as Fields;
  return {
    datum: tensorOf(datum!),
    time: time as number,
    dt: dt as number,
    approx: approx === true,
    sparsity: sparsity as number,
    maxProb: maxProb as number,
  };
};

/** Each encoder under the reference's name, on the random numbers of the case where it needs any. */
const encoders: { readonly [encoder: string]: (args: Args, draws: Tensor) => Iterable<Tensor> } = {
  repeat: ({ datum, time, dt }) => repeat(datum, wholeTime(time, dt))(dt),
  single: ({ datum, time, dt, sparsity }) => single(datum, wholeTime(time, dt), sparsity)(dt),
  rank_order: ({ datum, time, dt }) => withoutLast([...rankOrder(datum, wholeTime(time, dt))(dt)]),
  bernoulli: ({ datum, maxProb }, draws) => bernoulliFrom(stepsOf(draws, datum), datum, maxProb),
  poisson: ({ datum, time, dt, approx }, draws) =>
    approx
      ? poissonApproxFrom(stepsOf(draws, datum), datum)
      : trains(datum.shape, stepsOfReference(time, dt), (count, place) =>
          datum.data[place] === 0 ? Infinity : draws.data[count * size(datum.shape) + place]!,
        ),
};

/** The reference drops the spikes of the last step: those of the smallest value, and of all that share the step with it. */
const withoutLast = (rows: readonly Tensor[]): readonly Tensor[] =>
  rows.map((row, step) => (step < rows.length - 1 ? row : { ...row, data: row.data.map(() => 0) }));

/** Random numbers step by step; without a time they are one step's. */
const stepsOf = (draws: Tensor, datum: Tensor): readonly ArrayLike<number>[] => {
  const width = datum.data.length;
  return Array.from({ length: draws.data.length / width }, (_, step) =>
    draws.data.subarray(step * width, (step + 1) * width),
  );
};

/** An encoder on given random numbers: the spikes have to be the same, but for those that the case leaves open. */
export const encoderCase = (golden: Case): Verdict => {
  const name = String(golden['encoder']);
  const encode = encoders[name];
  if (encode === undefined) return failed(`encoder '${name}' is not in the library`);
  const { spikes, ignore } = golden['expect'] as { readonly spikes: Json; readonly ignore?: Json };
  const draws = (golden['draws'] as Fields | undefined)?.['values'];
  const got = stack([...encode(argsOf(golden), draws === undefined ? tensor([0], []) : tensorOf(draws))]);
  const open = ignore === undefined ? undefined : tensorOf(ignore);
  const shown = (x: Tensor): Tensor =>
    open === undefined
      ? x
      : { ...x, data: x.data.map((value, place) => (open.data[place % open.data.length] === 1 ? 0 : value)) };
  const why = difference(golden, `encoder '${name}'`, 'spikes', shown(tensorOf(spikes)), shown(got));
  return why === undefined ? passed : failed(why);
};

/** The encoders that draw, on random numbers of our own. */
const drawing: { readonly [encoder: string]: (args: Args) => Iterable<Tensor> } = {
  bernoulli: ({ datum, time, dt, maxProb }) => bernoulli(1, datum, wholeTime(time, dt), maxProb)(dt),
  poisson: ({ datum, time, dt, approx }) =>
    (approx ? poissonApprox : poissonIntervals)(1, datum, wholeTime(time, dt))(dt),
};

/** An encoder on random numbers of our own: the share of steps with a spike. */
export const encoderExpectation = (golden: Case): Verdict => {
  const draw = drawing[String(golden['encoder'])];
  if (draw === undefined) return failed(`encoder '${String(golden['encoder'])}' is not in the library`);
  const args = argsOf(golden);
  const { datum } = args;
  const { spikes_per_step_mean: means, spikes_per_step_tolerance: tolerances } = golden['expect'] as unknown as {
    readonly [name: string]: readonly number[];
  };
  const spikes = stack([...draw(args)]);
  const shares = Array.from(
    datum.data,
    (_, place) =>
      Array.from({ length: spikes.shape[0]! }, (__, step) => spikes.data[step * datum.data.length + place]!).reduce(
        (a, b) => a + b,
        0,
      ) / spikes.shape[0]!,
  );
  const off = shares.findIndex((share, place) => Math.abs(share - means![place]!) > tolerances![place]!);
  return off < 0
    ? passed
    : failed(`value ${datum.data[off]}: want ${means![off]} +- ${tolerances![off]} spikes a step, got ${shares[off]}`);
};

interface Wanted {
  readonly value: number;
  readonly spikes_per_step_mean: number;
  readonly spikes_per_step_tolerance: number;
  readonly interval_mean?: number;
  readonly interval_mean_tolerance?: number;
  readonly interval_variance?: number;
  readonly interval_variance_tolerance?: number;
}

/** An encoder on random numbers of our own: rate, and mean and variance of the intervals, have to be the reference's. */
export const encoderStatistics = (golden: Case): Verdict => {
  const draw = drawing[String(golden['encoder'])];
  if (draw === undefined) return failed(`encoder '${String(golden['encoder'])}' is not in the library`);
  const args = argsOf(golden);
  const { datum } = args;
  const { trains: count, values } = golden['expect'] as unknown as {
    readonly trains: number;
    readonly values: readonly Wanted[];
  };
  const many = {
    ...datum,
    shape: [count, datum.data.length],
    data: Float32Array.from(
      { length: count * datum.data.length },
      (_, place) => datum.data[place % datum.data.length]!,
    ),
  };
  const spikes = stack([...draw({ ...args, datum: many })]);
  const why = values
    .map((want, column) => statisticsDifference(want, statistics(spikes, column, datum.data.length)))
    .find((found) => found !== undefined);
  return why === undefined ? passed : failed(why);
};

const statistics = (spikes: Tensor, column: number, columns: number) => {
  const [steps, count] = spikes.shape as [number, number];
  const intervals: number[] = [];
  let total = 0;
  for (let train = 0; train < count; train++) {
    let last: number | undefined;
    for (let step = 0; step < steps; step++) {
      if (spikes.data[(step * count + train) * columns + column] !== 1) continue;
      total++;
      if (last !== undefined) intervals.push(step - last);
      last = step;
    }
  }
  const mean = intervals.reduce((a, b) => a + b, 0) / intervals.length;
  const variance = intervals.reduce((a, b) => a + (b - mean) ** 2, 0) / intervals.length;
  return { rate: total / (steps * count), mean, variance };
};

const statisticsDifference = (
  want: Wanted,
  { rate, mean, variance }: ReturnType<typeof statistics>,
): string | undefined => {
  const off = (
    what: string,
    wanted: number | undefined,
    tolerance: number | undefined,
    got: number,
  ): string | undefined =>
    wanted === undefined || Math.abs(got - wanted) <= tolerance!
      ? undefined
      : `value ${want.value}, ${what}: want ${wanted} +- ${tolerance}, got ${got}`;
  return (
    off('spikes a step', want.spikes_per_step_mean, want.spikes_per_step_tolerance, rate) ??
    off('mean interval', want.interval_mean, want.interval_mean_tolerance, mean) ??
    off('variance of intervals', want.interval_variance, want.interval_variance_tolerance, variance)
  );
};
