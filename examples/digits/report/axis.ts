import { el, words } from './svg.js';

/** Where a plot lies in its drawing. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Round numbers from 0 to `max`, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export const ticks = (max: number, count: number): readonly number[] => {
  const power = 10 ** Math.floor(Math.log10(max / count));
  const step = power * ([1, 2, 5].find((factor) => factor * power * count >= max) ?? 10);
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
};

/** The same, whole numbers only: for what is counted. */
export const wholeTicks = (max: number, count: number): readonly number[] => ticks(max, count).filter(Number.isInteger);

/** A line below the box, from 0 to `max` with numbers at `marks`, and what they are. */
export const xAxis = (
  { left, top, width, height }: Box,
  max: number,
  marks: readonly number[],
  title: string,
): string => {
  const bottom = top + height;
  const numbers = marks.map((value) => {
    const x = left + (value / max) * width;
    return (
      el('line', { x1: x, x2: x, y1: bottom, y2: bottom + 4, class: 'rule' }) +
      words(x, bottom + 17, String(value), { class: 'middle' })
    );
  });
  const line = el('line', { x1: left, x2: left + width, y1: bottom, y2: bottom, class: 'rule' });
  return line + numbers.join('') + words(left + width / 2, bottom + 36, title, { class: 'middle' });
};

/** Lines across the box, which goes from 0 to `max`, with numbers at `marks` on their left, and what they are, read upwards. */
export const yAxis = (
  { left, top, width, height }: Box,
  max: number,
  marks: readonly number[],
  title: string,
): string => {
  const numbers = marks.map((value) => {
    const y = top + height * (1 - value / max);
    return (
      el('line', { x1: left, x2: left + width, y1: y, y2: y, class: 'rule' }) +
      words(left - 7, y + 4, String(value), { class: 'end' })
    );
  });
  const [x, y] = [13, top + height / 2];
  return numbers.join('') + words(x, y, title, { class: 'middle', transform: `rotate(-90 ${x} ${y})` });
};
