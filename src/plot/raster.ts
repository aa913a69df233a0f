import type { Either } from 'fp-ts/lib/Either.js';
import { tried } from '../core/either.js';
import type { Faults } from '../core/faults/errors.js';
import { below, leftOf, rightOf, xAxis, type Box } from './axes.js';
import { checkPlot, count, optional, timeChecks, whole, type TimeOptions } from './options.js';
import { plotOf, type Plot } from './plot.js';
import { neuronAxis, spikePanel } from './spike-panel.js';
import { trainOf, type SpikeOptions, type Spikes } from './spikes.js';
import { counted, spanOf, spanWords } from './time.js';

/** The length of a step, the span of time, and how many neurons there are. */
export interface RasterOptions extends TimeOptions, SpikeOptions {}

const checks = { ...timeChecks, neurons: optional(count), row: optional(whole) };

/**
 * The spikes of a layer over time: a mark for each spike, time in ms to the right and neurons upwards. More than 10,000
 * spikes become a picture of their density, so that the plot stays small. Wrong options, and values that are no spikes, are
 * faults.
 */
export const rasterPlot = (spikes: Spikes, options: RasterOptions): Either<Faults, Plot> =>
  tried(() => {
    checkPlot('rasterPlot', options, checks);
    const train = trainOf('rasterPlot', spikes, options);
    const { dt, width = 480, height = 220, title = `Spikes of ${counted(train.neurons, 'neuron')}` } = options;
    const span = spanOf('rasterPlot', options, train.steps);
    const left = leftOf(height, neuronAxis(train.neurons));
    const box: Box = { left, top: 6, width: width - left - rightOf, height };
    const { marks, seen } = spikePanel(box, train, span, dt);
    return plotOf({
      title,
      description: `${counted(seen, 'spike')} of ${counted(train.neurons, 'neuron')} from ${spanWords(span)}.`,
      width,
      height: 6 + height + below,
      body: marks + xAxis(box, { title: 'time (ms)', range: span }),
    });
  });
