import { across, down, ticks, xAxis, yAxis, type Box, type Range } from './axis.js';
import { el, round, words, type Drawing } from './svg.js';

/** One line of a plot; `band`, where given, is what lies around it: the lowest and the highest value at each point, as far as the axis goes. */
export interface Line {
  readonly name: string;
  readonly colour: 'a' | 'b';
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly band?: readonly Range[];
}

/** Lines over one pair of axes. */
export interface Lines {
  readonly x: { readonly title: string; readonly range: Range };
  readonly y: { readonly title: string; readonly range: Range };
  readonly lines: readonly Line[];
  /** A dashed horizontal line, such as the level of chance. */
  readonly level?: { readonly name: string; readonly at: number };
  /** A description of the picture. */
  readonly label: string;
}

const [width, height] = [480, 300];
const box: Box = { left: 52, top: 34, width: 410, height: 216 };

const within = ([low, high]: Range, value: number): number => Math.min(high, Math.max(low, value));

const legendWidth = (name: string): number => 32 + 6.2 * name.length;

/** A dashed line across, with its name above at the right. */
const dashedLine = ({ name, at }: NonNullable<Lines['level']>, range: Range): string => {
  const right = box.left + box.width;
  const [y, start] = [down(box, range, at), right - legendWidth(name) + 4];
  return (
    el('line', { x1: box.left, x2: right, y1: y, y2: y, class: 'chance' }) +
    el('line', { x1: start - 12, x2: start + 12, y1: 14, y2: 14, class: 'chance' }) +
    words(right, 18, name, { class: 'end' })
  );
};

/** The lines with their names above; up to 40 points have dots of their own. */
export const linesDrawing = ({ x, y, lines, level, label }: Lines): Drawing => {
  const at = (px: number, py: number) => [round(across(box, x.range, px)), round(down(box, y.range, py))] as const;
  const drawn = lines.map(({ name, colour, points, band = [] }, i) => {
    const shown = points.filter(([, value]) => Number.isFinite(value)).map(([px, py]) => at(px, py));
    const edge = (side: 0 | 1) => band.map((pair, k) => at(points[k]![0], within(y.range, pair[side])));
    const area = [...edge(1), ...edge(0).toReversed()].map((point) => point.join(',')).join(' ');
    const dots =
      shown.length > 40 ? [] : shown.map(([cx, cy]) => el('circle', { cx, cy, r: 3, class: `dot-${colour}` }));
    const legend = lines.slice(0, i).reduce((left, line) => left + legendWidth(line.name), box.left);
    return (
      (band.length > 0 ? el('polygon', { points: area, class: `band-${colour}` }) : '') +
      el('polyline', { points: shown.map((point) => point.join(',')).join(' '), class: colour }) +
      dots.join('') +
      el('circle', { cx: legend + 5, cy: 14, r: 5, class: `dot-${colour}` }) +
      words(legend + 16, 18, name, { class: 'ink' })
    );
  });
  const dashed = level === undefined ? '' : dashedLine(level, y.range);
  const axes = yAxis(box, y.range, ticks(y.range, 5), y.title) + xAxis(box, x.range, ticks(x.range, 6), x.title);
  return { width, height, label, body: axes + dashed + drawn.join('') };
};
