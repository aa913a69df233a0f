import { curve } from './npm-install-d3-scale-d3-shape-fast-png.js';
import type { Box, Scale } from './axes.js';
import { el, round, rule } from './markup.js';
import { drawable, type Points } from './range.js';

type Point = readonly [x: number, y: number];

const isThere = ([x, y]: Point): boolean => drawable(x) && drawable(y);

/** A line through points, in `name`'s style; where a number is missing or infinite it is broken. */
export const curveOf = (points: Points, x: Scale, y: Scale, name: string): string => {
  const path = curve<Point>()
    .x(([at]) => at)
    .y(([, at]) => at)
    .defined(isThere)
    .digits(1);
  return el('path', { d: path(thinned(points, x, y)) ?? '', class: name });
};

/** A line across a box at a level; none that is too far outside to be drawn. */
export const levelOf = ({ left, width }: Box, at: number, y: Scale): string =>
  drawable(y(at)) ? rule(left, y(at), left + width, y(at), 'level') : '';

/** What lies between two lines over the same x. */
export const bandOf = (low: Points, high: Points, x: Scale, y: Scale, name: string): string => {
  const [above, under] = [high, low].map((edge) => thinned(edge, x, y).filter(isThere)) as [Point[], Point[]];
  const corners = [...above, ...under.toReversed()].map((point) => point.map(round).join(','));
  return el('polygon', { points: corners.join(' '), class: name });
};

/** A dot at each point; of more than 2000 one in each 3 x 3 pixels. */
export const dotsOf = ({ x: xs, y: ys }: Points, x: Scale, y: Scale, name: string): string => {
  const dots = new Map<string, Point>();
  const grid = xs.length > 2000 ? 3 : 0.1;
  for (let k = 0; k < xs.length; k++) {
    const [along, upwards] = [xs[k], ys[k]];
    if (!drawable(along) || !drawable(upwards)) continue;
    const at: Point = [round(x(along)), round(y(upwards))];
    // Far outside of a range that is far smaller.
    if (!isThere(at)) continue;
    dots.set(at.map((place) => Math.round(place / grid)).join(), at);
  }
  return [...dots.values()].map(([cx, cy]) => el('circle', { cx, cy, r: 3, class: name })).join('');
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
    // Behind the last there is none, as where a number is missing.
    for (k++; Math.floor(at(k)[0]) === pixel; k++) {
      if (ys[k]! < ys[low]!) low = k;
      if (ys[k]! > ys[high]!) high = k;
    }
    const inOrder = [...new Set([first, low, high, k - 1])].toSorted((a, b) => a - b);
    kept.push(...inOrder.map(at));
  }
  return kept;
};
