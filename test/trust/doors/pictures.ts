import { tensor } from '../../../src/index.js';
import {
  accuracyPlot,
  barPlot,
  confusionPlot,
  linePlot,
  phasePlot,
  rasterPlot,
  ratePlot,
  spikeGramPlot,
  voltagePlot,
  weightsPlot,
} from '../../../src/plot.js';
import { grid, gather, sweepLine } from '../../../src/sweep.js';
import type { Call } from './calls-of.js';

const spikes = tensor([3, 2], [1, 0, 1, 1, 0, 0]);
const trace = tensor([3, 1, 2], [-60, -61.5, -52, -58, -70, -65]);
const events = [
  { step: 0, row: 0, neuron: 1 },
  { step: 2, row: 0, neuron: 0 },
];
const size = { width: 300, height: 100, title: 'a title' };
const time = { dt: 0.5, from: 0, to: 2 };

/** Functions of pictures, and of sweeps what needs no worker. */
export const pictureCalls: readonly Call[] = [
  {
    name: 'accuracyPlot',
    args: [{ train: [0.1, 0.5, 0.4] }, { block: 10, chance: 0.1, x: 'x', ...size }],
    call: accuracyPlot,
  },
  {
    name: 'barPlot',
    args: [
      { a: [1, 2], b: [3, 4] },
      { names: ['p', 'q'], x: 'x', y: 'y', ...size },
    ],
    call: barPlot,
  },
  {
    name: 'confusionPlot',
    args: [tensor([2, 2], [1, 0, 2, 3]), { names: ['a', 'b'], width: 300 }],
    call: confusionPlot,
  },
  {
    name: 'linePlot',
    args: [
      { a: { x: [0, 1], y: [1, 2], low: [0, 1], high: [2, 3], as: 'dots' } },
      { x: 'x', y: 'y', xRange: [0, 2], yRange: [0, 5], level: { name: 'l', at: 1 }, ...size },
    ],
    call: linePlot,
  },
  { name: 'phasePlot', args: [trace, trace, { neuron: 1, row: 0, ...size }], call: phasePlot },
  { name: 'rasterPlot', args: [events, { neurons: 3, row: 0, ...time, ...size }], call: rasterPlot },
  { name: 'rasterPlot', args: [spikes, { ...time }], call: rasterPlot },
  { name: 'ratePlot', args: [events, { neurons: 3, bin: 1, ...time, ...size }], call: ratePlot },
  {
    name: 'spikeGramPlot',
    args: [
      { X: events, Y: spikes },
      { ...time, ...size },
    ],
    call: spikeGramPlot,
  },
  { name: 'voltagePlot', args: [trace, { neurons: [0, 1], ...time, ...size }], call: voltagePlot },
  { name: 'voltagePlot', args: [trace, { as: 'map', ...time, ...size }], call: voltagePlot },
  { name: 'weightsPlot', args: [spikes, { as: 'matrix', ...size }], call: weightsPlot },
  { name: 'weightsPlot', args: [spikes, { as: 'histogram', ...size }], call: weightsPlot },
  { name: 'grid', args: [{ a: [1, 2], b: ['x', 'y'] }], call: grid },
  { name: 'gather', args: [(async function* () {})()], call: gather },
  {
    name: 'sweepLine',
    args: [{ done: 3, failed: 1, stored: 0, total: 10, rate: 2, left: 4, note: 'n' }, 60],
    call: sweepLine,
  },
];
