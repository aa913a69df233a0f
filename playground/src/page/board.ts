import { colourAt, sheetOf, themeOf } from '../draw/canvas.js';
import { rasterView } from '../draw/raster.js';
import { shown, tracesView } from '../draw/traces.js';
import { weightsView } from '../draw/weights.js';
import type { Advanced, Loaded } from '../messages.js';
import { byId, elementOf } from './elements.js';

/** How much a rate of the last steps counts for a ms of them. */
const memory = 300;

/** The pictures of a network, and what they show in words. */
export const board = () => {
  const canvas = (id: string): HTMLCanvasElement => elementOf(HTMLCanvasElement, id);
  const [raster, traces, weights] = [canvas('raster'), canvas('traces'), canvas('weights')];
  let theme = themeOf();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    theme = themeOf();
    isNew = true;
  });
  let loaded: Loaded | undefined;
  let views: ReturnType<typeof viewsOf> | undefined;
  let rates: number[] = [];
  /** Whether something has changed since the pictures were drawn. */
  let isNew = true;
  let seen = 0;

  const viewsOf = ({ rasters, traces: curves, weights: matrix, dt, window: span }: Loaded) => ({
    raster: rasterView(rasters, dt, span),
    traces: tracesView(curves, dt, span),
    weights: matrix && weightsView(matrix),
  });
  const shape = (): void => {
    isNew = true;
    if (loaded === undefined || views === undefined) return;
    byId('raster-figure').hidden = loaded.rasters.length === 0;
    byId('traces-figure').hidden = loaded.traces.length === 0;
    byId('weights-figure').hidden = loaded.weights === undefined;
    const rows = loaded.rasters.reduce((sum, { shown: count }) => sum + Math.min(count, 12) * 8 + 14, 10);
    raster.style.height = `${Math.min(rows, raster.clientWidth < 500 ? 200 : 230)}px`;
    traces.style.height = `${views.traces.height}px`;
    byId('traces-title').textContent = loaded.traces.every(({ variable }) => variable === 'v')
      ? 'Voltages'
      : 'Variables';
    byId('weights-figure').classList.toggle('first', loaded.weights?.kind === 'fields');
    const { weights: matrix } = views;
    if (matrix)
      weights.style.height = `${Math.round(Math.min(Math.max(weights.clientWidth * matrix.aspect, 60), 420))}px`;
  };
  addEventListener('resize', shape);
  const wordsOf = (): readonly string[] => loaded!.rasters.map(({ layer }, k) => `${layer} ${shown(rates[k]!)} Hz`);

  return {
    /** Begins with empty pictures. */
    begin: (of: Loaded): void => {
      loaded = of;
      views = viewsOf(of);
      rates = of.rasters.map(() => 0);
      seen = 0;
      isNew = true;
      shape();
    },
    /** The rates of layers in words. */
    words: (): string => (loaded === undefined ? '' : wordsOf().join(', ')),
    add: (of: Advanced): void => {
      if (loaded === undefined || views === undefined) return;
      isNew = true;
      const time = of.steps * loaded.dt;
      seen += time;
      const keep = Math.exp(-time / Math.min(memory, seen));
      rates = loaded.rasters.map(({ shown: count }, k) => {
        const now = of.spikes[k]!.step.length / count / (time / 1000 || 1);
        return keep * rates[k]! + (1 - keep) * now;
      });
      views.raster.add(of, sheetOf(raster), theme);
      views.traces.add(of);
      if (of.weights) views.weights?.add(of.weights);
    },
    draw: (): void => {
      if (loaded === undefined || views === undefined || !isNew) return;
      isNew = false;
      if (loaded.rasters.length > 0) views.raster.draw(sheetOf(raster), theme);
      if (loaded.traces.length > 0) views.traces.draw(sheetOf(traces), theme);
      views.weights?.draw(sheetOf(weights), theme);
    },
    /** What is written beside the pictures. */
    write: (): void => {
      if (loaded === undefined || views === undefined) return;
      byId('rates').replaceChildren(
        ...wordsOf().map((text, k) => {
          const label = document.createElement('b');
          label.textContent = text;
          label.style.color = colourAt(theme, k);
          return label;
        }),
      );
      byId('traces-range').textContent = views.traces.ranges().length > 3 ? '' : views.traces.ranges().join(', ');
      byId('weights-range').textContent = views.weights?.range() ?? '';
      raster.setAttribute('aria-label', `Raster of spikes: ${wordsOf().join(', ')}`);
      traces.setAttribute('aria-label', `Curves: ${views.traces.ranges().join(', ')}`);
      weights.setAttribute('aria-label', `Weights: ${views.weights?.range() ?? ''}`);
    },
  };
};

export type Board = ReturnType<typeof board>;
