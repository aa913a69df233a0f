import { below, frame, leftOf, rightOf, xAxis, yAxis, type Axis, type Box } from './axes.js';
import { fitted, widthOf, words } from './markup.js';
import { blueToRed, darkToPale, pixels, type Ramp } from './pixels.js';
import { number } from './time.js';
import type { Range } from './range.js';

/** Numbers in false colour over two axes. */
export interface Map {
  readonly columns: number;
  readonly rows: number;
  /** The number in a column and a row, counted from the top. */
  readonly at: (column: number, row: number) => number;
  /** What the ends of the colours stand for; numbers beyond look like them. */
  readonly range: Range;
  /** Words to the scale of colours: what it is of, and its unit. */
  readonly scale: string;
  readonly x: Axis;
  readonly y: Axis;
}

/** The colours of a range: blue, white, red where it goes from below 0 to above, with white at 0. */
export const coloursOf = ([low, high]: Range) => {
  const most = Math.max(-low, high);
  return low < 0 && high > 0
    ? { from: -most, to: most, ramp: blueToRed }
    : { from: low, to: high > low ? high : low + 1, ramp: darkToPale };
};

const head = 30;

/** A map, `height` pixels high, with the scale of its colours above. The number of pixels of the whole is `tall`. */
export const mapBody = (of: Map, width: number, height: number): { readonly body: string; readonly tall: number } => {
  const left = leftOf(height, of.y);
  const box: Box = { left, top: head, width: width - left - rightOf, height };
  const { from, to, ramp } = coloursOf(of.range);
  const cell = meansOf(of, Math.min(of.columns, Math.round(2 * box.width)), Math.min(of.rows, Math.round(2 * height)));
  const map = pixels(cell.columns, cell.rows, ramp.palette, (x, y) => ramp.of((cell.at(x, y) - from) / (to - from)), {
    x: box.left,
    y: box.top,
    width: box.width,
    height,
    style: 'image-rendering:pixelated',
  });
  return {
    body: [scaleOf(box, from, to, ramp, of.scale), yAxis(box, of.y), map, frame(box), xAxis(box, of.x)].join(''),
    tall: head + height + below,
  };
};

/** The colours with the numbers at their ends, at the right above a box; what they are of at the left. */
export const scaleOf = ({ left, width }: Box, from: number, to: number, ramp: Ramp, said: string): string => {
  const [low, high] = [number(from), number(to)];
  const bar = 80;
  const end = left + width;
  const start = end - widthOf(high) - 6 - bar;
  return (
    words(left, 16, fitted(said, start - 6 - widthOf(low) - 8 - left)) +
    words(start - 6, 16, low, { class: 'end' }) +
    pixels(64, 1, ramp.palette, (x) => ramp.of(x / 63), { x: start, y: 7, width: bar, height: 10 }) +
    words(end, 16, high, { class: 'end' })
  );
};

/** The same in no more columns and rows than these, each number the mean of those that it stands for; NaN is left out. */
const meansOf = ({ columns, rows, at }: Map, wide: number, high: number): Pick<Map, 'columns' | 'rows' | 'at'> => {
  const [sums, counts] = [new Float64Array(wide * high), new Uint32Array(wide * high)];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = at(column, row);
      if (Number.isNaN(value)) continue;
      const cell = Math.floor((row * high) / rows) * wide + Math.floor((column * wide) / columns);
      sums[cell]! += value;
      counts[cell]! += 1;
    }
  return { columns: wide, rows: high, at: (x, y) => sums[y * wide + x]! / counts[y * wide + x]! };
};
