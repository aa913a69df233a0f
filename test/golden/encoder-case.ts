import { poissonIntervals, size, stack, stepsIn, trains, type Tensor } from '../../src/index.js';
import { failed, passed, tensorOf, type Case, type Fields, type Json, type Verdict } from './case.js';
import { difference } from './compare.js';

interface Args {
  readonly datum: Tensor;
  readonly time: number;
  readonly dt: number;
  readonly rest: Fields;
}

const argsOf = (golden: Case): Args => {
  const { datum, time, dt = 1, ...rest } = golden['args'] as Fields;
  return { datum: tensorOf(datum!), time: time as number, dt: dt as number, rest };
};

/** Each encoder under the reference's name, on the random numbers of the case. */
const withDraws: { readonly [encoder: string]: ((args: Args, draws: Tensor) => Iterable<Tensor>) | undefined } = {
  poisson: ({ datum, time, dt }, draws) =>
    trains(datum.shape, stepsIn(time, dt), (count, place) =>
      datum.data[place] === 0 ? Infinity : draws.data[count * size(datum.shape) + place]!,
    ),
};

/** An encoder on given random numbers: the spikes have to be the same. */
export const encoderCase = (golden: Case): Verdict => {
  const encode = withDraws[golden['encoder'] as string];
  const args = argsOf(golden);
  const draws = (golden['draws'] as Fields | undefined)?.['values'];
  if (encode === undefined || draws === undefined || Object.keys(args.rest).length > 0)
    return failed(
      `encoder '${String(golden['encoder'])}' with ${Object.keys(args.rest).join(', ') || 'these draws'} is not in the library`,
    );
  const { spikes } = golden['expect'] as { readonly spikes: Json };
  const why = difference(
    golden,
    `encoder '${String(golden['encoder'])}'`,
    'spikes',
    tensorOf(spikes),
    stack([...encode(args, tensorOf(draws))]),
  );
  return why === undefined ? passed : failed(why);
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
  if (golden['encoder'] !== 'poisson') return failed(`encoder '${String(golden['encoder'])}' is not in the library`);
  const { datum, time, dt } = argsOf(golden);
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
  const spikes = stack([...poissonIntervals(1, many, time, dt)]);
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
