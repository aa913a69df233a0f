import type { Either } from 'fp-ts/lib/Either.js';
import { shown } from '../core/faults/shown.js';
import { isRecord } from '../core/faults/options.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import { isList } from '../core/list.js';
import { axesOf, within, type Scale } from './axes.js';
import { bandOf, curveOf, dotsOf, levelOf } from './curve.js';
import { dotEntry, levelEntry } from './legend.js';
import { checkPlot, finite, optional, plotChecks, range, record, text, type PlotOptions } from './options.js';
import { plotOf, type Plot } from './plot.js';
import { niceRange, rangeOf, roomy, type Points, type Range } from './range.js';
import { seriesClass } from './theme.js';
import { counted, rangeWords } from './time.js';

/** One line: y over x. A y that is NaN or infinite breaks it. */
export interface Line extends Points {
  /** What lies around it: the lowest and the highest value at each point. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  /** Default: a line, with a dot at each point where there are at most 40. */
  readonly as?: 'line' | 'dots';
}

/** What the axes are of, how far they go, and a level across. */
export interface LineOptions extends PlotOptions {
  /** What the axes are of, with units: `time (ms)`. */
  readonly x: string;
  readonly y: string;
  /** Default: as far as the lines go, with y to round numbers. */
  readonly xRange?: Range;
  readonly yRange?: Range;
  /** A dashed line across, such as chance, and its name; default none. */
  readonly level?: { readonly name: string; readonly at: number };
}

const checks = {
  ...plotChecks,
  x: text,
  y: text,
  xRange: optional(range),
  yRange: optional(range),
  level: optional(record),
};

/** Lines over one pair of axes, by their names: `linePlot({ reward: { x, y } }, { x: 'trial', y: 'steps' })`. */
export const linePlot = (lines: Readonly<Record<string, Line>>, options: LineOptions): Either<Faults, Plot> =>
  tried(() => {
    checkPlot('linePlot', options, checks);
    if (options.level !== undefined) checkPlot('linePlot', options.level, { name: text, at: finite });
    return drawLines('linePlot', lines, options);
  });

/** The plot of lines whose options are checked; `place` is in whose name they are. */
export const drawLines = (place: string, lines: Readonly<Record<string, Line>>, options: LineOptions): Plot => {
  checkLines(place, lines);
  const { width = 480, height = 220, level, title = `${options.y} over ${options.x}` } = options;
  const all = Object.values(lines);
  const along = { title: options.x, range: options.xRange ?? roomy(rangeOf(...all.map(({ x }) => x))) };
  const yLists = all.flatMap(({ y, low = [], high = [] }) => [y, low, high]);
  const range = options.yRange ?? niceRange(rangeOf(...yLists, level === undefined ? [] : [level.at]));
  const { box, x, y, lines: axes, tall } = axesOf(width, height, along, { title: options.y, range });
  const names = Object.keys(lines);
  return plotOf({
    title,
    description: describeLines(lines),
    width,
    height: tall,
    legend: [
      ...(names.length > 1 ? names.map(dotEntry) : []),
      ...(level === undefined ? [] : [levelEntry(level.name)]),
    ],
    body: [
      axes,
      within(box, level === undefined ? '' : levelOf(box, level.at, y), ...all.map((line, k) => markOf(line, k, x, y))),
    ].join(''),
  });
};

const markOf = ({ x: xs, y: ys, low, high, as }: Line, series: number, x: Scale, y: Scale): string => {
  const own = seriesClass(series);
  const points = { x: xs, y: ys };
  return [
    low === undefined || high === undefined ? '' : bandOf({ x: xs, y: low }, { x: xs, y: high }, x, y, `band ${own}`),
    as === 'dots' ? '' : curveOf(points, x, y, `curve ${own}`),
    as === 'dots' || (as === undefined && ys.length <= 40) ? dotsOf(points, x, y, `fill ${own}`) : '',
  ].join('');
};

const checkLines = (place: string, lines: unknown): void => {
  const refuse = (what: string, got: unknown) =>
    refused(place, what, 'lines by name, each { x, y } with two arrays of numbers of one length', shown(got));
  if (!isRecord(lines)) throw refuse('lines', lines);
  for (const [name, line] of Object.entries(lines)) {
    const { x, y, low, high } = isRecord(line) ? line : {};
    const lists = [x, y, ...(low === undefined && high === undefined ? [] : [low, high])];
    if (!lists.every((list) => isList(list) && list.length === (x as ArrayLike<number>).length))
      throw refuse(`line '${name}'`, line);
  }
};

/** `reward: 120 points from 0.1 to 0.9.` */
const describeLines = (lines: Readonly<Record<string, Line>>): string =>
  Object.entries(lines)
    .map(([name, { y }]) => `${name}: ${counted(y.length, 'point')} from ${rangeWords(y)}.`)
    .join(' ') || 'No lines.';
