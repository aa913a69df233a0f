import type { Tensor } from '../core/tensor.js';
import { across, below, leftOf, rightOf, up, within, xAxis, yAxis } from './axes.js';
import type { Box, Scale } from './axes.js';
import { curveOf, levelOf } from './curve.js';
import { levelEntry } from './legend.js';
import { el, round, words } from './markup.js';
import { plotOf, type Entry, type Plot } from './plot.js';
import { trainOf, type Train } from './spikes.js';
import { counted, number, rangeWords, spanOf, spanWords } from './time.js';
import { tracesOf } from './traces.js';
import type { VoltageOptions } from './voltage-options.js';
import { niceRange, rangeOf, type Range } from './range.js';

/** A panel for each of some neurons, one below another. */
export const voltageTraces = (v: Tensor, options: VoltageOptions): Plot => {
  const { dt, threshold, row = 0, start = 0, every = 1, width = 480, height = 90, unit = 'mV' } = options;
  const recorded = tracesOf('voltagePlot', v, row, 'v');
  const { neurons = [0, 1, 2].slice(0, recorded.neurons) } = options;
  const traces = Array.from(neurons, recorded.of);
  const span = spanOf('voltagePlot', options, recorded.steps * every, start);
  const train = options.spikes && trainOf('voltagePlot', options.spikes, { row });
  const range = options.range ?? withRoom(rangeOf(...traces, threshold === undefined ? [] : [threshold]), train);
  const axis = { title: unit, range };
  const left = leftOf(height, axis);
  const time = { title: 'time (ms)', range: span };
  const steps = Array.from({ length: recorded.steps }, (_, k) => start + ((k + 1) * every - 1) * dt);
  const [first, last] = [steps.findIndex((at) => at >= span[0]), steps.findLastIndex((at) => at <= span[1]) + 1];
  const panels = traces.map((trace, k) => {
    const box: Box = { left, top: 24 + k * (height + 30), width: width - left - rightOf, height };
    const [x, y] = [across(box, span), up(box, range)];
    const shown = { x: steps.slice(first, last), y: trace.subarray(first, last) };
    return [
      yAxis(box, axis),
      within(
        box,
        threshold === undefined ? '' : levelOf(box, threshold, y),
        train === undefined ? '' : spikeLines(train, neurons[k]!, span, dt, x, y, threshold ?? range[0]),
        curveOf(shown, x, y, 'curve thin c1'),
      ),
      words(left, box.top - 7, `neuron ${neurons[k]}`, { class: 'ink' }),
      k === traces.length - 1 ? xAxis(box, time) : '',
    ].join('');
  });
  return plotOf({
    title: options.title ?? `Voltage of ${counted(traces.length, 'neuron')}`,
    description: traces
      .map((trace, k) => `Neuron ${neurons[k]}: ${rangeWords(trace)} ${unit}`)
      .concat(spanWords(span))
      .join('; ')
      .concat('.'),
    width,
    height: 24 + traces.length * (height + 30) - 30 + below,
    legend: legendOf(threshold, unit, train),
    body: panels.join(''),
  });
};

/** Spikes reach above all voltages. */
const withRoom = ([low, high]: Range, train: Train | undefined): Range => {
  const [from, to] = niceRange([low, high], 4);
  return train === undefined ? [from, to] : [from, to + 0.2 * (to - from)];
};

const spikeLines = (
  { step, neuron }: Train,
  of: number,
  [from, to]: Range,
  dt: number,
  x: Scale,
  y: Scale,
  base: number,
): string => {
  const seen = new Set<number>();
  for (const [k, at] of step.entries()) {
    const time = at * dt;
    if (neuron[k] === of && time >= from && time < to) seen.add(round(x(time)));
  }
  const [foot, top] = [round(y(base)), round(y.range()[1]!)];
  return el('path', { d: Array.from(seen, (at) => `M${at} ${foot}V${top}`).join(''), class: 'curve thin c2' });
};

const legendOf = (threshold: number | undefined, unit: string, train: Train | undefined): readonly Entry[] => [
  ...(threshold === undefined ? [] : [levelEntry(`threshold, ${number(threshold)} ${unit}`)]),
  ...(train === undefined ? [] : [{ name: 'spike', mark: el('path', { d: 'M10 0V12', class: 'curve thin c2' }) }]),
];
