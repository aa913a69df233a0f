import { cortex, cortexSize, cortexTime, spectrum } from '../support/cortex.js';
import type { Row } from '../support/row.js';
import { meanOf, overSeeds } from '../support/statistics.js';

const seeds = [1, 2, 3];
const source = 'Izhikevich 2003';

/** Each value with its neighbours up to two places away. */
const smoothed = (values: readonly number[]): readonly number[] =>
  values.map((_, i) => meanOf(values.slice(Math.max(0, i - 2), i + 3)));

/** Rows 7: the network of 800 and 200 neurons; the spectrum is the mean over seeds, by Hz, over that of Poisson spikes. */
export const cortexRows = async (): Promise<readonly Row[]> => {
  const runs = [];
  for (const seed of seeds) runs.push(await cortex(seed));
  const rates = runs.map((spikes) => (spikes.length * 1000) / (cortexSize * cortexTime));
  const spectra = runs.map((spikes) => spectrum(spikes, 90));
  const power = smoothed(spectra[0]!.map((_, i) => meanOf(spectra.map((of) => of[i]!))));
  const at = (hz: number): number => power[hz - 1]!;
  const range = (from: number, to: number): readonly number[] =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const top = (from: number, to: number): number => range(from, to).reduce((a, b) => (at(b) > at(a) ? b : a));
  const [alpha, gamma] = [top(4, 20), top(25, 60)];
  const trough = Math.min(...range(alpha, gamma).map(at));
  const above = meanOf(range(70, 88).map(at));
  return [
    {
      claim: 'Izhikevich network, 800 + 200 neurons, 1 s: mean rate',
      source,
      target: 'about 8 Hz',
      ours: `${overSeeds(rates, 2)} Hz`,
      tolerance: '1 Hz',
      passed: Math.abs(meanOf(rates) - 8) <= 1,
    },
    {
      claim: 'Izhikevich network: slow rhythm, peak of the spectrum below 20 Hz',
      source,
      target: 'alpha, about 10 Hz',
      ours: `${alpha} Hz, ${at(alpha).toFixed(0)} times Poisson`,
      tolerance: '7-13 Hz, over 20 times',
      passed: alpha >= 7 && alpha <= 13 && at(alpha) > 20,
    },
    {
      claim: 'Izhikevich network: fast rhythm, peak of the spectrum from 25 to 60 Hz',
      source,
      target: 'gamma, about 40 Hz',
      ours: `${gamma} Hz, ${at(gamma).toFixed(0)} times Poisson (${trough.toFixed(0)} in the trough before, ${above.toFixed(0)} at 70-88 Hz)`,
      tolerance: '30-50 Hz, over 1.5 times the trough, 3 times what follows',
      passed: gamma >= 30 && gamma <= 50 && at(gamma) > 1.5 * trough && at(gamma) > 3 * above,
    },
  ];
};
