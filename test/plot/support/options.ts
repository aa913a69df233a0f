/** An option: values that it takes, what it wants, and values that it does not take, as its fault shows them. */
export interface Option {
  readonly takes: readonly unknown[];
  readonly want: string;
  readonly refuses: readonly (readonly [value: unknown, shown: string])[];
}

const option = (want: string, takes: readonly unknown[], ...refuses: Option['refuses']): Option => ({
  takes,
  want,
  refuses,
});

const text = option('a string', ['', 'rate (Hz)'], [7, '7']);
const whole = option('a whole number of at least 0', [0, 1], [-1, '-1'], [0.5, '0.5'], ['1', "'1'"]);
const count = option('a whole number of at least 1', [3, 2000], [0, '0'], [2.5, '2.5'], ['3', "'3'"]);
const one = option('a whole number of at least 1', [1], [0, '0'], [1.5, '1.5'], ['1', "'1'"]);
const positive = option('a positive number', [0.5, 1e3], [0, '0'], [Infinity, 'Infinity'], ['1', "'1'"]);
const ms = (...takes: readonly number[]): Option =>
  option('a number of ms, at least 0', takes, [-1e-9, '-1e-9'], [1e12 + 1, '1000000000001'], ['1', "'1'"]);
const range = option(
  'two numbers of at most 1e300, the lower first',
  [
    [0, 1],
    [-1e300, 1e300],
  ],
  [[1, 1], '[1, 1]'],
  [[2, 1], '[2, 1]'],
  [[0, 1.1e300], '[0, 1.1e+300]'],
  [[-1.1e300, 0], '[-1.1e+300, 0]'],
  [[0, 1, 2], '[0, 1, 2]'],
  [['0', 1], "['0', 1]"],
  ['01', "'01'"],
);
const texts = (...takes: readonly (readonly string[])[]): Option =>
  option('an array of strings', takes, [['a', 7], "['a', 7]"], ['ab', "'ab'"]);
const values = (...takes: readonly unknown[]): Option =>
  option(
    'an array of at least one number or string',
    takes,
    [[], '[]'],
    [['a', Number.NaN], "['a', NaN]"],
    ['ab', "'ab'"],
  );
const words = (...names: readonly string[]): Option =>
  option(`one of ${names.map((name) => `'${name}'`).join(', ')}`, names, ['other', "'other'"]);

const common = {
  title: text,
  width: option('from 240 to 2000 pixels', [240, 2000], [239.9, '239.9'], [2000.1, '2000.1'], ['240', "'240'"]),
  height: option('from 40 to 2000 pixels', [40, 2000], [39.9, '39.9'], [2000.1, '2000.1'], ['40', "'40'"]),
};
const timed = {
  ...common,
  dt: option(
    'the length of a step in ms (net.dt)',
    [1e-3, 2 ** -126, 2000],
    [0, '0'],
    [2 ** -127, '5.877471754111438e-39'],
    [1e39, '1e+39'],
    ['1', "'1'"],
  ),
  from: ms(0, 0.5),
  to: ms(1.5, 3),
};
const { height, ...sized } = common;

/** The options of each plot, in the order in which a fault lists them. */
export const options: Readonly<Record<string, Readonly<Record<string, Option>>>> = {
  rasterPlot: { ...timed, neurons: count, row: whole },
  spikeGramPlot: {
    ...timed,
    neurons: option('a record by the names of layers', [{}, { A: 3 }], [7, '7'], [[3], '[3]']),
    row: whole,
    equal: words('layer', 'neuron'),
    notes: option('a record by the names of layers', [{}, { A: '' }], ['x', "'x'"]),
  },
  ratePlot: { ...timed, neurons: count, row: whole, bin: positive, kernel: positive },
  voltagePlot: {
    ...timed,
    as: words('traces', 'map'),
    neurons: option(
      'an array of numbers of neurons, from 0',
      [[0, 2], Int32Array.of(1)],
      [[], '[]'],
      [[0, -1], '[0, -1]'],
      [[0.5], '[0.5]'],
      [1, '1'],
    ),
    row: whole,
    start: ms(0, 0.5, 1e12),
    every: one,
    range,
    unit: text,
    threshold: option(
      'a finite number, of at most 1e300',
      [-1e300, 1e300],
      [-1.1e300, '-1.1e+300'],
      [1.1e300, '1.1e+300'],
      ['1', "'1'"],
    ),
    spikes: option('what raster, rasterColumns or record gave of s', [[]], [7, '7']),
  },
  weightsPlot: { ...sized, as: words('matrix', 'fields', 'histogram'), range, height, unit: text },
  phasePlot: { ...common, neuron: whole, row: whole, x: text, y: text, xRange: range, yRange: range },
  accuracyPlot: {
    ...common,
    block: positive,
    samples: option(
      'an array of finite numbers',
      [[1, 2], Float32Array.of(1, 2)],
      [[1, Infinity], '[1, Infinity]'],
      [['1', 2], "['1', 2]"],
      [2, '2'],
    ),
    chance: option('from 0 to 1', [0, 1], [-0.1, '-0.1'], [1.1, '1.1'], ['1', "'1'"]),
    x: text,
  },
  confusionPlot: { ...common, names: texts(['p', 'q']) },
  heatMapPlot: { ...common, x: text, y: text, z: text, columns: values(['a', 2]), rows: values([1], ['b']), range },
  linePlot: {
    ...common,
    x: text,
    y: text,
    xRange: range,
    yRange: range,
    level: option('a record', [{ name: '', at: 1 }], [7, '7']),
  },
  barPlot: { ...common, names: texts(['p', 'q']), x: text, y: text },
};

/** The options that have to be given. */
export const needed: Readonly<Record<string, readonly string[]>> = {
  rasterPlot: ['dt'],
  spikeGramPlot: ['dt'],
  ratePlot: ['dt'],
  voltagePlot: ['dt'],
  weightsPlot: [],
  phasePlot: [],
  accuracyPlot: [],
  confusionPlot: [],
  heatMapPlot: ['x', 'y', 'z', 'columns', 'rows'],
  linePlot: ['x', 'y'],
  barPlot: ['names', 'y'],
};
