import type { Either } from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { faultsIn } from '../../src/core/faults/errors.js';
import { explain, filled, tensor, type Faults } from '../../src/index.js';
import * as plots from '../../src/plot.js';
import { needed, options } from './support/options.js';

const { rasterPlot, spikeGramPlot, ratePlot, voltagePlot, weightsPlot, phasePlot } = plots;
const { accuracyPlot, confusionPlot, heatMapPlot, linePlot, barPlot } = plots;

const v = filled([4, 2, 3], 1);
const spikes = [{ step: 1, row: 0, neuron: 2 }];
const axes = { x: 'x', y: 'y' };
const cells = { ...axes, z: 'z', columns: [1, 2], rows: ['a'] };
const one = { a: { x: [1], y: [1] } };

/** Anything, as plain JavaScript lets it through. */
const any = (value: unknown): never => value as never;
/** What a plot says of what it cannot draw; nothing if it draws. */
const said = (made: Either<Faults, plots.Plot>): string | undefined => faultsIn(made)?.map(explain).join('\n');

/** A plot with all options that it needs, and others. */
const drawn: Readonly<Record<string, (own: object) => string | undefined>> = {
  rasterPlot: (own) => said(rasterPlot(spikes, { dt: 1, ...own })),
  spikeGramPlot: (own) => said(spikeGramPlot({ A: spikes }, { dt: 1, ...own })),
  ratePlot: (own) => said(ratePlot(v, { dt: 1, ...own })),
  voltagePlot: (own) => said(voltagePlot(v, { dt: 1, ...own })),
  weightsPlot: (own) => said(weightsPlot(filled([4, 4], 1), own)),
  phasePlot: (own) => said(phasePlot(v, v, own)),
  accuracyPlot: (own) => said(accuracyPlot({ a: [0.5, 1] }, own)),
  confusionPlot: (own) => said(confusionPlot(filled([2, 2], 1), own)),
  heatMapPlot: (own) => said(heatMapPlot([1, 2], { ...cells, ...own })),
  linePlot: (own) => said(linePlot(one, { ...axes, ...own })),
  barPlot: (own) => said(barPlot({ a: [1, 2] }, { names: ['X', 'Y'], y: 'y', ...own })),
};

describe.each(Object.entries(options))('%s', (plot, own) => {
  test.each(Object.entries(own))(
    'takes %s in its limits, and says what it wants beyond',
    (name, { takes, want, refuses }) => {
      for (const value of takes) expect(drawn[plot]!({ [name]: value }), JSON.stringify(value)).toBeUndefined();
      for (const [value, shown] of refuses)
        expect(drawn[plot]!({ [name]: value })).toBe(`${plot}: ${name} must be ${want}, got ${shown}`);
      expect(drawn[plot]!({ [name]: undefined })).toBe(
        needed[plot]!.includes(name) ? `${plot}: ${name} must be ${want}, got nothing` : undefined,
      );
    },
  );

  test('knows no other option, and says all that is wrong at once', () => {
    const names = Object.keys(own).join(', ');
    expect(drawn[plot]!({ colour: 1, title: 7 })).toBe(
      `${plot}: unknown option 'colour': one of ${names}\n${plot}: title must be a string, got 7`,
    );
  });
});

test('options that are no record are refused', () => {
  const timed = 'a record of title, width, height, dt, from, to';
  expect([
    said(rasterPlot(spikes, any(7))),
    said(voltagePlot(v, any([]))),
    said(weightsPlot(v, any(null))),
    said(linePlot(one, any(undefined))),
    said(linePlot(one, { ...axes, level: any({ at: 'x', colour: 1 }) })),
  ]).toEqual([
    `rasterPlot: options must be ${timed}, neurons, row, got 7`,
    `voltagePlot: options must be ${timed}, as, neurons, row, start, every, range, unit, threshold, spikes, got []`,
    'weightsPlot: options must be a record of title, width, as, range, height, unit, got null',
    'linePlot: options must be a record of title, width, height, x, y, xRange, yRange, level, got nothing',
    "linePlot: unknown option 'colour': one of name, at\nlinePlot: name must be a string, got nothing\n" +
      "linePlot: at must be a finite number, of at most 1e300, got 'x'",
  ]);
});

const ofSpikes = 'what raster, rasterColumns or record gave of s';
const ofLines = 'lines by name, each { x, y } with two arrays of numbers of one length';
const columns = (step: number, row: number, neuron: number) => ({
  step: Int32Array.of(step),
  row: Int32Array.of(row),
  neuron: Int32Array.of(neuron),
});

test.each<readonly [made: Either<Faults, plots.Plot>, message: string]>([
  // Spikes.
  [rasterPlot(any(7), { dt: 1 }), `rasterPlot: spikes must be ${ofSpikes}, got 7`],
  [rasterPlot(any([null]), { dt: 1 }), `rasterPlot: spikes must be ${ofSpikes}, got [null]`],
  ...[columns(-1, 0, 0), columns(0, -1, 0), columns(0, 0, -1)].map(
    (of) =>
      [
        rasterPlot(of, { dt: 1 }),
        `rasterPlot: spikes must be ${ofSpikes}, got { step: a Int32Array of 1, row: a Int32Array of 1, ... }`,
      ] as const,
  ),
  [
    rasterPlot([{ step: 0.5, row: 0, neuron: 0 }], { dt: 1 }),
    `rasterPlot: spikes must be ${ofSpikes}, got [{ step: 0.5, row: 0, neuron: 0 }]`,
  ],
  [
    rasterPlot(spikes, { dt: 1, neurons: 2 }),
    'rasterPlot: neurons must be at least 3, as neuron 2 has spikes in spikes, got 2',
  ],
  [rasterPlot(tensor([1, 2], [0, 3]), { dt: 1 }), 'rasterPlot: spikes must be spikes, 0 or 1, as s is, got 3'],
  [
    rasterPlot(tensor([2], [0, 1]), { dt: 1 }),
    'rasterPlot: spikes must be [t, b, n] or [t, n], as record() gives it, got [2]',
  ],
  [
    rasterPlot(tensor([1, 2], [0, 1]), { dt: 1, row: 1 }),
    'rasterPlot: row must be below 1, as spikes has so many rows, got 1',
  ],
  [
    rasterPlot(tensor([1, 2, 1], [0, 1]), { dt: 1, row: 2 }),
    'rasterPlot: row must be below 2, as spikes has so many rows, got 2',
  ],
  [rasterPlot(spikes, { dt: 1, from: 2 }), 'rasterPlot: from must be before the end of the plot, 2 ms, got 2'],
  [rasterPlot(spikes, { dt: 1, from: 1, to: 1 }), 'rasterPlot: from must be before the end of the plot, 1 ms, got 1'],
  [spikeGramPlot({}, { dt: 1 }), 'spikeGramPlot: layers must be a record of spikes by the names of layers, got {}'],
  [
    spikeGramPlot(any(spikes), { dt: 1 }),
    'spikeGramPlot: layers must be a record of spikes by the names of layers, got [{ step: 1, row: 0, neuron: 2 }]',
  ],
  [spikeGramPlot({ A: any(7) }, { dt: 1 }), `spikeGramPlot: 'A' must be ${ofSpikes}, got 7`],
  [
    spikeGramPlot({ A: spikes }, { dt: 1, neurons: { A: 2 } }),
    "spikeGramPlot: neurons must be at least 3, as neuron 2 has spikes in 'A', got 2",
  ],
  [
    spikeGramPlot({ A: spikes }, { dt: 1, neurons: { A: 0 } }),
    "spikeGramPlot: neurons of 'A' must be a whole number of at least 1, got 0",
  ],
  [spikeGramPlot({ A: spikes }, { dt: 1, notes: { B: 'x' } }), "spikeGramPlot: unknown name in notes 'B': one of A"],
  [spikeGramPlot({ A: v }, { dt: 1, row: 2 }), "spikeGramPlot: row must be below 2, as 'A' has so many rows, got 2"],
  [ratePlot(spikes, { dt: 1 }), 'ratePlot: neurons must be given, as the rate is by neuron, got nothing'],
  [
    ratePlot(spikes, { dt: 1, neurons: 3, bin: 1, to: 20_001 }),
    'ratePlot: bin must be at least 1.00005 ms for this time, got 1',
  ],
  // Voltages.
  [voltagePlot(any([1]), { dt: 1 }), 'voltagePlot: v must be a tensor [t, ...], as record() gives it, got [1]'],
  [voltagePlot(tensor([0, 2], []), { dt: 1 }), 'voltagePlot: v must be at least one step of one neuron, got none'],
  [voltagePlot(tensor([2, 0], []), { dt: 1 }), 'voltagePlot: v must be at least one step of one neuron, got none'],
  [voltagePlot(v, { dt: 1, neurons: [3] }), 'voltagePlot: neurons must be below 3, as v has so many, got 3'],
  [voltagePlot(v, { dt: 1, as: 'map', neurons: [3] }), 'voltagePlot: neurons must be below 3, as v has so many, got 3'],
  [voltagePlot(v, { dt: 1, row: 2 }), 'voltagePlot: row must be below 2, as v has so many rows, got 2'],
  [voltagePlot(v, { dt: 1, start: 5, to: 5 }), 'voltagePlot: from must be before the end of the plot, 5 ms, got 5'],
  [
    voltagePlot(v, any({ dt: 1, as: 'map', threshold: 1 })),
    "voltagePlot: unknown option 'threshold': one of title, width, height, dt, from, to, as, neurons, row, start, every, range, unit",
  ],
  [
    voltagePlot(v, { dt: 1, as: 'map', to: 2 ** 20 + 1 }),
    'voltagePlot: to must be at most 1048576 steps after from, as nothing was recorded there, got 1048577',
  ],
  // Weights.
  [weightsPlot(any(7)), 'weightsPlot: w must be a tensor, as tensor(shape, values) makes it, got 7'],
  [weightsPlot(tensor([0, 2], [])), 'weightsPlot: w must be at least one weight, got [0, 2]'],
  [weightsPlot(v), "weightsPlot: w must be [m, n] for a matrix (as: 'fields' draws others), got [4, 2, 3]"],
  [
    weightsPlot(filled([3, 2], 1), { as: 'fields' }),
    'weightsPlot: size must be [height, width] that multiply to the 3 of w [3, 2], got nothing',
  ],
  [
    weightsPlot(filled([4, 2], 1), { as: 'fields', size: [2, 3] }),
    'weightsPlot: size must be [height, width] that multiply to the 4 of w [4, 2], got [2, 3]',
  ],
  [
    weightsPlot(v, { as: 'fields', size: [5, 1] }),
    'weightsPlot: size must be [height, width] that multiply to the weights of each field of w [4, 2, 3], got [5, 1]',
  ],
  ...[[0, 4], [4], [4, 1, 1], [1.5, 4], '41'].map(
    (size) =>
      [
        weightsPlot(filled([4, 2], 1), { as: 'fields', size: any(size) }),
        `weightsPlot: size must be two whole numbers, [height, width], got ${typeof size === 'string' ? `'${size}'` : `[${size.join(', ')}]`}`,
      ] as const,
  ),
  [
    weightsPlot(filled([4, 2], 1), { as: 'fields', labels: any([7]), columns: 0 }),
    'weightsPlot: labels must be an array of strings, got [7]\nweightsPlot: columns must be a whole number of at least 1, got 0',
  ],
  [
    weightsPlot(filled([4, 2], 1), any({ as: 'fields', unit: 'mV' })),
    "weightsPlot: unknown option 'unit': one of title, width, as, range, size, labels, columns",
  ],
  [
    weightsPlot(filled([4, 2], 1), { as: 'histogram', bins: 0 }),
    'weightsPlot: bins must be a whole number of at least 1, got 0',
  ],
  [
    weightsPlot(filled([4, 2], 1), { as: 'histogram', before: any(7) }),
    'weightsPlot: before must be a tensor, as tensor(shape, values) makes it, got 7',
  ],
  [
    weightsPlot(filled([4, 2], 1), any({ as: 'histogram', size: [2, 2] })),
    "weightsPlot: unknown option 'size': one of title, width, as, range, height, unit, before, bins",
  ],
  // Two variables.
  [phasePlot(v, filled([3, 2, 3], 1)), 'phasePlot: u must be 4 steps, as v has, got 3'],
  [phasePlot(any(1), v), 'phasePlot: v must be a tensor [t, ...], as record() gives it, got 1'],
  [phasePlot(v, any(1)), 'phasePlot: u must be a tensor [t, ...], as record() gives it, got 1'],
  [phasePlot(v, v, { neuron: 3 }), 'phasePlot: neurons must be below 3, as v has so many, got 3'],
  // Scores.
  [accuracyPlot(any([1])), 'accuracyPlot: accuracies must be a record of arrays by names, got [1]'],
  [accuracyPlot({ a: any(7) }), "accuracyPlot: 'a' must be an array of accuracies from 0 to 1, got 7"],
  [accuracyPlot({ a: [0, 1, 1.01] }), "accuracyPlot: 'a' must be an array of accuracies from 0 to 1, got 1.01"],
  [accuracyPlot({ a: [0, -0.01] }), "accuracyPlot: 'a' must be an array of accuracies from 0 to 1, got -0.01"],
  [accuracyPlot({ a: any(['1']) }), "accuracyPlot: 'a' must be an array of accuracies from 0 to 1, got '1'"],
  [accuracyPlot({ a: [1, 1] }, { samples: [1] }), "accuracyPlot: samples must be 2, one for each of 'a', got 1"],
  [
    confusionPlot(filled([2, 3], 1)),
    'confusionPlot: confusion must be [labels, labels], as confusion() gives it, got [2, 3]',
  ],
  [confusionPlot(tensor([1, 1], [-1])), 'confusionPlot: confusion must be numbers of samples, at least 0, got -1'],
  [
    confusionPlot(tensor([1, 1], [Infinity])),
    'confusionPlot: confusion must be numbers of samples, at least 0, got Infinity',
  ],
  [confusionPlot(filled([2, 2], 1), { names: ['a'] }), 'confusionPlot: names must be 2, one for each label, got 1'],
  // Numbers.
  ...[
    [1],
    [[1], [2]],
    [1, 2, 3],
    7,
    'ab',
    tensor([2, 1], [1, 2]),
    tensor([2], [1, 2]),
    [
      [1, 2],
      [3, 4],
    ],
    [1, '2'],
  ].map(
    (of, k) =>
      [
        heatMapPlot(any(of), cells),
        `heatMapPlot: values must be [1, 2] numbers, as there are rows and columns, got ${['[1]', '[1]', '[1, 2, 3]', '7', "'ab'", 'a tensor f32 [2, 1]', 'a tensor f32 [2]', '[1, 2]', "'2'"][k]!}`,
      ] as const,
  ),
  [linePlot(any([]), axes), `linePlot: lines must be ${ofLines}, got []`],
  [linePlot({ a: any(7) }, axes), `linePlot: line 'a' must be ${ofLines}, got 7`],
  [linePlot({ a: any({ y: [1] }) }, axes), `linePlot: line 'a' must be ${ofLines}, got { y: [1] }`],
  [linePlot({ a: { x: [1], y: [1, 2] } }, axes), `linePlot: line 'a' must be ${ofLines}, got { x: [1], y: [1, 2] }`],
  [
    linePlot({ a: { ...one.a, low: [0] } }, axes),
    `linePlot: line 'a' must be ${ofLines}, got { x: [1], y: [1], low: [0] }`,
  ],
  [
    linePlot({ a: { ...one.a, high: [0] } }, axes),
    `linePlot: line 'a' must be ${ofLines}, got { x: [1], y: [1], high: [0] }`,
  ],
  [
    linePlot({ a: { ...one.a, low: [0], high: [] } }, axes),
    `linePlot: line 'a' must be ${ofLines}, got { x: [1], y: [1], low: [0], high: [] }`,
  ],
  [
    barPlot(any(7), { names: ['X'], y: 'y' }),
    'barPlot: series must be series by name, each an array of 1 numbers, one for each of names, got 7',
  ],
  ...[7, [], [1, 2], ['1']].map(
    (of) =>
      [
        barPlot({ a: any(of) }, { names: ['X'], y: 'y' }),
        `barPlot: series 'a' must be series by name, each an array of 1 numbers, one for each of names, got ${typeof of === 'number' ? of : JSON.stringify(of).replaceAll('"', "'").replace(',', ', ')}`,
      ] as const,
  ),
])('what cannot be drawn is refused: %#', (made, message) => expect(said(made)).toBe(message));
