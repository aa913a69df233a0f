import type { Either } from 'fp-ts/lib/Either.js';
import { shown } from '../core/faults/shown.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import { isList } from '../core/list.js';
import { isTensor, type Tensor } from '../core/tensor.js';
import { frame, spread, type Box } from './axes.js';
import { coloursOf, scaleOf } from './map.js';
import { el, fitted, upwards, widthOf, words } from './markup.js';
import { checkPlot, namesOrNumbers, optional, plotChecks, range, text, type PlotOptions } from './options.js';
import { pixels } from './pixels.js';
import { plotOf, type Plot } from './plot.js';
import { rangeOf, type Range } from './range.js';
import { counted, number, rangeWords } from './time.js';

/** What the axes and the cells of a heat map are, and the value of each column and row. */
export interface HeatMapOptions extends PlotOptions {
  /** What differs from column to column, with a unit. */
  readonly x: string;
  /** What differs from row to row. */
  readonly y: string;
  /** What the numbers in the cells are. */
  readonly z: string;
  /** The value of each column, from the left. */
  readonly columns: readonly (number | string)[];
  /** The value of each row, from above. */
  readonly rows: readonly (number | string)[];
  /** What the ends of the colours stand for; default the least and the largest number. */
  readonly range?: Range;
}

const checks = {
  ...plotChecks,
  x: text,
  y: text,
  z: text,
  columns: namesOrNumbers,
  rows: namesOrNumbers,
  range: optional(range),
};

const [head, foot, right] = [30, 46, 16];

type Cells = Tensor | ArrayLike<number> | readonly ArrayLike<number>[];

/**
 * A number for each pair of two settings, as of a sweep over a grid: cells in false colour with their numbers, where there is room for them.
 * `values` are `[rows, columns]`, a list row by row, or a list for each row; NaN, a point that failed, is an empty cell. Colours as in `weightsPlot`.
 */
export const heatMapPlot = (values: Cells, options: HeatMapOptions): Either<Faults, Plot> =>
  tried(() => {
    checkPlot('heatMapPlot', options, checks);
    const { x, y, z, width = 480, title = `${z} over ${x} and ${y}` } = options;
    const [columns, rows] = [options.columns, options.rows].map((of) => of.map(labelOf)) as [string[], string[]];
    const cells = cellsOf(values, rows.length, columns.length);
    const height = options.height ?? Math.min(600, Math.max(60, 40 * rows.length));
    const left = 34 + Math.ceil(Math.min(width / 4, Math.max(...rows.map(widthOf))));
    const box: Box = { left, top: head, width: width - left - right, height };
    const { from, to, ramp } = coloursOf(options.range ?? rangeOf(cells));
    const shade = (value: number): number => ramp.of((value - from) / (to - from));
    const place = { x: box.left, y: box.top, width: box.width, height, style: 'image-rendering:pixelated' };
    const map = pixels(
      columns.length,
      rows.length,
      ramp.palette,
      (k, row) => shade(cells[row * columns.length + k]!),
      place,
    );
    const numbers = cellNumbers(box, cells, columns.length, (value) => inkOn(ramp.palette[shade(value)]!));
    return plotOf({
      title,
      description: `${counted(rows.length, 'row')} of ${counted(columns.length, 'column')}, ${rangeWords(cells)}.`,
      width,
      height: head + height + foot,
      body: [
        scaleOf(box, from, to, ramp, z),
        map,
        frame(box),
        numbers,
        ...spread(columns, box.width, Math.max(...columns.map(widthOf)) + 10).map(({ at, name, room }) =>
          words(box.left + at, head + height + 18, fitted(name, room), { class: 'middle' }),
        ),
        ...spread(rows, height, 15).map(({ at, name }) =>
          words(left - 8, head + at + 4.5, fitted(name, left - 34), { class: 'end' }),
        ),
        words(box.left + box.width / 2, head + height + 38, fitted(x, box.width + 40), { class: 'middle' }),
        upwards(14, head + height / 2, y, height + 60),
      ].join(''),
    });
  });

const labelOf = (value: number | string): string => (typeof value === 'number' ? number(value) : value);

const cellsOf = (values: Cells, rows: number, columns: number): ArrayLike<number> => {
  const want = `[${rows}, ${columns}] numbers, as there are rows and columns`;
  const isByRows = Array.isArray(values) && values.length === rows && values.every(isRowOf(columns));
  const cells: ArrayLike<unknown> = isTensor(values)
    ? values.data
    : isByRows
      ? values.flatMap((row) => Array.from(row))
      : values;
  const fits = isTensor(values) ? values.shape.length === 2 && values.shape[0] === rows : isList(values);
  if (!fits || cells.length !== rows * columns) throw refused('heatMapPlot', 'values', want, shown(values));
  const strange = Array.from(cells).findIndex((value) => typeof value !== 'number');
  if (strange >= 0) throw refused('heatMapPlot', 'values', want, shown(cells[strange]));
  return cells as ArrayLike<number>;
};

const isRowOf =
  (columns: number) =>
  (row: unknown): row is ArrayLike<number> =>
    isList(row) && row.length === columns;

/** The number of each cell in its middle; none where one of them has no room. */
const cellNumbers = (
  { left, top, width, height }: Box,
  cells: ArrayLike<number>,
  columns: number,
  ink: (value: number) => string,
): string => {
  const [wide, high] = [width / columns, (height * columns) / cells.length];
  const said = Array.from(cells, (value) => (Number.isFinite(value) ? number(value) : '–'));
  if (high < 15 || Math.max(...said.map(widthOf)) > wide - 6) return '';
  return el(
    'g',
    { class: 'middle' },
    ...said.map((word, k) => {
      const [x, y] = [left + ((k % columns) + 0.5) * wide, top + (Math.floor(k / columns) + 0.5) * high + 4.5];
      return words(x, y, word, Number.isNaN(cells[k]) ? {} : { style: `fill:${ink(cells[k]!)}` });
    }),
  );
};

/** Black on pale colours and white on dark ones, in either scheme of a page: the one with the higher contrast (WCAG 2, relative luminance). */
const inkOn = ([red, green, blue]: readonly number[]): string => {
  const [r, g, b] = [red!, green!, blue!].map((part) => ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b! > 0.179 ? '#000' : '#fff';
};
