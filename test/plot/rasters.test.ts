import { afterEach, describe, expect, test, vi } from 'vitest';
import { explain, isLeft, orThrow, tensor, type Spike } from '../../src/index.js';
import { plotElement, rasterPlot, voltagePlot } from '../../src/plot.js';

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

test('a map goes on for at most 2^20 steps where nothing was recorded', () => {
  const map = (to: number) => voltagePlot(tensor([2, 1, 1], [1, 2]), { dt: 1, as: 'map', to });
  const [most, more] = [map(2 ** 20), map(2 ** 20 + 1)];
  expect(isLeft(most)).toBe(false);
  expect(isLeft(more) && more.left.map(explain)).toEqual([
    'voltagePlot: to must be at most 1048576 steps after from, as nothing was recorded there, got 1048577',
  ]);
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
