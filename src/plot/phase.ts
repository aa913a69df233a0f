import type { Either } from 'fp-ts/lib/Either.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import type { Tensor } from '../core/tensor.js';
import { axesOf, within } from './axes.js';
import { curveOf } from './curve.js';
import { el } from './markup.js';
import { checkPlot, optional, plotChecks, range, text, whole, type PlotOptions } from './options.js';
import { plotOf, type Plot } from './plot.js';
import { counted, rangeWords } from './time.js';
import { tracesOf } from './traces.js';
import { drawable, niceRange, rangeOf, type Points, type Range } from './range.js';

/** Which neuron, and what the two variables are. */
export interface PhaseOptions extends PlotOptions {
  /** Which neuron; default 0. */
  readonly neuron?: number;
  /** Which row of a batch; default 0. */
  readonly row?: number;
  /** What the variables are, with units; default `v (mV)` and `u`. */
  readonly x?: string;
  readonly y?: string;
  /** Default: as far as the variables go. */
  readonly xRange?: Range;
  readonly yRange?: Range;
}

const checks = {
  ...plotChecks,
  neuron: optional(whole),
  row: optional(whole),
  x: optional(text),
  y: optional(text),
  xRange: optional(range),
  yRange: optional(range),
};

/** Two variables of a neuron against each other, such as v and u of `izhikevich`, as `record()` gives them: v to the right, u upwards, a dot at the start. */
export const phasePlot = (v: Tensor, u: Tensor, options: PhaseOptions = {}): Either<Faults, Plot> =>
  tried(() => {
    checkPlot('phasePlot', options, checks);
    const { neuron = 0, row = 0, width = 480, height = 300 } = options;
    const [recorded, other] = [tracesOf('phasePlot', v, row, 'v'), tracesOf('phasePlot', u, row, 'u')];
    if (recorded.steps !== other.steps)
      throw refused('phasePlot', 'u', `${recorded.steps} steps, as v has`, `${other.steps}`);
    const points: Points = { x: recorded.of(neuron), y: other.of(neuron) };
    const along = { title: options.x ?? 'v (mV)', range: options.xRange ?? niceRange(rangeOf(points.x)) };
    const upwards = { title: options.y ?? 'u', range: options.yRange ?? niceRange(rangeOf(points.y)) };
    const { box, x, y, lines, tall } = axesOf(width, height, along, upwards);
    const [cx, cy] = [points.x[0], points.y[0]];
    const start = drawable(cx) && drawable(cy) ? el('circle', { cx: x(cx), cy: y(cy), r: 4, class: 'fill c2' }) : '';
    const ranges = [along, upwards].map(({ title }, k) => `${title} from ${rangeWords(k === 0 ? points.x : points.y)}`);
    return plotOf({
      title: options.title ?? `Phase plane of neuron ${neuron}`,
      description: `${counted(recorded.steps, 'step')}: ${ranges.join(', ')}.`,
      width,
      height: tall,
      body: lines + within(box, curveOf(unrepeated(points, x, y), x, y, 'curve thin c1'), start),
    });
  });

/** Without the parts of a path that lie on its earlier parts, to half a pixel: a neuron goes round and round. */
const unrepeated = ({ x: xs, y: ys }: Points, x: (value: number) => number, y: (value: number) => number): Points => {
  const seen = new Set<string>();
  const kept: [number, number][] = [];
  let [before, drawn] = ['', true];
  for (let k = 0; k < xs.length; k++) {
    const cell = `${Math.round(2 * x(xs[k]!))},${Math.round(2 * y(ys[k]!))}`;
    const step = `${before} ${cell}`;
    if (!seen.has(step)) {
      if (!drawn) kept.push([Number.NaN, Number.NaN], [xs[k - 1]!, ys[k - 1]!]);
      kept.push([xs[k]!, ys[k]!]);
      seen.add(step);
      drawn = true;
    } else drawn = false;
    before = cell;
  }
  return { x: kept.map(([at]) => at), y: kept.map(([, at]) => at) };
};
