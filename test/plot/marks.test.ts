import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { filled, orThrow, tensor, zeros, type Spike } from '../../src/index.js';
import {
  accuracyPlot,
  barPlot,
  confusionPlot,
  heatMapPlot,
  linePlot,
  phasePlot,
  rasterPlot,
  ratePlot,
  spikeGramPlot,
  voltagePlot,
  weightsPlot,
} from '../../src/plot.js';
import { wordsIn } from './support/svg.js';

const spike = (step: number, neuron: number, row = 0): Spike => ({ step, row, neuron });
const columns = (spikes: readonly Spike[]) => ({
  step: Int32Array.from(spikes, ({ step }) => step),
  row: Int32Array.from(spikes, ({ row }) => row),
  neuron: Int32Array.from(spikes, ({ neuron }) => neuron),
});

/** The places of upright marks: of their middles. */
const marksIn = (svg: string): readonly (readonly [number, number])[] =>
  [...svg.matchAll(/M([\d.]+) ([\d.]+)v([\d.]+)/g)].map((found) => {
    const [x, y, high] = found.slice(1).map(Number) as [number, number, number];
    return [x, y + high / 2];
  });

/** The pictures of pixels in a plot. */
const pixelsIn = (svg: string) =>
  [...svg.matchAll(/base64,([^"]+)"/g)].map(([, text]) => {
    const { width, height, data, palette } = decode(Buffer.from(text!, 'base64'));
    return { width, height, at: (x: number, y: number) => palette![data[y * width + x]!]! };
  });

const numbersIn = (svg: string): readonly string[] => wordsIn(svg).filter((word) => /^[\d−.,]+$/.test(word));

describe('a raster', () => {
  const spikes = [spike(0, 0), spike(2, 1), spike(3, 1), spike(1, 0, 1)];

  test('has a mark for each spike of a row, time to the right and neurons upwards', () => {
    const { svg, description } = orThrow(rasterPlot(spikes, { dt: 0.5, neurons: 2, to: 2 }));
    const [first, second, third, ...others] = marksIn(svg);
    expect(others).toEqual([]);
    // 2 ms take as many pixels as there are from the first to the right edge, and step 2 is at half of them.
    expect(third![0] - second![0]).toBeCloseTo((second![0] - first![0]) / 2, 0);
    expect(first![1] - second![1]).toBeCloseTo(110, 0); // half of 220: two neurons
    expect(third![1]).toBe(second![1]);
    expect(description).toBe('3 spikes of 2 neurons from 0 to 2 ms.');
    expect(wordsIn(svg)).toContain('time (ms)');
    expect(numbersIn(svg)).toEqual(expect.arrayContaining(['0', '1', '0.0', '1.0', '2.0']));
  });

  test('is the same from columns, and from what record gave of s', () => {
    const options = { dt: 1, neurons: 2, to: 4 };
    const { svg } = orThrow(rasterPlot(spikes, options));
    expect(orThrow(rasterPlot(columns(spikes), options)).svg).toBe(svg);
    const recorded = zeros([4, 2, 2], 'bool');
    for (const { step, row, neuron } of spikes) recorded.data[(step * 2 + row) * 2 + neuron] = 1;
    expect(marksIn(orThrow(rasterPlot(recorded, { dt: 1 })).svg)).toEqual(marksIn(svg));
    expect(marksIn(orThrow(rasterPlot(recorded, { dt: 1, row: 1 })).svg)).toHaveLength(1);
  });

  test('has only what is from one time to another', () => {
    const { svg } = orThrow(rasterPlot(spikes, { dt: 0.5, from: 1, to: 1.5 }));
    expect(marksIn(svg)).toHaveLength(1);
  });

  test('of a silent layer has axes and no mark', () => {
    const { svg, description } = orThrow(rasterPlot([], { dt: 1, neurons: 3, to: 10 }));
    expect(marksIn(svg)).toEqual([]);
    expect(description).toBe('0 spikes of 3 neurons from 0 to 10 ms.');
  });

  test('of very many spikes is a picture of their density: more are more opaque, none is clear', () => {
    const many = Array.from({ length: 10_001 }, (_, k) => spike(k < 10_000 ? 1 : 2, k < 10_000 ? 0 : 1));
    const [picture] = pixelsIn(orThrow(rasterPlot(many, { dt: 1, neurons: 2, to: 4 })).svg);
    expect([picture!.width, picture!.height]).toEqual([4, 2]);
    const opacity = (x: number, y: number): number => picture!.at(x, y)[3]!;
    expect(opacity(1, 1)).toBe(255);
    expect(opacity(2, 0)).toBeGreaterThan(60);
    expect(opacity(2, 0)).toBeLessThan(100);
    expect([opacity(0, 0), opacity(3, 1), opacity(1, 0)]).toEqual([0, 0, 0]);
    // Of a large layer it is as fine as a screen with two dots a pixel.
    const { svg } = orThrow(rasterPlot(many, { dt: 1, neurons: 2000, to: 4000 }));
    const [, wide, high] = /<image [^>]*width="(\d+)" height="(\d+)"/.exec(svg)!;
    expect(pixelsIn(svg)).toMatchObject([{ width: 2 * Number(wide), height: 2 * Number(high) }]);
  });
});

test('a spike-gram has a panel for each layer over the same time, with its neurons and spikes', () => {
  const layers = { 'A & B': [spike(0, 0), spike(9, 1)], C: [spike(5, 3)] };
  const panels = orThrow(spikeGramPlot(layers, { dt: 1, neurons: { 'A & B': 2, C: 4 } }));
  expect(marksIn(panels.svg)).toHaveLength(3);
  expect(wordsIn(panels.svg)).toEqual(
    expect.arrayContaining(['A & B: 2 neurons, 2 spikes', 'C: 4 neurons, 1 spike', 'time (ms)']),
  );
  const strips = orThrow(
    spikeGramPlot(layers, { dt: 1, neurons: { 'A & B': 2, C: 4 }, equal: 'neuron', notes: { C: '3 Hz' } }),
  );
  expect(wordsIn(strips.svg)).toEqual(expect.arrayContaining(['A & B', 'C', '3 Hz']));
  // Neurons of all layers are as far apart: 452 pixels without the gap, for six.
  const [low, high] = marksIn(strips.svg).slice(0, 2) as [readonly [number, number], readonly [number, number]];
  expect(low[1] - high[1]).toBeCloseTo(452 / 6, 0);
});

describe('voltages', () => {
  const v = tensor([4, 1, 3], [-65, -60, -55, -64, -59, -54, -63, -58, -53, -65, -57, -52]);

  test('are a panel for each neuron, with its threshold and spikes', () => {
    const plot = orThrow(
      voltagePlot(v, { dt: 1, neurons: [0, 2], threshold: -50, spikes: [spike(3, 0), spike(1, 1)] }),
    );
    expect(wordsIn(plot.svg)).toEqual(
      expect.arrayContaining(['neuron 0', 'neuron 2', 'mV', 'threshold, −50 mV', 'spike']),
    );
    expect(plot.svg.match(/class="level"/g)).toHaveLength(3); // two panels and the legend
    expect(plot.svg.match(/<svg [^>]*><line [^>]*class="level"/g)).toHaveLength(2); // which end at their boxes
    expect(plot.svg.match(/M[\d.]+ [\d.]+V/g)).toHaveLength(2); // the legend's, and only neuron 0 spikes of those
    expect(plot.description).toBe('Neuron 0: −65 to −63 mV; Neuron 2: −55 to −52 mV; 0 to 4 ms.');
  });

  test('have the spikes from one time to before another', () => {
    const options = { dt: 1, neurons: [0], from: 1, to: 3 };
    const within = [spike(1, 0), spike(2, 0)];
    const all = [spike(0, 0), ...within, spike(3, 0)];
    expect(orThrow(voltagePlot(v, { ...options, spikes: all })).svg).toBe(
      orThrow(voltagePlot(v, { ...options, spikes: within })).svg,
    );
  });

  test('of a monitor that looks at every second step take twice as long', () => {
    expect(orThrow(voltagePlot(v, { dt: 0.5, every: 2 })).description).toContain('0 to 4 ms');
  });

  test('of the last steps of a run are drawn at their times, with the spikes of the run', () => {
    const late = { dt: 0.5, neurons: [0], start: 100 };
    const plot = orThrow(voltagePlot(v, { ...late, spikes: [spike(202, 0), spike(2, 0)] }));
    expect(plot.description).toContain('100 to 102 ms');
    expect(numbersIn(plot.svg)).toEqual(expect.arrayContaining(['100.0', '101.0', '102.0']));
    expect(plot.svg.match(/M[\d.]+ [\d.]+V/g)).toHaveLength(2); // the legend's, and the one of step 202
    const early = orThrow(voltagePlot(v, { dt: 0.5, neurons: [0] }));
    const curve = ({ svg }: typeof plot) => /<path d="([^"]+)" class="curve thin c1/.exec(svg)![1];
    expect(curve(orThrow(voltagePlot(v, late)))).toBe(curve(early));
    const [, map] = pixelsIn(orThrow(voltagePlot(v, { dt: 0.5, start: 100, as: 'map', from: 99 })).svg);
    expect([map!.width, map!.at(1, 0)[3], map!.at(2, 2).slice(0, 3)]).toEqual([6, 0, [0, 0, 4]]);
  });

  test('of all neurons are a picture, the first neuron at the bottom', () => {
    const [, map] = pixelsIn(orThrow(voltagePlot(v, { dt: 1, as: 'map' })).svg);
    expect([map!.width, map!.height]).toEqual([4, 3]);
    expect(map!.at(0, 2).slice(0, 3)).toEqual([0, 0, 4]); // -65, the least
    expect(map!.at(3, 0).slice(0, 3)).toEqual([252, 255, 164]); // -52, the largest
  });

  test('of very many steps are thinned, and keep their extremes', () => {
    const long = Float32Array.from({ length: 100_000 }, (_, k) => (k === 54_321 ? 30 : -65 + (k % 7)));
    const { svg } = orThrow(voltagePlot(tensor([100_000, 1], long), { dt: 0.1, range: [-70, 30] }));
    expect(svg.length).toBeLessThan(60_000);
    const [, path] = /<path d="([^"]+)" class="curve/.exec(svg)!;
    const lowest = Math.min(
      ...path!
        .split(/[ML]/)
        .slice(1)
        .map((point) => Number(point.split(',')[1])),
    );
    expect(lowest).toBe(24); // the top of the panel
  });
});

describe('rates', () => {
  /** The points of a rate plot's curve, in Hz, from its pixels: `most` is the top of the axis. */
  const heights = (svg: string, most: number): readonly number[] => {
    const [, path] = /<path d="([^"]+)" class="curve/.exec(svg)!;
    return path!
      .split(/[ML]/)
      .slice(1)
      .map((point) => ((8 + 220 - Number(point.split(',')[1])) / 220) * most);
  };

  test('are spikes by bin, second and neuron; the last bin by the length that it has', () => {
    // 10 spikes in the first bin of 10 ms, and 5 in the last of 5 ms, of 100 neurons: 10 Hz both.
    const spikes = [
      ...Array.from({ length: 10 }, (_, k) => spike(k, k)),
      ...Array.from({ length: 5 }, (_, k) => spike(20 + k, k)),
    ];
    const { svg } = orThrow(ratePlot(spikes, { dt: 1, neurons: 100, to: 25 }));
    heights(svg, 10).forEach((rate, bin) => expect(rate).toBeCloseTo([10, 0, 10][bin]!, 1));
  });

  test('are those of the spikes from one time to before another', () => {
    const within = [spike(2, 0), spike(3, 1), spike(4, 2)];
    const options = { dt: 1, neurons: 10, from: 2, to: 5, bin: 1 };
    const all = [spike(0, 3), spike(1, 4), ...within, spike(5, 5), spike(9, 6)];
    expect(orThrow(ratePlot(all, options)).svg).toBe(orThrow(ratePlot(within, options)).svg);
  });

  test('of a bin longer than the plot are those of the plot', () => {
    const { svg } = orThrow(ratePlot([spike(0, 0), spike(4, 3)], { dt: 1, neurons: 100, to: 5, bin: 20 }));
    expect(heights(svg.replace('Z"', '"'), 4).map(Math.round)).toEqual([4]);
  });

  test('that are constant stay so up to the edges under a kernel', () => {
    const spikes = Array.from({ length: 100 }, (_, k) => spike(k, 0));
    const { svg } = orThrow(ratePlot(spikes, { dt: 1, neurons: 10, to: 100, bin: 5, kernel: 30 }));
    const all = heights(svg, 100);
    expect(all).toHaveLength(20);
    all.forEach((rate) => expect(rate).toBeCloseTo(100, 0));
  });
});

describe('a heat map', () => {
  const options = { x: 'rate', columns: [10, 20, 30], y: 'tau (ms)', rows: ['a', 'b'], z: 'accuracy (%)' };
  const values = [1, 2, Number.NaN, 4, 5, 9];

  test('has a cell for each number, row by row from above, its number on it, and the values of both axes', () => {
    const { svg, description } = orThrow(heatMapPlot(values, options));
    const [, map] = pixelsIn(svg);
    expect([map!.width, map!.height]).toEqual([3, 2]);
    expect(map!.at(0, 0).slice(0, 3)).toEqual([0, 0, 4]);
    expect(map!.at(2, 1).slice(0, 3)).toEqual([252, 255, 164]);
    expect(map!.at(2, 0)[3]).toBe(0);
    expect(wordsIn(svg).join(' | ')).toBe(
      'accuracy (%) over rate and tau (ms) | accuracy (%) | 1 | 9 | 1 | 2 | – | 4 | 5 | 9 | 10 | 20 | 30 | a | b | rate | tau (ms)',
    );
    expect(/style="fill:(#\w+)">1</.exec(svg)![1]).toBe('#fff');
    expect(/style="fill:(#\w+)">9</.exec(svg)![1]).toBe('#000');
    expect(description).toBe('2 rows of 3 columns, 1 to 9.');
    expect(orThrow(heatMapPlot(tensor([2, 3], values), options)).svg).toBe(svg);
    expect(orThrow(heatMapPlot([values.slice(0, 3), Float32Array.from(values.slice(3))], options)).svg).toBe(svg);
  });

  test('has no numbers, and fewer values, where they have no room', () => {
    const many = Array.from({ length: 200 }, (_, k) => k);
    const { svg } = orThrow(heatMapPlot(many, { ...options, columns: many, rows: ['a'] }));
    expect(wordsIn(svg).length).toBeLessThan(25);
    expect(wordsIn(svg)).not.toContain('1');
  });

  test('may have colours of a range', () => {
    const [scale, map] = pixelsIn(orThrow(heatMapPlot(values, { ...options, range: [-5, 5] })).svg);
    expect(scale!.at(0, 0).slice(0, 3)).toEqual([33, 102, 172]);
    expect(map!.at(2, 1).slice(0, 3)).toEqual([178, 24, 43]);
  });
});

describe('weights', () => {
  test('as a matrix have sources downwards and targets to the right, black the least and pale the largest', () => {
    const { svg } = orThrow(weightsPlot(tensor([2, 3], [10, 11, 12, 13, 14, 15])));
    const [scale, map] = pixelsIn(svg);
    expect(scale!.width).toBe(64);
    expect([map!.width, map!.height]).toEqual([3, 2]);
    const [zero, one] = ['0', '1'].map((n) => Number(new RegExp(`y="([\\d.]+)" class="end">${n}<`).exec(svg)![1]));
    expect(zero).toBeLessThan(one!);
    expect(map!.at(0, 0).slice(0, 3)).toEqual([0, 0, 4]);
    expect(map!.at(2, 1).slice(0, 3)).toEqual([252, 255, 164]);
  });

  test('of more columns than pixels have the mean of what is there, and are clear where nothing is', () => {
    const all = Array.from({ length: 4000 }, (_, k) =>
      k % 2 === 1 || k >= 3990 ? Number.NaN : k < 1000 ? 0 : k < 2000 ? 1.5 : 3,
    );
    const picture = (...rows: readonly (readonly number[])[]) =>
      pixelsIn(orThrow(weightsPlot(tensor([rows.length, rows[0]!.length], rows.flat()))).svg)[1]!;
    const { width, height, at } = picture(all, all.toReversed());
    const few = picture([0, 1.5, 3, Number.NaN]);
    expect([width < 2000, height]).toEqual([true, 2]);
    const places = [0.1, 0.4, 0.8, 1].map((share) => Math.ceil(share * width) - 1);
    expect(places.map((x) => at(x, 0))).toEqual([0, 1, 2, 3].map((x) => few.at(x, 0)));
    expect(places.map((x) => at(width - 1 - x, 1))).toEqual([0, 1, 2, 3].map((x) => few.at(x, 0)));
  });

  test('of both signs are blue below 0, white at 0 and red above', () => {
    const [, map] = pixelsIn(orThrow(weightsPlot(tensor([1, 3], [-2, 0, 2]))).svg);
    expect([0, 1, 2].map((x) => map!.at(x, 0).slice(0, 3))).toEqual([
      [33, 102, 172],
      [247, 247, 247],
      [178, 24, 43],
    ]);
  });

  test('as fields are a picture for each neuron, black at 0, pale at its own largest, and clear between', () => {
    // Neuron 0 has its largest weight at source 2 (row 1, column 0), neuron 1 at source 1 (row 0, column 1).
    const w = tensor([4, 2], [0, 0, 0, 0.01, 0.5, 0, 0, 0]);
    const plot = orThrow(weightsPlot(w, { as: 'fields', size: [2, 2], labels: ['7', '<3>'] }));
    const [map] = pixelsIn(plot.svg);
    const colours = (x: number, y: number) => map!.at(x, y);
    expect(colours(0, 1).slice(0, 3)).toEqual([252, 255, 164]);
    expect(colours(2 + 2 + 1, 0).slice(0, 3)).toEqual([252, 255, 164]);
    expect(colours(0, 0)).toEqual([0, 0, 4, 255]);
    expect([colours(2, 0)[3], colours(0, 2)[3]]).toEqual([0, 0]);
    expect(wordsIn(plot.svg)).toEqual(expect.arrayContaining(['7', '<3>']));
    const infinite = tensor([2, 1], [0, Infinity]);
    const [alone] = pixelsIn(orThrow(weightsPlot(infinite, { as: 'fields', size: [1, 2] })).svg);
    expect([0, 1].map((x) => alone!.at(x, 0))).toEqual([
      [0, 0, 4, 255],
      [252, 255, 164, 255],
    ]);
  });

  test('of a convolution are a picture for each filter', () => {
    const { description } = orThrow(weightsPlot(filled([6, 1, 5, 4], 1), { as: 'fields' }));
    expect(description).toBe('6 pictures of 5 x 4 weights, 1 to 1.');
  });

  test('as a histogram are parts of all, before beside after', () => {
    const [before, w] = [tensor([1, 4], [2, 2, 2, 2]), tensor([1, 4], [2, 3, 3, 3])];
    const { description, svg } = orThrow(weightsPlot(w, { as: 'histogram', before, bins: 2, range: [2, 3] }));
    expect(description).toBe('before: 2.25 100, 2.75 0. after: 2.25 25, 2.75 75.');
    expect(wordsIn(svg)).toEqual(expect.arrayContaining(['before', 'after', 'w (mV)', 'part of the weights (%)']));
  });
});

test('a phase plane goes from a dot along v and u, and not over its own path again', () => {
  const round = Array.from({ length: 100_000 }, (_, k) => (k * 2 * Math.PI) / 100);
  const [v, u] = [Math.cos, Math.sin].map((f) => tensor([100_000, 1], round.map(f)));
  const { svg, description } = orThrow(phasePlot(v!, u!, { y: 'u (mV)' }));
  expect(description).toBe('100,000 steps: v (mV) from −1 to 1, u (mV) from −1 to 1.');
  expect(svg.match(/<circle/g)).toHaveLength(1);
  expect(svg.length).toBeLessThan(12_000);
});

test('a spike-gram of all neurons in one height leaves long names and notes a quarter of its width each', () => {
  const long = 'x'.repeat(200);
  const options = { dt: 1, equal: 'neuron', width: 400, notes: { [long]: long } } as const;
  const { svg } = orThrow(spikeGramPlot({ [long]: [spike(1, 0)] }, options));
  const [, from, to] = /<line x1="([\d.]+)" x2="([\d.]+)"/.exec(svg)!;
  expect([from, to].map(Number)).toEqual([120, 400 - 118]);
});

test('dots are all drawn up to 2000, and of more one in each 3 x 3 pixels', () => {
  const circles = (count: number): number => {
    const x = Array.from({ length: count }, (_, k) => k);
    const lines = { one: { x, y: x.map((k) => k % 2), as: 'dots' as const } };
    return orThrow(linePlot(lines, { x: 'x', y: 'y' })).svg.match(/<circle/g)!.length;
  };
  expect(circles(2000)).toBe(2000);
  expect(circles(2001)).toBeLessThan(1990);
});

test('accuracies are lines in percent over training samples, with chance dashed', () => {
  const { svg, description } = orThrow(
    accuracyPlot({ a: [0.1, 0.5, Number.NaN], b: [0.2, 0.6, 0.7] }, { block: 50, chance: 0.1 }),
  );
  expect(wordsIn(svg)).toEqual(expect.arrayContaining(['a', 'b', 'chance', 'accuracy (%)', 'training samples', '140']));
  expect(svg.match(/<circle/g)).toHaveLength(2 + 5); // the legend's, and a dot for each number
  expect(description).toBe('a: 3 points from 10 to 50. b: 3 points from 20 to 70.');
});

test('a confusion matrix has each count, in its row and column, and what is correct of each label', () => {
  const plot = orThrow(confusionPlot(tensor([2, 2], [8, 2, 0, 0], 'i32'), { names: ['cat', 'dog'] }));
  expect(wordsIn(plot.svg)).toEqual(
    expect.arrayContaining(['cat', 'dog', '8', '2', '0', '80 %', 'predicted', 'true', 'correct']),
  );
  expect(plot.description).toBe('cat: 80 % correct, dog: none correct.');
});

test('a confusion matrix of many labels names as many as have room, and says of those what is correct', () => {
  const words = wordsIn(orThrow(confusionPlot(filled([60, 60], 1), { width: 300 })).svg);
  const named = Array.from({ length: 12 }, (_, k) => `${5 * k}`);
  expect(words.filter((word) => /^\d+$/.test(word)).toSorted()).toEqual([...named, ...named].toSorted());
  expect(words.filter((word) => word === '2 %')).toHaveLength(12);
});

test('lines have their band and level, end at the box, and are broken where a number is missing', () => {
  const x = [0, 1, 2, 3];
  const { svg } = orThrow(
    linePlot(
      { one: { x, y: [0, Number.NaN, 2, 9], low: [0, 0, 1, 8], high: [1, 1, 3, 10] } },
      { x: 'x', y: 'y', yRange: [0, 4], level: { name: 'limit', at: 1 } },
    ),
  );
  expect(svg).toContain('class="band c1"');
  expect(wordsIn(svg)).toContain('limit');
  const [, path] = /<path d="([^"]+)" class="curve/.exec(svg)!;
  expect(path!.match(/M/g)).toHaveLength(2);
  expect(svg).toMatch(/<svg x="[\d.]+" y="4" [^>]*height="228"/); // what is above 4 is cut off
});

test('a number too long for an axis is written by its power of ten, and nothing is drawn at no place', () => {
  const axes = { x: 'x', y: 'y' };
  const small = orThrow(linePlot({ a: { x: [0, 1], y: [0, 2e-12] } }, axes));
  expect(wordsIn(small.svg)).toEqual(expect.arrayContaining(['1e-12', '2e-12']));
  const level = { name: 'far', at: 1e300 };
  const far = orThrow(
    linePlot({ a: { x: [1, 1e300], y: [1, 1e300] } }, { ...axes, xRange: [0, 1e-9], yRange: [0, 1e-9], level }),
  );
  expect(far.svg.replaceAll(/<(title|desc|text).*?<\/\1>/g, '')).not.toMatch(/NaN|Infinity/);
});

test('a title may be 40 pixels longer than its axis, and is cut off beyond that', () => {
  const titled = (x: string, y: string) => wordsIn(orThrow(linePlot({ a: { x: [0, 1], y: [0, 1] } }, { x, y })).svg);
  expect(titled('x'.repeat(65), 'y'.repeat(38))).toEqual(expect.arrayContaining(['x'.repeat(65), 'y'.repeat(38)]));
  expect(titled('x'.repeat(66), 'y'.repeat(39))).toEqual(
    expect.arrayContaining([`${'x'.repeat(64)}…`, `${'y'.repeat(37)}…`]),
  );
});

test('bars start at 0, below it too, and each group has its name', () => {
  const { svg } = orThrow(barPlot({ a: [1, -1], b: [2, 0] }, { names: ['X', 'Y'], y: 'rate (Hz)' }));
  expect(wordsIn(svg)).toEqual(expect.arrayContaining(['X', 'Y', 'rate (Hz)', 'a', 'b']));
  const bars = [...svg.matchAll(/<rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)" class="fill c1"/g)];
  const [[top, high], [below, low]] = bars.map((bar) => bar.slice(1).map(Number)) as [
    [number, number],
    [number, number],
  ];
  expect(top + high).toBeCloseTo(below, 0);
  expect(high).toBeCloseTo(low, 0);
});
