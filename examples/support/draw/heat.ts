import { minus, ticks, xAxis, yAxis, type Box, type Range } from './axis.js';
import { falseColour, pixels } from './colour.js';
import { el, words, type Drawing } from './svg.js';

/** Values in false colour over two axes. */
export interface Heat {
  /** Row by row from the bottom, `columns` in each. */
  readonly values: ArrayLike<number>;
  readonly columns: number;
  /** What black and pale stand for; values beyond are as dark or as pale. */
  readonly span: Range;
  readonly x: { readonly title: string; readonly range: Range };
  readonly y: { readonly title: string; readonly range: Range };
  readonly title: string;
  readonly unit: string;
  /** A description of the picture. */
  readonly label: string;
}

const [width, height] = [480, 340];
const box: Box = { left: 52, top: 34, width: 410, height: 256 };
const scale = { width: 90, height: 10 };

/** The map, with its title and the scale of its colours above. */
export const heatDrawing = ({ values, columns, span, x, y, title, unit, label }: Heat): Drawing => {
  const [low, high] = span;
  const rows = values.length / columns;
  const map = falseColour(
    columns,
    rows,
    (column, row) => (values[(rows - 1 - row) * columns + column]! - low) / (high - low),
  );
  const [from, to] = [low, high].map((value) => `${minus(value)} ${unit}`) as [string, string];
  const right = box.left + box.width - 7 * to.length;
  const left = right - 6 - scale.width;
  return {
    width,
    height,
    label,
    body: [
      words(box.left, 18, title, { class: 'ink' }),
      words(left - 6, 18, from, { class: 'end' }),
      pixels(
        falseColour(32, 1, (place) => place / 31),
        { x: left, y: 9, ...scale },
      ),
      words(right, 18, to),
      yAxis(box, y.range, ticks(y.range, 5), y.title),
      xAxis(box, x.range, ticks(x.range, 6), x.title),
      pixels(map, { x: box.left, y: box.top, width: box.width, height: box.height }),
      el('rect', { x: box.left, y: box.top, width: box.width, height: box.height, class: 'frame' }),
    ].join(''),
  };
};
