import type { Either } from 'fp-ts/lib/Either.js';
import { expectTensor } from '../core/expect.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import { showShape, size } from '../core/shape.js';
import type { Tensor } from '../core/tensor.js';
import { drawBars } from './bar.js';
import { fieldsOf } from './fields.js';
import { mapBody } from './map.js';
import {
  checkPlot,
  count,
  oneOfWords,
  optional,
  plotChecks,
  range,
  sizes,
  text,
  texts,
  type PlotOptions,
} from './options.js';
import { plotOf, type Plot } from './plot.js';
import { tilesBody } from './tiles.js';
import { counted, number, rangeWords } from './time.js';
import { niceRange, rangeOf, type Range } from './range.js';
import { hasOwn } from '../core/record.js';

/** How weights are drawn: as a matrix, as fields or as a histogram. */
export interface WeightsOptions extends PlotOptions {
  /** `matrix` (default): sources downwards, targets to the right; `fields`: a picture of the weights that reach each target; `histogram`. */
  readonly as?: 'matrix' | 'fields' | 'histogram';
  /** Of fields: how the sources of a `[m, n]` lie, `[height, width]`; default as `w` says it, or a square. */
  readonly size?: readonly [height: number, width: number];
  /** Of fields: a word under each, such as the label of its neuron. */
  readonly labels?: readonly string[];
  /** Of fields: how many side by side; default about as many as rows. */
  readonly columns?: number;
  /** Of a histogram: the weights before learning, which are drawn beside. */
  readonly before?: Tensor;
  /** Of a histogram: how many bins; default 20. */
  readonly bins?: number;
  /** What the ends of the scale stand for; default the least and the largest weight. */
  readonly range?: Range;
  /** Of the weights; default `mV`. */
  readonly unit?: string;
}

const { height, ...sized } = plotChecks;
const as = optional(oneOfWords('matrix', 'fields', 'histogram'));
const shared = { ...sized, as, range: optional(range) };
const checks = {
  matrix: { ...shared, height: height!, unit: optional(text) },
  fields: { ...shared, size: optional(sizes), labels: optional(texts), columns: optional(count) },
  histogram: { ...shared, height: height!, unit: optional(text), before: () => [], bins: optional(count) },
};

/**
 * Weights as a matrix, as receptive fields or as a histogram before and after learning. Colours: where weights of both signs are, blue below
 * 0 and red above; else black (the least) to pale (the largest), in fields black is 0 and each field has a scale of its own, unless a
 * `range` is given. An option of another kind is a fault.
 */
export const weightsPlot = (w: Tensor, options: WeightsOptions = {}): Either<Faults, Plot> =>
  tried(() => {
    const kind = options?.as ?? 'matrix';
    checkPlot('weightsPlot', options, hasOwn(checks, kind) ? checks[kind] : { as });
    expectTensor('weightsPlot', w, 'w');
    if (w.data.length === 0) throw refused('weightsPlot', 'w', 'at least one weight', showShape(w.shape));
    return { matrix, fields, histogram }[kind](w, options);
  });

type Draw = (w: Tensor, options: WeightsOptions) => Plot;

const matrix: Draw = (w, options) => {
  const { width = 480, unit = 'mV' } = options;
  if (w.shape.length !== 2)
    throw refused('weightsPlot', 'w', "[m, n] for a matrix (as: 'fields' draws others)", showShape(w.shape));
  const [rows, columns] = w.shape as [number, number];
  const height = options.height ?? Math.round(Math.min(360, Math.max(120, (width - 80) * (rows / columns))));
  const found = rangeOf(w.data);
  const { body, tall } = mapBody(
    {
      columns,
      rows,
      at: (column, row) => w.data[row * columns + column]!,
      range: options.range ?? found,
      scale: `w (${unit})`,
      x: { title: 'target neuron', range: [-0.5, columns - 0.5], whole: true },
      y: { title: 'source neuron', range: [rows - 0.5, -0.5], whole: true },
    },
    width,
    height,
  );
  return plotOf({
    title: options.title ?? `Weights from ${counted(rows, 'neuron')} to ${number(columns)}`,
    description: `From ${rangeWords(w.data)} ${unit}.`,
    width,
    height: tall,
    body,
  });
};

const fields: Draw = (w, options) => {
  const { size, pictures } = fieldsOf(w, options.size);
  const { width = 480, labels = [], columns = Math.ceil(Math.sqrt(pictures.length)) } = options;
  const { body, tall } = tilesBody({ size, pictures, labels, columns, range: options.range }, width - 24);
  return plotOf({
    title: options.title ?? `Weights of ${counted(pictures.length, 'neuron')}`,
    description: `${counted(pictures.length, 'picture')} of ${size.join(' x ')} weights, ${rangeWords(w.data)}.`,
    width,
    height: tall + 18,
    body: `<g transform="translate(12 4)">${body}</g>`,
  });
};

const histogram: Draw = (w, options) => {
  const { before, bins = 20, unit = 'mV', title = 'Weights', range: given } = options;
  if (before !== undefined) expectTensor('weightsPlot', before, 'before');
  const [low, high] = given ?? niceRange(rangeOf(w.data, before?.data ?? []), bins);
  const step = (high - low) / bins;
  const share = ({ data, shape }: Tensor): readonly number[] => {
    const found = Array.from({ length: bins }, () => 0);
    for (const value of data) {
      const bin = Math.min(bins - 1, Math.floor((value - low) / step));
      if (bin >= 0 && value <= high) found[bin]! += 1;
    }
    return found.map((times) => (100 * times) / Math.max(1, size(shape)));
  };
  const series = before === undefined ? { weights: share(w) } : { before: share(before), after: share(w) };
  return drawBars(
    series,
    {
      ...(options.width !== undefined && { width: options.width }),
      ...(options.height !== undefined && { height: options.height }),
      title,
      names: Array.from({ length: bins }, (_, k) => number(low + (k + 0.5) * step)),
      x: `w (${unit})`,
      y: 'part of the weights (%)',
    },
    [low, high],
  );
};
