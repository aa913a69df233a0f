import { ticks, wholeTicks, xAxis, yAxis, type Box } from './axis.js';
import { el, round, words, type Drawing } from './svg.js';

/** Spikes of some layers over the same steps of `dt` ms. */
export interface Raster {
  readonly steps: number;
  readonly dt: number;
  readonly panels: readonly Panel[];
  readonly caption: string;
}

/** The spikes of a layer of n neurons, as [step, neuron]. */
export interface Panel {
  readonly name: string;
  readonly n: number;
  readonly spikes: readonly (readonly [step: number, neuron: number])[];
}

const [width, left, right, gap, tall] = [480, 52, 18, 30, 220];

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** One panel below another, neuron 0 at the bottom; a mark at (time, neuron) for each spike. */
export const rasterDrawing = ({ steps, dt, panels, caption }: Raster): Drawing => {
  const boxes = panels.map((_, i): Box => ({
    left,
    top: gap + i * (tall + gap),
    width: width - left - right,
    height: tall,
  }));
  const plots = panels.map(({ name, n, spikes }, i) => {
    const box = boxes[i]!;
    const mark = round(Math.min(6, Math.max(1.6, (2.5 * tall) / n)));
    const marks = spikes.map(([step, neuron]) => {
      const x = round(box.left + (step / steps) * box.width);
      const y = round(box.top + tall * (1 - (neuron + 0.5) / n) - mark / 2);
      return `M${x} ${y}v${mark}`;
    });
    return (
      yAxis(box, n, wholeTicks(n, 4), 'neuron') +
      el('path', { d: marks.join(''), class: 'spikes', 'stroke-width': mark < 3 ? 1.2 : 1.8 }) +
      words(left, box.top - 9, `${name}: ${counted(n, 'neuron')}, ${counted(spikes.length, 'spike')}`, { class: 'ink' })
    );
  });
  const floor = boxes.at(-1);
  const axis = floor === undefined ? '' : xAxis(floor, steps * dt, ticks(steps * dt, 6), 'time (ms)');
  return {
    width,
    height: gap + panels.length * (tall + gap) + 18,
    label: `Spikes over time: ${caption}`,
    body: plots.join('') + axis,
  };
};
