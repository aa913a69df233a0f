import type { Spike } from 'spikefold';
import { across, down, ticks, wholeTicks, xAxis, yAxis, type Box } from './axis.js';
import { el, round, words, type Drawing } from './svg.js';

/** Spikes of some layers over the same steps of `dt` ms. */
export interface Raster {
  readonly steps: number;
  readonly dt: number;
  readonly panels: readonly Panel[];
  readonly caption: string;
  /** Of the drawing; default 480. */
  readonly width?: number;
}

/** The spikes of a layer of n neurons, as `raster()` gives them. */
export interface Panel {
  readonly name: string;
  readonly n: number;
  readonly spikes: readonly Pick<Spike, 'step' | 'neuron'>[];
}

const [left, right, gap, tall] = [52, 18, 30, 220];

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** One panel below another, neuron 0 at the bottom; a mark at (time, neuron) for each spike. */
export const rasterDrawing = ({ steps, dt, panels, caption, width = 480 }: Raster): Drawing => {
  const boxes = panels.map((_, i): Box => ({
    left,
    top: gap + i * (tall + gap),
    width: width - left - right,
    height: tall,
  }));
  const plots = panels.map(({ name, n, spikes }, i) => {
    const box = boxes[i]!;
    const mark = round(Math.min(6, Math.max(1.6, (2.5 * tall) / n)));
    const marks = spikes.map(({ step, neuron }) => {
      const [x, y] = [across(box, [0, steps], step), down(box, [0, n], neuron + 0.5) - mark / 2];
      return `M${round(x)} ${round(y)}v${mark}`;
    });
    return (
      yAxis(box, [0, n], wholeTicks([0, n], 4), 'neuron') +
      el('path', { d: marks.join(''), class: 'spikes', 'stroke-width': mark < 3 ? 1.2 : 1.8 }) +
      words(left, box.top - 9, `${name}: ${counted(n, 'neuron')}, ${counted(spikes.length, 'spike')}`, { class: 'ink' })
    );
  });
  const floor = boxes.at(-1);
  const time = [0, steps * dt] as const;
  const axis = floor === undefined ? '' : xAxis(floor, time, ticks(time, width / 80), 'time (ms)');
  return {
    width,
    height: gap + panels.length * (tall + gap) + 18,
    label: `Spikes over time: ${caption}`,
    body: plots.join('') + axis,
  };
};
