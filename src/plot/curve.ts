import { line as curve } from 'd3-shape';
import { drawable, type Scale } from './axes.js';
import { el } from './markup.js';

/** Numbers over numbers. */
export interface Points {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

type Point = readonly [x: number, y: number];

/** A line through points, in `name`'s style; where a number is missing or infinite it is broken. */
export const curveOf = (points: Points, x: Scale, y: Scale, name: string): string => {
  const path = curve<Point>()
    .x(([at]) => at)
    .y(([, at]) => at)
    .defined(([px, py]) => drawable(px) && drawable(py))
    .digits(1);
  return el('path', { d: path(thinned(points, x, y)) ?? '', class: name });
};

/** Points in pixels. Of many the first, the lowest, the highest and the last of those in one column of pixels: it looks the same. */
const thinned = ({ x: xs, y: ys }: Points, x: Scale, y: Scale): readonly Point[] => {
  const at = (k: number): Point =>
    drawable(xs[k]) && drawable(ys[k]) ? [x(xs[k]), y(ys[k])] : [Number.NaN, Number.NaN];
  const all = Math.min(xs.length, ys.length);
  const [from, to] = x.range() as [number, number];
  if (all <= 4 * Math.abs(to - from)) return Array.from({ length: all }, (_, k) => at(k));
  const kept: Point[] = [];
  for (let k = 0; k < all;) {
    const [first, pixel] = [k, Math.floor(at(k)[0])];
    let [low, high] = [k, k];
    for (k++; k < all && Math.floor(at(k)[0]) === pixel; k++) {
      if (ys[k]! < ys[low]!) low = k;
      if (ys[k]! > ys[high]!) high = k;
    }
    const inOrder = [...new Set([first, low, high, k - 1])].toSorted((a, b) => a - b);
    kept.push(...inOrder.map(at));
  }
  return kept;
};
