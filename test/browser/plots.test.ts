import { afterEach, expect, test } from 'vitest';
import { orThrow, tensor, type Spike } from 'spikefold';
import * as plots from 'spikefold/plot';

const spikes: readonly Spike[] = Array.from({ length: 200 }, (_, k) => ({ step: k, row: 0, neuron: (k * 7) % 40 }));
const many: readonly Spike[] = Array.from({ length: 20_000 }, (_, k) => ({ step: k, row: 0, neuron: (k * 7) % 40 }));
const v = tensor(
  [200, 1, 2],
  Array.from({ length: 400 }, (_, k) => -65 + (k % 13)),
);
const w = tensor(
  [16, 6],
  Array.from({ length: 96 }, (_, k) => Math.sin(k)),
);

/** Every plot, in each of its kinds, with titles that mark up. */
const drawn: Readonly<Record<string, () => ReturnType<typeof plots.rasterPlot>>> = {
  rasterPlot: () => plots.rasterPlot(spikes, { dt: 1, title: '<b>&"spikes"' }),
  'rasterPlot of many': () => plots.rasterPlot(many, { dt: 0.1 }),
  spikeGramPlot: () => plots.spikeGramPlot({ '<X>': spikes, Y: many }, { dt: 1 }),
  'spikeGramPlot of strips': () => plots.spikeGramPlot({ X: spikes, Y: spikes }, { dt: 1, equal: 'neuron' }),
  voltagePlot: () => plots.voltagePlot(v, { dt: 1, threshold: -52, spikes }),
  'voltagePlot as a map': () => plots.voltagePlot(v, { dt: 1, as: 'map' }),
  ratePlot: () => plots.ratePlot(spikes, { dt: 1, neurons: 40, kernel: 20 }),
  weightsPlot: () => plots.weightsPlot(w),
  'weightsPlot as fields': () => plots.weightsPlot(w, { as: 'fields', labels: ['<1>', '2'] }),
  'weightsPlot as a histogram': () => plots.weightsPlot(w, { as: 'histogram', before: w }),
  phasePlot: () => plots.phasePlot(v, v),
  accuracyPlot: () => plots.accuracyPlot({ a: [0.1, 0.5], b: [0.2, 0.9] }, { block: 100_000, chance: 0.1 }),
  confusionPlot: () => plots.confusionPlot(tensor([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9], 'i32')),
  heatMapPlot: () =>
    plots.heatMapPlot([1, -2, 3, Number.NaN], {
      x: '<x>',
      y: 'y',
      z: 'z',
      columns: [0.001, 1],
      rows: ['left', 'right'],
    }),
  linePlot: () =>
    plots.linePlot({ a: { x: [0, 1], y: [1e6, 3e6] } }, { x: 'x', y: 'y', level: { name: 'l', at: 2e6 } }),
  barPlot: () => plots.barPlot({ a: [1, -2] }, { names: ['left', 'right'], y: 'y' }),
};

afterEach(() => document.body.replaceChildren());

test('all of them are here', () => {
  const names = Object.keys(plots).filter((name) => name.endsWith('Plot'));
  expect(names.filter((name) => !(name in drawn))).toEqual([]);
});

test.each(Object.entries(drawn))(
  '%s is a node in a page, its words within it and legible at 400 pixels',
  async (_, draw) => {
    const plot = orThrow(draw());
    const parsed = new DOMParser().parseFromString(plot.svg, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).toBe(null);
    const element = plots.plotElement(plot);
    expect(element).toBeInstanceOf(SVGSVGElement);
    expect(element.querySelector('title')!.textContent).toBe(plot.title);
    const holder = document.createElement('div');
    holder.style.width = '400px';
    holder.append(element);
    document.body.append(holder);
    await Promise.all(
      [...element.querySelectorAll('image')].map((image) => (image as unknown as HTMLImageElement).decode()),
    );
    const all = element.getBoundingClientRect();
    expect(all.width).toBe(400);
    const words = [...element.querySelectorAll('text')];
    expect(words.length).toBeGreaterThan(2);
    for (const word of words) {
      const box = word.getBoundingClientRect();
      expect(box.left >= all.left - 1 && box.right <= all.right + 1, word.textContent ?? '').toBe(true);
      expect(box.top >= all.top - 1 && box.bottom <= all.bottom + 1, word.textContent ?? '').toBe(true);
      const size = Number.parseFloat(getComputedStyle(word).fontSize) * (400 / plot.width);
      expect(size).toBeGreaterThanOrEqual(9);
    }
  },
);

test('a page colours plots by its own variables', () => {
  document.documentElement.style.setProperty('--plot-ink', 'rgb(1, 2, 3)');
  const element = plots.plotElement(orThrow(drawn['rasterPlot']!()));
  document.body.append(element);
  expect(getComputedStyle(element.querySelector('.ink')!).fill).toBe('rgb(1, 2, 3)');
  document.documentElement.style.removeProperty('--plot-ink');
});
