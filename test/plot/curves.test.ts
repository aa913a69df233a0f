import { expect, test } from 'vitest';
import { across, up } from '../../src/plot/axes.js';
import { bandOf, curveOf } from '../../src/plot/curve.js';

/** Ten pixels for x from 0 to 10, and y in pixels from 100 on upwards. */
const box = { left: 0, top: 0, width: 10, height: 100 };
const [x, y] = [across(box, [0, 10]), up(box, [0, 100])];

/** The same numbers in each column of pixels, the places of which are as far apart. */
const columns = (each: readonly number[]) => ({
  x: Array.from({ length: 10 * each.length }, (_, k) => k / each.length),
  y: Array.from({ length: 10 }, () => each).flat(),
});
/** The points of a line in its parts: their places among all, as those of the first column. */
const placesIn = (svg: string, each: readonly number[]): readonly (readonly number[])[] =>
  / d="([^"]*)"/
    .exec(svg)![1]!
    .split('M')
    .slice(1)
    .map((part) =>
      part
        .split('L')
        .map((point) => Math.round(Number(point.split(',')[0]) * each.length))
        .filter((place) => place < each.length),
    )
    .filter(({ length }) => length > 0);
const kept = (...each: readonly number[]) => placesIn(curveOf(columns(each), x, y, 'c'), each);

test('of many points in a column of pixels a line has the first, the lowest, the highest and the last', () => {
  expect(kept(2, 1, 1, 3, 3, 2)).toEqual([[0, 1, 3, 5]]);
  expect(kept(2, 3, 3, 1, 1, 2)).toEqual([[0, 1, 3, 5]]);
  expect(kept(5, 5, 5, 5, 5)).toEqual([[0, 4]]);
  expect(kept(1, 2, 3, 4, 5)).toEqual([[0, 4]]);
});

test('all points are there up to four a pixel', () => {
  expect(kept(1, 2, 3, 4)).toEqual([[0, 1, 2, 3]]);
  const [most, more] = [40, 41].map((count) => Array.from({ length: count }, (_, k) => k / 5));
  const points = (of: readonly number[]) => curveOf({ x: of, y: of }, x, y, 'c').split('L').length;
  expect([points(most!), points(more!)]).toEqual([40, 17]);
  // Points are pairs: what has no other is none.
  expect(points([...most!])).toBe(40);
  expect(curveOf({ x: [...most!, 9], y: most! }, x, y, 'c')).toBe(curveOf({ x: most!, y: most! }, x, y, 'c'));
});

test.each([Number.NaN, Infinity, 1e301])('a line is broken within a column where a number is %s', (gap) => {
  expect(kept(2, 1, gap, 1, 3, 2)).toEqual([
    [0, 1],
    [3, 4, 5],
  ]);
  const points = columns([1, 2, 3, 4, 5]);
  const broken = { ...points, x: points.x.map((at, k) => (k === 2 ? gap : at)) };
  expect(placesIn(curveOf(broken, x, y, 'c'), [1, 2, 3, 4, 5])).toEqual([
    [0, 1],
    [3, 4],
  ]);
});

test('a band goes along its upper edge, and back along its lower one, past what is missing', () => {
  const [low, high] = [
    { x: [0, 5, 10], y: [10, Number.NaN, 30] },
    { x: [0, 5, 10], y: [40, 50, 60] },
  ];
  expect(bandOf(low, high, x, y, 'band')).toBe('<polygon points="0,60 5,50 10,40 10,70 0,90" class="band"/>');
});
