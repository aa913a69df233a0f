import { el, words } from './svg.js';

/** Where a plot lies in its drawing. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What an axis goes from and to. */
export type Range = readonly [from: number, to: number];

/** Round numbers in a range, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export const ticks = ([from, to]: Range, count: number): readonly number[] => {
  const power = 10 ** Math.floor(Math.log10((to - from) / count));
  const step = power * ([1, 2, 5].find((factor) => factor * power * count >= to - from) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
};

/** The same, whole numbers only: for what is counted. */
export const wholeTicks = (range: Range, count: number): readonly number[] =>
  ticks(range, count).filter(Number.isInteger);

/** How far along the box a value is. */
export const across = ({ left, width }: Box, [from, to]: Range, value: number): number =>
  left + (width * (value - from)) / (to - from);

/** How far down the box a value is; the range goes upwards. */
export const down = ({ top, height }: Box, [from, to]: Range, value: number): number =>
  top + height * (1 - (value - from) / (to - from));

/** A line below the box with numbers at `marks`, and what they are. */
export const xAxis = (box: Box, range: Range, marks: readonly number[], title: string): string => {
  const { left, width } = box;
  const bottom = box.top + box.height;
  const numbers = marks.map((value) => {
    const x = across(box, range, value);
    return (
      el('line', { x1: x, x2: x, y1: bottom, y2: bottom + 4, class: 'rule' }) +
      words(x, bottom + 17, minus(value), { class: 'middle' })
    );
  });
  const line = el('line', { x1: left, x2: left + width, y1: bottom, y2: bottom, class: 'rule' });
  return line + numbers.join('') + words(left + width / 2, bottom + 36, title, { class: 'middle' });
};

/** Lines across the box with numbers at `marks` on their left, and what they are, read upwards. */
export const yAxis = (box: Box, range: Range, marks: readonly number[], title: string): string => {
  const { left, top, width, height } = box;
  const numbers = marks.map((value) => {
    const y = down(box, range, value);
    return (
      el('line', { x1: left, x2: left + width, y1: y, y2: y, class: 'rule' }) +
      words(left - 7, y + 4, minus(value), { class: 'end' })
    );
  });
  const [x, y] = [13, top + height / 2];
  return numbers.join('') + words(x, y, title, { class: 'middle', transform: `rotate(-90 ${x} ${y})` });
};

/** A number with a minus sign as wide as a plus. */
export const minus = (value: number): string => String(value).replace('-', '−');
