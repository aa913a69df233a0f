import { across, up, yAxis, type Axis, type Box } from './axes.js';
import { el, round } from './markup.js';
import { faintToFull, pixels } from './pixels.js';
import type { Train } from './spikes.js';
import { seriesClass } from './theme.js';
import type { Range } from './range.js';

/** So many spikes are drawn one by one; more as a picture of their density. */
const mostMarks = 10_000;

export const neuronAxis = (neurons: number): Axis => ({ title: 'neuron', range: [-0.5, neurons - 0.5], whole: true });

/** The spikes of a span of time in a box, on the lines of their axis, in the colour of the k-th series. `seen`: how many there are. */
export const spikePanel = (box: Box, train: Train, span: Range, dt: number, series = 0, axis = true) => {
  const inside: number[] = [];
  for (let k = 0; k < train.step.length; k++) {
    const time = train.step[k]! * dt;
    if (time >= span[0] && time < span[1]) inside.push(k);
  }
  const draw = inside.length > mostMarks ? density : ticks;
  const lines = axis ? yAxis(box, neuronAxis(train.neurons)) : '';
  return { marks: lines + draw(box, train, inside, span, dt, series), seen: inside.length };
};

type Draw = (box: Box, train: Train, inside: readonly number[], span: Range, dt: number, series: number) => string;

/** An upright mark for each spike. */
const ticks: Draw = (box, { step, neuron, neurons }, inside, span, dt, series) => {
  const [x, y] = [across(box, span), up(box, [-0.5, neurons - 0.5])];
  const mark = round(Math.min(8, Math.max(inside.length < 500 ? 4 : 1.8, (0.8 * box.height) / neurons)));
  const path = inside.map((k) => `M${round(x(step[k]! * dt))} ${round(y(neuron[k]!) - mark / 2)}v${mark}`);
  const name = `marks ${seriesClass(series)}`;
  return el('path', { d: path.join(''), class: name, 'stroke-width': mark < 4 ? '1.3' : '1.8' });
};

/** Blue and orange of a lightness that shows on white and on black. */
const middling = [faintToFull(36, 134, 200), faintToFull(214, 108, 20)];

/** Spikes in each pixel by its opacity: a single one is faint, but there. */
const density: Draw = (box, { step, neuron, neurons }, inside, span, dt, series) => {
  const columns = Math.max(1, Math.min(Math.round(2 * box.width), Math.ceil((span[1] - span[0]) / dt)));
  const rows = Math.max(1, Math.min(neurons, Math.round(2 * box.height)));
  const found = new Uint32Array(columns * rows);
  for (const k of inside) {
    const column = Math.min(columns - 1, Math.floor(((step[k]! * dt - span[0]) / (span[1] - span[0])) * columns));
    const row = rows - 1 - Math.floor((neuron[k]! / neurons) * rows);
    found[row * columns + column]! += 1;
  }
  const most = found.reduce((a, b) => Math.max(a, b));
  const { palette, of } = middling[series]!;
  const colour = (x: number, y: number): number => of(Math.sqrt(found[y * columns + x]! / most) || Number.NaN);
  const { left, top, width, height } = box;
  return pixels(columns, rows, palette, colour, { x: left, y: top, width, height });
};
