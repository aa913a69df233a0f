import { across, ticks, xAxis, type Box } from './axis.js';
import { el, round, words, type Drawing } from './svg.js';
import type { Panel } from './raster.js';

/** The spikes of some populations over the same steps of `dt` ms, one above the other in one frame, each as high as it has cells. */
export interface Populations {
  readonly steps: number;
  readonly dt: number;
  readonly populations: readonly (Panel & { readonly colour: 'a' | 'b'; readonly note: string })[];
  readonly caption: string;
}

const [width, left, right, top, tall, gap] = [640, 42, 64, 14, 460, 8];

/** The first population is at the top; its name at its left, its note at its right. */
export const populationsDrawing = ({ steps, dt, populations, caption }: Populations): Drawing => {
  const all = populations.reduce((sum, { n }) => sum + n, 0);
  const perCell = (tall - gap * (populations.length - 1)) / all;
  const box: Box = { left, top, width: width - left - right, height: tall };
  const mark = round(Math.max(2.2, perCell));
  const drawn = populations.map(({ name, n, spikes, colour, note }, place) => {
    const before = populations.slice(0, place).reduce((sum, of) => sum + of.n, 0);
    const start = top + before * perCell + place * gap;
    const middle = start + (n * perCell) / 2 + 4;
    const marks = spikes.map(
      ({ step, neuron }) =>
        `M${round(across(box, [0, steps], step))} ${round(start + neuron * perCell - mark / 2)}v${mark}`,
    );
    return (
      el('path', { d: marks.join(''), class: `spikes spikes-${colour}`, 'stroke-width': 1.5 }) +
      words(left - 7, middle, name, { class: 'end ink' }) +
      words(width - right + 7, middle, note)
    );
  });
  const time = [0, steps * dt] as const;
  return {
    width,
    height: top + tall + 44,
    label: `Spikes over time: ${caption}`,
    body: drawn.join('') + xAxis(box, time, ticks(time, 8), 'time (ms)'),
  };
};
