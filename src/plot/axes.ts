import { scaleLinear, type ScaleLinear } from './npm-install-d3-scale-d3-shape-fast-png.js';
import { el, fitted, round, rule, upwards, widthOf, words } from './markup.js';
import { roomy, type Range } from './range.js';

/** Where marks lie in a plot, pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type Scale = ScaleLinear<number, number>;

/** Rightwards along the box, and upwards. */
export const across = ({ left, width }: Box, range: Range): Scale =>
  scaleLinear([...roomy(range)], [left, left + width]);
export const up = ({ top, height }: Box, range: Range): Scale => scaleLinear([...roomy(range)], [top + height, top]);

/** What an axis says: round numbers, at least so many pixels apart, and what they are of. */
export interface Axis {
  readonly title: string;
  readonly range: Range;
  /** Whole numbers only, for what is counted. */
  readonly whole?: boolean;
  /** What is said at 0, 1 and so on, where it is not the number. */
  readonly names?: readonly string[];
}

/** How many characters a number of an axis may have. */
const longest = 11;

const ticksOf = (scale: Scale, apart: number, { whole = false, names: own }: Axis) => {
  const [from, to] = scale.range() as [number, number];
  const count = Math.max(2, Math.floor(Math.abs(to - from) / apart));
  const values = scale.ticks(count).filter((value) => !whole || Number.isInteger(value));
  const named = (form?: string): readonly string[] => values.map(scale.tickFormat(count, form));
  const plain = named(whole ? ',d' : undefined);
  // Numbers that would push the plot out of its picture, such as 0.0000000000025.
  const names = plain.some((name) => name.length > longest) ? named('~e') : plain;
  return values.map((value, k) => ({
    place: scale(value),
    name: own?.[value] ?? (names[k] === '0e+0' ? '0' : names[k]!),
  }));
};

/** A line below the box with numbers, and what they are. It takes `below` pixels. */
export const xAxis = (box: Box, axis: Axis): string => {
  const bottom = box.top + box.height;
  // A long number at the end stays in the picture.
  const inside = (place: number, name: string): number =>
    Math.min(place, box.left + box.width + rightOf - 2 - widthOf(name) / 2);
  const numbers = ticksOf(across(box, axis.range), 70, axis).map(
    ({ place, name }) =>
      rule(place, bottom, place, bottom + 4) + words(inside(place, name), bottom + 18, name, { class: 'middle' }),
  );
  const middle = box.left + box.width / 2;
  return (
    rule(box.left, bottom, box.left + box.width, bottom) +
    numbers.join('') +
    words(middle, bottom + 37, fitted(axis.title, box.width + 40), { class: 'middle' })
  );
};
export const below = 46;
/** How many pixels there are right of a box. */
export const rightOf = 24;

/** Lines across the box with numbers on their left, and what they are, read upwards. They take `leftOf` pixels. */
export const yAxis = (box: Box, axis: Axis): string => {
  const numbers = yTicks(box, axis).map(
    ({ place, name }) =>
      rule(box.left, place, box.left + box.width, place) + words(box.left - 7, place + 4.5, name, { class: 'end' }),
  );
  const [x, y] = [14, round(box.top + box.height / 2)];
  return numbers.join('') + upwards(x, y, axis.title, box.height + 40);
};

const yTicks = (box: Box, axis: Axis) => ticksOf(up(box, axis.range), 36, axis);

/** How many pixels the numbers and titles of y axes take. */
export const leftOf = (height: number, ...axes: readonly Axis[]): number =>
  32 +
  Math.max(
    0,
    ...axes.flatMap((axis) => yTicks({ left: 0, top: 0, width: 1, height }, axis).map(({ name }) => widthOf(name))),
  );

/** Names in the middles of equal parts of a length, as many as stay so far apart, each with the room that it has. */
export const spread = (names: readonly string[], length: number, apart: number) => {
  const pitch = length / Math.max(1, names.length);
  const step = Math.max(1, Math.min(names.length, Math.ceil(apart / pitch)));
  return names.flatMap((name, k) => {
    const at = (k + 0.5) * pitch;
    // Half of a name at an end lies a little beyond it, but still in the picture.
    return k % step === 0 ? [{ at, name, room: Math.min(step * pitch, 2 * Math.min(at, length - at) + 32) }] : [];
  });
};

/** The frame of a box. */
export const frame = ({ left, top, width, height }: Box): string =>
  el('rect', { x: left, y: top, width, height, class: 'frame' });

/** Marks that end at the box, but for the half of a dot. */
export const within = ({ left, top, width, height }: Box, ...marks: readonly string[]): string => {
  const [x, y, wide, high] = [left - 4, top - 4, width + 8, height + 8].map(round);
  return el('svg', { x: x!, y: y!, width: wide!, height: high!, viewBox: `${x} ${y} ${wide} ${high}` }, ...marks);
};

/** Both axes around a box, `height` pixels high, in a picture so many pixels wide; `tall` is how high all is. */
export const axesOf = (width: number, height: number, along: Axis, upwards: Axis) => {
  const left = leftOf(height, upwards);
  const box: Box = { left, top: 8, width: width - left - rightOf, height };
  return {
    box,
    x: across(box, along.range),
    y: up(box, upwards.range),
    lines: yAxis(box, upwards) + xAxis(box, along),
    tall: 8 + height + below,
  };
};
