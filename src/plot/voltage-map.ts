import { refused } from '../core/faults/errors.js';
import type { Tensor } from '../core/tensor.js';
import { mapBody } from './map.js';
import { plotOf, type Plot } from './plot.js';
import { neuronAxis } from './spike-panel.js';
import { counted, rangeWords, spanOf, spanWords } from './time.js';
import { tracesOf } from './traces.js';
import type { VoltageOptions } from './voltage-options.js';
import { rangeOf, type Range } from './range.js';

/** Every neuron's voltage over time in false colour: steps to the right, neurons upwards. */
export const voltageMap = (v: Tensor, options: VoltageOptions): Plot => {
  const { dt, row = 0, start = 0, every = 1, width = 480, height = 260, unit = 'mV', neurons: some } = options;
  const recorded = tracesOf('voltagePlot', v, row, 'v');
  const neurons = some ?? Array.from({ length: recorded.neurons }, (_, k) => k);
  const span = spanOf('voltagePlot', options, recorded.steps * every, start);
  const [first, last] = span.map((time) => Math.round((time - start) / dt / every)) as [number, number];
  // Each step of the span is looked at, also where nothing was recorded.
  if (last - first > Math.max(recorded.steps, 2 ** 20))
    throw refused(
      'voltagePlot',
      'to',
      `at most ${2 ** 20} steps after from, as nothing was recorded there`,
      `${span[1]}`,
    );
  const all = Array.from(neurons, recorded.of);
  const traces = all.map((trace) => trace.subarray(Math.max(0, first), Math.max(0, last)));
  const range: Range = options.range ?? rangeOf(...traces);
  const { body, tall } = mapBody(
    {
      columns: Math.max(1, last - first),
      rows: traces.length,
      at: (column, place) => all[all.length - 1 - place]![first + column] ?? Number.NaN,
      range,
      scale: `v (${unit})`,
      x: { title: 'time (ms)', range: span },
      y: { ...neuronAxis(traces.length), names: Array.from(neurons, String) },
    },
    width,
    height,
  );
  return plotOf({
    title: options.title ?? `Voltage of ${counted(traces.length, 'neuron')}`,
    description: `${rangeWords(...traces)} ${unit}, ${spanWords(span)}.`,
    width,
    height: tall,
    body,
  });
};
