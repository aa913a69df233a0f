import type { Either } from 'fp-ts/lib/Either.js';
import { isRecord } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import { isList } from '../core/list.js';
import { drawLines, type Line } from './line.js';
import { checkPlot, numbers, optional, plotChecks, positive, share, text, type PlotOptions } from './options.js';
import type { Plot } from './plot.js';

/** How accuracies are drawn: what is counted along the axis, and chance. */
export interface AccuracyOptions extends PlotOptions {
  /** Samples of each block, so that the k-th accuracy is that after k blocks; default 1. */
  readonly block?: number;
  /** The number of samples after which each accuracy was, in place of `block`. */
  readonly samples?: ArrayLike<number>;
  /** The accuracy of guessing, from 0 to 1: a dashed line; default none. */
  readonly chance?: number;
  /** What is counted; default `training samples`. */
  readonly x?: string;
}

const checks = {
  ...plotChecks,
  block: optional(positive),
  samples: optional(numbers),
  chance: optional(share),
  x: optional(text),
};

/** Accuracies from 0 to 1 over training, in percent, by names: `accuracyPlot({ 'all activity': [0.2, 0.6, 0.8] }, { block: 100, chance: 0.1 })`. */
export const accuracyPlot = (
  accuracies: Readonly<Record<string, ArrayLike<number>>>,
  options: AccuracyOptions = {},
): Either<Faults, Plot> =>
  tried(() => {
    checkPlot('accuracyPlot', options, checks);
    const { block = 1, samples, chance, x = 'training samples', title = 'Accuracy', width, height } = options;
    if (!isRecord(accuracies))
      throw refused('accuracyPlot', 'accuracies', 'a record of arrays by names', shown(accuracies));
    const lines = Object.entries(accuracies).map(([name, values]): readonly [string, Line] => {
      const wrong = isList(values) ? Array.from(values).findIndex((value) => !isShare(value)) : 0;
      if (!isList(values) || wrong >= 0)
        throw refused(
          'accuracyPlot',
          `'${name}'`,
          'an array of accuracies from 0 to 1',
          shown(isList(values) ? values[wrong] : values),
        );
      if (samples !== undefined && samples.length !== values.length)
        throw refused('accuracyPlot', 'samples', `${values.length}, one for each of '${name}'`, `${samples.length}`);
      return [
        name,
        { x: samples ?? Array.from(values, (_, k) => (k + 1) * block), y: Array.from(values, (value) => 100 * value) },
      ];
    });
    const last = lines.reduce((most, [, line]) => Math.max(most, ...Array.from(line.x)), 1);
    return drawLines('accuracyPlot', Object.fromEntries(lines), {
      x,
      y: 'accuracy (%)',
      title,
      xRange: [0, last],
      yRange: [0, 100],
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
      ...(chance !== undefined && { level: { name: 'chance', at: 100 * chance } }),
    });
  });

/** An accuracy from 0 to 1, or NaN where there is none. */
const isShare = (value: unknown): boolean => typeof value === 'number' && !(value < 0 || value > 1);
