import { poisson, tensor } from '../../../src/index.js';
import type { Row } from '../support/row.js';
import { cvOf, differences, meanOf, overSeeds, spreadOf, sumOf, varianceOf } from '../support/statistics.js';

const seeds = [1, 2, 3, 4, 5];

/** Long enough for some intervals. */
const stepsFor = (rate: number, dt: number): number => (rate * dt <= 1 ? 100_000 : 40_000);

/** Two trains of a seed: for each, whether it spikes in each step. */
const trains = (seed: number, rate: number, dt: number): readonly Uint8Array[] => {
  const steps = stepsFor(rate, dt);
  const found = [new Uint8Array(steps), new Uint8Array(steps)];
  let step = 0;
  for (const { data } of poisson(seed, tensor([2], [rate, rate]), steps * dt)(dt)) {
    for (const [place, train] of found.entries()) train[step] = data[place]!;
    step += 1;
  }
  return found;
};

const intervals = (train: Uint8Array): readonly number[] =>
  differences([...train].flatMap((spike, step) => (spike === 0 ? [] : [step])));

/** Standard error of the CV of n geometric intervals of chance p, by its moments (delta method). */
const cvError = (p: number, n: number): number => {
  const q = 1 - p;
  if (q === 0) return 0;
  const [skewness, kurtosis] = [(2 - p) / Math.sqrt(q), 9 + p ** 2 / q];
  return Math.sqrt((q * ((kurtosis - 1) / 4 - skewness * Math.sqrt(q) + q)) / n);
};

const settings = [0.1, 1].flatMap((dt) => [1, 10, 100, 500, 1000].map((rate) => ({ rate, dt })));

const rateAndCv = ({ rate, dt }: { readonly rate: number; readonly dt: number }): readonly Row[] => {
  const [p, found] = [(rate * dt) / 1000, seeds.map((seed) => trains(seed + rate * 100 + dt * 10, rate, dt))];
  const rates = found.map(
    (pair) => (sumOf(pair.map((train) => sumOf([...train]))) * 1000) / (2 * stepsFor(rate, dt) * dt),
  );
  const error = (Math.sqrt((p * (1 - p)) / (2 * stepsFor(rate, dt) * seeds.length)) * 1000) / dt;
  const between = found.map((pair) => pair.flatMap(intervals));
  const [cv, cvs] = [Math.sqrt(1 - p), between.map(cvOf)];
  const cvTolerance = 3 * cvError(p, between.flat().length);
  return [
    {
      claim: `Poisson encoder, ${rate} Hz, dt ${dt}: rate`,
      source: 'standard',
      target: `${rate} Hz`,
      ours: overSeeds(rates, 2),
      tolerance: `3 standard errors, ${(3 * error).toFixed(2)}`,
      passed: Math.abs(meanOf(rates) - rate) <= 3 * error + 1e-9,
    },
    {
      claim: `Poisson encoder, ${rate} Hz, dt ${dt}: CV of intervals`,
      source: 'geometric intervals',
      target: `sqrt(1 - rate dt) = ${cv.toFixed(4)}`,
      ours: `${cvOf(between.flat()).toFixed(4)} (${overSeeds(cvs, 4)})`,
      tolerance: `3 standard errors, ${cvTolerance.toFixed(4)}`,
      passed: Math.abs(cvOf(between.flat()) - cv) <= cvTolerance,
    },
  ];
};

/** Campbell's theorem for a train through exp(-t / tau): mean rate tau, variance rate tau / 2; in steps, with d = exp(-dt / tau), p / (1 - d) and p (1 - p) / (1 - d^2). */
const campbell = (rate: number, dt: number, tau: number): readonly Row[] => {
  const [p, d] = [(rate * dt) / 1000, Math.exp(-dt / tau)];
  const filtered = seeds.flatMap((seed) =>
    trains(seed + 100, rate, dt).map((train) => {
      let x = p / (1 - d);
      return Array.from(train, (spike) => (x = x * d + spike)).slice(Math.ceil((10 * tau) / dt));
    }),
  );
  const row = (what: string, continuous: number, discrete: number, values: readonly number[]): Row => {
    const tolerance = (3 * spreadOf(values)) / Math.sqrt(values.length);
    return {
      claim: `Poisson encoder, ${rate} Hz, dt ${dt}, through ${tau} ms: ${what}`,
      source: "Campbell's theorem",
      target: `${continuous} (in steps ${discrete.toFixed(4)})`,
      ours: overSeeds(values, 3),
      tolerance: `3 standard errors, ${tolerance.toFixed(3)}`,
      passed: Math.abs(meanOf(values) - discrete) <= tolerance,
    };
  };
  return [
    row('mean', (rate * tau) / 1000, p / (1 - d), filtered.map(meanOf)),
    row('variance', (rate * tau) / 2000, (p * (1 - p)) / (1 - d ** 2), filtered.map(varianceOf)),
  ];
};

/** Rows 6: rate, intervals and filtered trains of `poisson`. */
export const poissonRows = (): readonly Row[] => [
  ...settings.flatMap(rateAndCv),
  ...campbell(100, 0.1, 20),
  ...campbell(100, 1, 20),
];
