import { across, down, minus, ticks, xAxis, yAxis, type Box, type Range } from './axis.js';
import { el, round, words, type Drawing } from './svg.js';

/** Voltages of some neurons over the same steps of `dt` ms. */
export interface Voltages {
  readonly dt: number;
  readonly traces: readonly { readonly name: string; readonly v: ArrayLike<number> }[];
  /** mV, of every panel. */
  readonly range: Range;
  /** Where neurons spike, mV: a dashed line. */
  readonly thresh: number;
  /** A description of the picture. */
  readonly label: string;
}

const [width, left, right, gap, tall] = [480, 52, 18, 30, 90];

/** One panel a neuron, one below another. */
export const voltagesDrawing = ({ dt, traces, range, thresh, label }: Voltages): Drawing => {
  const steps = Math.max(1, ...traces.map(({ v }) => v.length));
  const boxes = traces.map((_, i): Box => ({
    left,
    top: gap + i * (tall + gap),
    width: width - left - right,
    height: tall,
  }));
  const panels = traces.map(({ name, v }, i) => {
    const box = boxes[i]!;
    const points = Array.from(
      v,
      (value, step) => `${round(across(box, [0, steps], step))},${round(down(box, range, value))}`,
    );
    const y = down(box, range, thresh);
    return (
      yAxis(box, range, ticks(range, 3), 'mV') +
      el('line', { x1: box.left, x2: box.left + box.width, y1: y, y2: y, class: 'chance' }) +
      (i === 0
        ? words(box.left + box.width, box.top - 9, `dashed: threshold, ${minus(thresh)} mV`, { class: 'end' })
        : '') +
      el('polyline', { points: points.join(' '), class: 'a thin' }) +
      words(left, box.top - 9, name, { class: 'ink' })
    );
  });
  const floor = boxes.at(-1);
  const time = [0, steps * dt] as const;
  return {
    width,
    height: gap + traces.length * (tall + gap) + 18,
    label,
    body: panels.join('') + (floor === undefined ? '' : xAxis(floor, time, ticks(time, 6), 'time (ms)')),
  };
};
