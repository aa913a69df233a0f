import type { Either } from 'fp-ts/lib/Either.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import { drawLines } from './line.js';
import { checkPlot, count, optional, positive, timeChecks, whole, type TimeOptions } from './options.js';
import type { Plot } from './plot.js';
import { trainOf, type SpikeOptions, type Spikes, type Train } from './spikes.js';
import { counted, number, spanOf } from './time.js';
import { rangeFromZero, type Range } from './range.js';

/** The bins in which spikes are counted, and the kernel that smooths. */
export interface RateOptions extends TimeOptions, SpikeOptions {
  /** Width of the bins in which spikes are counted, ms; default 10. */
  readonly bin?: number;
  /** Standard deviation of a Gaussian by which the rate is smoothed, ms; default none. */
  readonly kernel?: number;
}

const checks = {
  ...timeChecks,
  neurons: optional(count),
  row: optional(whole),
  bin: optional(positive),
  kernel: optional(positive),
};

/**
 * The rate of a layer's neurons over time, Hz: spikes in each bin by the bin's length and the number of neurons, smoothed by
 * a Gaussian where a `kernel` is given. The last bin may be shorter. At the edges the Gaussian is cut off and normalised to
 * 1, so that a constant rate stays constant up to the edges. For spikes as `raster` gives them the number of `neurons` has
 * to be given, as a silent neuron lowers the rate.
 */
export const ratePlot = (spikes: Spikes, options: RateOptions): Either<Faults, Plot> =>
  tried(() => {
    checkPlot('ratePlot', options, checks);
    const train = trainOf('ratePlot', spikes, options);
    if (!train.known) throw refused('ratePlot', 'neurons', 'given, as the rate is by neuron', 'nothing');
    const { bin = 10, kernel, title = `Rate of ${counted(train.neurons, 'neuron')}` } = options;
    const span = spanOf('ratePlot', options, train.steps);
    if ((span[1] - span[0]) / bin > mostBins)
      throw refused('ratePlot', 'bin', `at least ${(span[1] - span[0]) / mostBins} ms for this time`, `${bin}`);
    const { middles, rates } = ratesOf(train, span, options.dt, bin);
    const y = kernel === undefined ? rates : smoothed(rates, kernel / bin);
    const said = kernel === undefined ? '' : `, smoothed over ${number(kernel)} ms`;
    return drawLines(
      'ratePlot',
      { rate: { x: middles, y, as: 'line' } },
      {
        ...plotOptionsOf(options),
        title: `${title}, bins of ${number(bin)} ms${said}`,
        x: 'time (ms)',
        y: 'rate (Hz)',
        xRange: span,
        yRange: rangeFromZero(y),
      },
    );
  });

const mostBins = 20_000;

const plotOptionsOf = ({ width, height }: RateOptions) => ({
  ...(width !== undefined && { width }),
  ...(height !== undefined && { height }),
});

const ratesOf = ({ step, neurons }: Train, [from, to]: Range, dt: number, bin: number) => {
  const bins = Math.max(1, Math.ceil((to - from) / bin - 1e-9));
  const found = new Float64Array(bins);
  for (const at of step) {
    const time = at * dt;
    if (time >= from && time < to) found[Math.min(bins - 1, Math.floor((time - from) / bin + 1e-9))]! += 1;
  }
  const ends = Array.from({ length: bins }, (_, k) => [from + k * bin, Math.min(to, from + (k + 1) * bin)] as const);
  return {
    middles: ends.map(([start, end]) => (start + end) / 2),
    rates: ends.map(([start, end], k) => (found[k]! * 1000) / ((end - start) * neurons)),
  };
};

/** A running mean weighed by a Gaussian of so many bins; weights beyond the edges are left out of the mean. */
const smoothed = (rates: readonly number[], width: number): readonly number[] => {
  const reach = Math.ceil(4 * width);
  const weights = rates.map((_, k) => Math.exp(-0.5 * (k / width) ** 2));
  return rates.map((_, k) => {
    let [sum, weight] = [0, 0];
    for (let at = Math.max(0, k - reach); at <= Math.min(rates.length - 1, k + reach); at++) {
      sum += rates[at]! * weights[Math.abs(at - k)]!;
      weight += weights[Math.abs(at - k)]!;
    }
    return sum / weight;
  });
};
