import type { Either } from 'fp-ts/lib/Either.js';
import { tensor, type Faults, type Spike } from '../../../src/index.js';
import * as plots from '../../../src/plot.js';

const { rasterPlot, spikeGramPlot, ratePlot, voltagePlot, weightsPlot, phasePlot } = plots;
const { accuracyPlot, confusionPlot, heatMapPlot, linePlot, barPlot } = plots;

const spike = (step: number, neuron: number, row = 0): Spike => ({ step, row, neuron });
const spikes = [spike(0, 0), spike(2, 1), spike(3, 1), spike(7, 4), spike(1, 0, 1), spike(9, 2, 1)];
/** More than are drawn one by one: 10,000 of one neuron in a step, 2500 of another in the next, and one more. */
const many = Array.from({ length: 12_501 }, (_, k) =>
  k < 10_000 ? spike(0, 1) : k < 12_500 ? spike(1, 0) : spike(2, 2),
);
const long = 'a name that is longer than there is room for it';
const up = (count: number, by = 1): readonly number[] => Array.from({ length: count }, (_, k) => k * by);
/** [4 steps, 2 rows, 5 neurons], each number other. */
const v = tensor(
  [4, 2, 5],
  Array.from({ length: 40 }, (_, k) => -70 + ((k * 7) % 40)),
);
const u = tensor(
  [4, 2, 5],
  Array.from({ length: 40 }, (_, k) => 2 - ((k * 11) % 40) / 8),
);
const w = (...shape: readonly number[]) =>
  tensor(
    shape,
    up(shape.reduce((a, b) => a * b)).map((k) => ((k * 5) % 13) / 4 - 1),
  );
/** As a monitor recorded s, [3 steps, 2 rows, 2 neurons]. */
const recorded = tensor([3, 2, 2], [0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1]);
const none = { x: [], y: [] };
const counts = tensor([3, 3], [8, 1, 1, 0, 20, 5, 0, 0, 0], 'i32');
const axes = { x: 'time (ms)', y: 'v (mV)' };
const cells = { x: 'rate', y: 'tau (ms)', z: 'accuracy (%)' };

type Edges = Readonly<Record<string, Either<Faults, plots.Plot>>>;

/** Every plot at the edges of its layout: without options and with all, narrow and wide, of nothing, of one number, of long names. */
export const edges: Readonly<Record<string, Edges>> = {
  rasterPlot: {
    plain: rasterPlot(spikes, { dt: 1 }),
    'narrow and low': rasterPlot(spikes, { dt: 0.1, width: 240, height: 40, title: long, neurons: 4000, row: 1 }),
    'part of the time': rasterPlot(spikes, { dt: 0.5, width: 700, from: 1, to: 3.5, neurons: 12 }),
    silent: rasterPlot([], { dt: 1 }),
    density: rasterPlot(many, { dt: 0.5, neurons: 4, to: 2, title: 'Many' }),
  },
  spikeGramPlot: {
    plain: spikeGramPlot({ A: spikes, B: [spike(19, 0)], C: [] }, { dt: 1 }),
    'four layers': spikeGramPlot(
      { A: spikes, B: [], [long]: [spike(4, 100)], D: [] },
      { dt: 1, row: 1, neurons: { B: 30 }, notes: { A: '3 Hz', [long]: long }, width: 300 },
    ),
    'neuron by neuron': spikeGramPlot(
      { A: spikes, B: [spike(4, 9)], C: many },
      { dt: 1, equal: 'neuron', notes: { B: 'silent' }, from: 0, to: 8, row: 0 },
    ),
    'neuron by neuron, long names': spikeGramPlot(
      { [long]: spikes, B: [spike(4, 400)], C: spikes },
      { dt: 2, equal: 'neuron', notes: { B: long }, width: 240, height: 120, title: 'Title' },
    ),
  },
  ratePlot: {
    plain: ratePlot(spikes, { dt: 1, neurons: 5 }),
    'smoothed, a shorter last bin': ratePlot(spikes, { dt: 10, neurons: 5, bin: 20, kernel: 25, to: 90 }),
    'part of a row': ratePlot(recorded, { dt: 4, row: 1, from: 4, bin: 4, width: 300, height: 80, title: 'Title' }),
    silent: ratePlot([], { dt: 1, neurons: 1, to: 5 }),
  },
  voltagePlot: {
    plain: voltagePlot(v, { dt: 1 }),
    'all options': voltagePlot(v, {
      dt: 0.5,
      neurons: [4],
      threshold: -50,
      spikes,
      row: 1,
      start: 10,
      every: 2,
      unit: 'nA',
      title: 'Title',
      range: [-80, -40],
      from: 10.5,
      to: 13,
      width: 300,
      height: 60,
    }),
    'threshold and spikes': voltagePlot(v, { dt: 1, neurons: [1, 0], threshold: -20, spikes }),
    'spikes without a threshold': voltagePlot(v, { dt: 1, neurons: [0], spikes }),
    'one value': voltagePlot(tensor([1, 1], [5]), { dt: 0.1 }),
    map: voltagePlot(v, { dt: 1, as: 'map' }),
    'map, all options': voltagePlot(v, {
      dt: 0.5,
      as: 'map',
      neurons: [3, 1],
      row: 1,
      start: 10,
      every: 2,
      unit: 'nA',
      title: 'Title',
      range: [-80, -40],
      from: 9,
      to: 16,
      width: 300,
      height: 60,
    }),
  },
  weightsPlot: {
    plain: weightsPlot(w(3, 4)),
    'one weight': weightsPlot(tensor([1, 1], [2])),
    'tall, all options': weightsPlot(w(6, 1), { range: [0, 1], unit: 'nS', title: long, width: 240 }),
    wide: weightsPlot(w(2, 12), { width: 600 }),
    low: weightsPlot(w(2, 12), { height: 50 }),
    fields: weightsPlot(w(4, 3), { as: 'fields' }),
    'fields of a size, with labels': weightsPlot(w(6, 5), {
      as: 'fields',
      size: [2, 3],
      columns: 2,
      labels: ['7', long, '0'],
      range: [-1, 3],
      title: 'Title',
      width: 240,
    }),
    'fields of a convolution, from 0 on': weightsPlot(tensor([2, 1, 1, 2], [0, 3, 1, 1]), { as: 'fields' }),
    'fields below 0, of zeros': weightsPlot(tensor([1, 2], [-2, 0]), { as: 'fields', width: 900 }),
    'large fields, labels': weightsPlot(w(100, 6), { as: 'fields', labels: ['1', '2'], columns: 60 }),
    histogram: weightsPlot(w(4, 4), { as: 'histogram' }),
    'histogram, all options': weightsPlot(w(4, 4), {
      as: 'histogram',
      before: w(2, 3),
      bins: 4,
      range: [-1, 1],
      unit: 'nS',
      title: 'Title',
      width: 300,
      height: 100,
    }),
  },
  phasePlot: {
    plain: phasePlot(v, u),
    'all options': phasePlot(v, u, {
      neuron: 4,
      row: 1,
      x: long.repeat(2),
      y: long,
      xRange: [-80, -30],
      yRange: [-1, 1],
      title: 'Title',
      width: 300,
      height: 100,
    }),
    'round and round': phasePlot(
      tensor([9, 1], [0, 1, 1, 0, 0, 1, 1, 2, 0]),
      tensor([9, 1], [0, 0, 1, 1, 0, 0, 1, 2, 0]),
    ),
    'not a number at the start': phasePlot(tensor([2, 1], [Number.NaN, 1]), tensor([2, 1], [0, 1])),
  },
  accuracyPlot: {
    plain: accuracyPlot({ a: [0, 0.5, 1] }),
    'all options': accuracyPlot(
      { a: [0.1, Number.NaN, 0.9], [long]: [0.3, 0.4, 0.5], c: [1, 1, 1] },
      { samples: [10, 20, 400], chance: 0.1, x: 'epochs', title: 'Title', width: 300, height: 100 },
    ),
    'blocks of 50': accuracyPlot({ a: [0.2, 0.4], b: [0.3] }, { block: 50 }),
    nothing: accuracyPlot({}),
  },
  confusionPlot: {
    plain: confusionPlot(counts),
    'names, narrow and high': confusionPlot(counts, {
      names: ['cat', long, 'x'],
      width: 240,
      height: 300,
      title: 'Title',
    }),
    'no room for numbers': confusionPlot(tensor([13, 13], up(169), 'i32'), { width: 240, height: 150 }),
  },
  heatMapPlot: {
    plain: heatMapPlot(up(6), { ...cells, columns: [1, 2.5, 1000], rows: ['a', 'b'] }),
    'all options': heatMapPlot([Number.NaN, -1, 3, Infinity], {
      ...cells,
      y: long,
      columns: [long, 'x'],
      rows: [long.repeat(3), 'y'],
      range: [-2, 2],
      title: 'Title',
      width: 300,
      height: 80,
    }),
    'one cell': heatMapPlot([7], { ...cells, columns: [1], rows: [1] }),
    'many rows': heatMapPlot(up(36), { ...cells, columns: ['x'], rows: up(36), height: 200 }),
  },
  linePlot: {
    plain: linePlot({ a: { x: [0, 1, 2], y: [1, 3, 2] } }, axes),
    'all options': linePlot(
      {
        a: { x: [0, 1, 2, 3], y: [1, Number.NaN, 2, 9], low: [0, 0, Number.NaN, 8], high: [2, 1, 3, 10] },
        [long]: { x: [0, 3], y: [0, 4], as: 'line' },
        c: { x: [1, 2], y: [4, 5], as: 'dots' },
        d: { x: [1], y: [1] },
      },
      {
        x: long.repeat(2),
        y: long,
        xRange: [-1, 4],
        yRange: [-2, 8],
        level: { name: 'limit', at: 3 },
        title: `${long}, in two lines`,
        width: 300,
        height: 100,
      },
    ),
    // Two entries have 456 pixels: they need 451, and 458.
    'a legend in a row': linePlot({ ['a'.repeat(27)]: none, ['b'.repeat(27)]: none }, axes),
    'a legend in two rows': linePlot({ ['a'.repeat(27)]: none, ['b'.repeat(28)]: none }, axes),
    '41 points': linePlot({ a: { x: up(41), y: up(41, 1e6) } }, { ...axes, level: { name: 'far', at: 9e7 } }),
    'tiny numbers': linePlot({ a: { x: [0, 1e-13], y: [-2e-12, 3e-12] } }, axes),
    'one point': linePlot({ a: { x: [5], y: [5] } }, axes),
    nothing: linePlot({}, axes),
  },
  barPlot: {
    plain: barPlot({ a: [1, 2] }, { names: ['X', 'Y'], y: 'rate (Hz)' }),
    'all options': barPlot(
      { a: [1, -3], b: [Number.NaN, 2] },
      { names: [long, 'Y'], x: long.repeat(2), y: 'rate (Hz)', title: 'Title', width: 300, height: 100 },
    ),
    'many names': barPlot({ a: up(24) }, { names: up(24).map((k) => `layer ${k}`), y: 'rate (Hz)' }),
    // 403.6 pixels for ten names: each has 40 and needs 40.
    'names that just fit': barPlot({ a: up(10) }, { names: up(10).map((k) => `L ${k}-${k}`), y: 'rate (Hz)' }),
    'no names': barPlot({ a: [] }, { names: [], y: 'rate (Hz)' }),
    nothing: barPlot({}, { names: ['X'], y: 'rate (Hz)' }),
  },
};
