import { decode } from 'fast-png';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { explain, isLeft, orThrow, tensor, type Spike } from '../../src/index.js';
import { heatMapPlot, plotElement, rasterPlot, spikeGramPlot, voltagePlot } from '../../src/plot.js';
import { contrast } from './support/contrast.js';

/** So many spikes, each in a step of its own. */
const spikes = (count: number): readonly Spike[] =>
  Array.from({ length: count }, (_, step) => ({ step, row: 0, neuron: step % 3 }));
const svgOf = (neurons: number, count: number): string =>
  orThrow(rasterPlot(spikes(count), { dt: 1, neurons, height: 200 })).svg;

// Of 200 pixels four fifths are marks.
test.each<readonly [neurons: number, count: number, mark: string, stroke: string]>([
  [3, 2, '8', '1.8'],
  [20, 2, '8', '1.8'],
  [25, 2, '6.4', '1.8'],
  [36, 2, '4.4', '1.8'],
  [40, 2, '4', '1.8'],
  [400, 499, '4', '1.8'],
  [25, 500, '6.4', '1.8'],
  [50, 500, '3.2', '1.3'],
  [400, 500, '1.8', '1.3'],
])('of %d neurons with %d spikes marks are %s pixels high and %s wide', (neurons, count, mark, stroke) => {
  const svg = svgOf(neurons, count);
  expect(new Set([...svg.matchAll(/M[\d.]+ [\d.]+v([\d.]+)/g)].map(([, high]) => high))).toEqual(new Set([mark]));
  expect(/stroke-width="([\d.]+)"/.exec(svg)![1]).toBe(stroke);
});

test('up to 10,000 spikes are marks, and more are a picture', () => {
  const [most, more] = [svgOf(3, 10_000), svgOf(3, 10_001)];
  expect([most, more].map((svg) => [svg.includes('<image'), /M[\d.]+ [\d.]+v/.test(svg)])).toEqual([
    [false, true],
    [true, false],
  ]);
});

test('of spikes in a place each, all are as opaque as can be, in the colour of their layer', () => {
  const each = Array.from({ length: 128 * 128 }, (_, k) => ({ step: Math.floor(k / 128), row: 0, neuron: k % 128 }));
  const layers = { A: each, B: each, C: each };
  const { svg } = orThrow(spikeGramPlot(layers, { dt: 1, equal: 'neuron', neurons: { A: 128, B: 128, C: 128 } }));
  const colours = [...svg.matchAll(/base64,([^"]+)"/g)].map(([, text]) => {
    const { data, palette } = decode(Buffer.from(text!, 'base64'));
    return [...new Set(data)].map((shade) => palette![shade]);
  });
  const [blue, orange] = [
    [36, 134, 200, 255],
    [214, 108, 20, 255],
  ];
  expect(colours).toEqual([[blue], [orange], [blue]]);
});

test('a map goes on for at most 2^20 steps where nothing was recorded', () => {
  const map = (to: number) => voltagePlot(tensor([2, 1, 1], [1, 2]), { dt: 1, as: 'map', to });
  const [most, more] = [map(2 ** 20), map(2 ** 20 + 1)];
  expect(isLeft(most)).toBe(false);
  expect(isLeft(voltagePlot(tensor([2, 1, 1], [1, 2]), { dt: 1, as: 'map', from: 2 ** 20, to: 2 ** 20 + 2 }))).toBe(
    false,
  );
  expect(isLeft(more) && more.left.map(explain)).toEqual([
    'voltagePlot: to must be at most 1048576 steps after from, as nothing was recorded there, got 1048577',
  ]);
});

test.each([
  ['from dark to pale', 0],
  ['from blue to red', -32],
])('numbers on cells %s are of the ink with the higher contrast', (_, least) => {
  const rows = Array.from({ length: 65 }, (__, k) => k + least);
  const options = { x: 'x', y: 'y', z: 'z', columns: [1], rows, height: 1040 };
  const { svg } = orThrow(heatMapPlot(rows, options));
  const { data, palette } = decode(Buffer.from([...svg.matchAll(/base64,([^"]+)"/g)].at(-1)![1]!, 'base64'));
  const inks = [...svg.matchAll(/style="fill:(#\w+)">/g)].map(([, ink]) => ink);
  expect(new Set(data).size).toBe(65);
  expect(inks).toEqual(
    Array.from(data, (shade) => {
      const colour = palette![shade]!.slice(0, 3);
      return contrast(colour, [0, 0, 0]) > contrast(colour, [255, 255, 255]) ? '#000' : '#fff';
    }),
  );
});

describe('a plot as a node', () => {
  afterEach(() => void vi.unstubAllGlobals());
  const said = (plot: unknown): unknown => {
    try {
      return plotElement(plot as never);
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('is the first of what a page makes of its text', () => {
    const template = { innerHTML: '', content: { firstElementChild: 'the first' } };
    vi.stubGlobal('document', { createElement: (name: string) => (name === 'template' ? template : undefined) });
    expect(said({ svg: '<svg/>' })).toBe('the first');
    expect(template.innerHTML).toBe('<svg/>');
  });
  test.each([
    [7, '7'],
    [undefined, 'nothing'],
    [{}, '{}'],
    [{ svg: 7 }, '{ svg: 7 }'],
  ])('is made of a plot, and of no %j', (plot, got) => {
    expect(said(plot)).toBe(`plotElement: plot must be a plot, as orThrow(rasterPlot(...)) gives it, got ${got}`);
  });
  test('is made on a page only', () => {
    expect(said({ svg: '<svg/>' })).toBe(
      'plotElement: document must be that of a page (elsewhere plot.svg is the picture as text), got none',
    );
  });
});
