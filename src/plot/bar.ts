import type { Either } from 'fp-ts/lib/Either.js';
import { isRecord } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import { isList } from '../core/list.js';
import { below, leftOf, rightOf, spread, up, xAxis, yAxis, type Box } from './axes.js';
import { dotEntry } from './legend.js';
import { el, fitted, rule, widthOf, words } from './markup.js';
import { checkPlot, optional, plotChecks, text, texts, type PlotOptions } from './options.js';
import { plotOf, type Plot } from './plot.js';
import { seriesClass } from './theme.js';
import { number } from './time.js';
import { drawable, rangeFromZero, type Range } from './range.js';

/** The names of groups of bars, and what they are of. */
export interface BarOptions extends PlotOptions {
  /** A name below each group of bars. */
  readonly names: readonly string[];
  /** What the names are of, with a unit; default nothing. */
  readonly x?: string;
  /** What the bars are of, with a unit. */
  readonly y: string;
}

const checks = { ...plotChecks, names: texts, x: optional(text), y: text };

/** Numbers of one or several series side by side, from 0 on: `barPlot({ before: [1, 2], after: [3, 4] }, { names: ['X', 'Y'], y: 'rate (Hz)' })`. */
export const barPlot = (
  series: Readonly<Record<string, ArrayLike<number>>>,
  options: BarOptions,
): Either<Faults, Plot> =>
  tried(() => {
    checkPlot('barPlot', options, checks);
    const { names } = options;
    const want = `series by name, each an array of ${names.length} numbers, one for each of names`;
    if (!isRecord(series)) throw refused('barPlot', 'series', want, shown(series));
    for (const [name, values] of Object.entries(series))
      if (!isList(values) || values.length !== names.length || !Array.from(values).every(isNumber))
        throw refused('barPlot', `series '${name}'`, want, shown(values));
    return drawBars(series, options);
  });

const isNumber = (value: unknown): boolean => typeof value === 'number';

/** The plot of bars whose options are checked; bins of a range have its numbers below, not names. */
export const drawBars = (
  series: Readonly<Record<string, ArrayLike<number>>>,
  options: BarOptions,
  bins?: Range,
): Plot => {
  const { names, x = '', width = 480, height = 220, title = options.y } = options;
  const all = Object.entries(series);
  const axis = { title: options.y, range: rangeFromZero(...all.map(([, values]) => values)) };
  const left = leftOf(height, axis);
  const box: Box = { left, top: 8, width: width - left - rightOf, height };
  const full = bins === undefined ? 0.8 : 0.92;
  const [y, pitch] = [up(box, axis.range), box.width / Math.max(1, names.length)];
  const own = (full * pitch) / Math.max(1, all.length);
  const bars = all.flatMap(([, values], k) =>
    names.map((_, place) => {
      const value = drawable(values[place]) ? values[place] : 0;
      const [top, foot] = [y(Math.max(0, value)), y(Math.min(0, value))];
      const start = box.left + (place + (1 - full) / 2) * pitch + k * own;
      return el('rect', { x: start, y: top, width: own, height: foot - top, class: `fill ${seriesClass(k)}` });
    }),
  );
  const floor = box.top + height;
  const labels = spread(names, box.width, 6 + Math.max(0, ...names.map(widthOf))).map(({ at, name, room }) =>
    words(box.left + at, floor + 18, fitted(name, room), { class: 'middle' }),
  );
  return plotOf({
    title,
    description:
      all
        .map(
          ([name, values]) =>
            `${name}: ${names
              .slice(0, 40)
              .map((of, k) => `${of} ${number(values[k]!)}`)
              .join(', ')}.`,
        )
        .join(' ') || 'No bars.',
    width,
    height: 8 + height + below,
    legend: all.length > 1 ? all.map(([name], k) => dotEntry(name, k)) : [],
    body:
      yAxis(box, axis) +
      bars.join('') +
      rule(left, y(0), left + box.width, y(0)) +
      (bins === undefined
        ? labels.join('') + words(box.left + box.width / 2, floor + 37, fitted(x, box.width + 40), { class: 'middle' })
        : xAxis(box, { title: x, range: bins })),
  });
};
