import type { Either } from 'fp-ts/lib/Either.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import type { Tensor } from '../core/tensor.js';
import { rowsOfConfusion } from '../models/evaluation/confusion.js';
import { el, fitted, upwards, widthOf, words } from './markup.js';
import { checkPlot, optional, plotChecks, texts, type PlotOptions } from './options.js';
import { plotOf, type Plot } from './plot.js';
import { number } from './time.js';

/** The names of labels. */
export interface ConfusionOptions extends PlotOptions {
  /** Of the labels; default their numbers. */
  readonly names?: readonly string[];
}

const checks = { ...plotChecks, names: optional(texts) };

/**
 * A confusion matrix, `[labels, labels]` as `confusion` gives it: a row for each true label, a column for each prediction, how many samples
 * in each, shaded by their share of the row. At the end of a row the part that is correct.
 */
export const confusionPlot = (confusion: Tensor, options: ConfusionOptions = {}): Either<Faults, Plot> =>
  tried(() => {
    checkPlot('confusionPlot', options, checks);
    const rows = countsOf(confusion);
    const { width = 480, title = 'Confusion matrix' } = options;
    const { names = rows.map((_, label) => `${label}`) } = options;
    if (names.length !== rows.length)
      throw refused('confusionPlot', 'names', `${rows.length}, one for each label`, `${names.length}`);
    const left = 34 + Math.ceil(Math.min(width / 4, Math.max(...names.map(widthOf))));
    const right = 68;
    const cell = (width - left - right) / rows.length;
    const high = options.height === undefined ? Math.min(cell, 34) : options.height / rows.length;
    const [top, roomy] = [40, cell >= 18 && high >= 13];
    const shown = (label: number): boolean => roomy || label % Math.ceil(14 / Math.min(cell, high)) === 0;
    const sums = rows.map((row) => row.reduce((a, b) => a + b, 0));
    const correct = sums.map((sum, label) => (sum === 0 ? '' : `${Math.round((100 * rows[label]![label]!) / sum)} %`));
    const middle = left + (cell * rows.length) / 2;
    const body = rows.map((row, label) => {
      const y = top + label * high;
      const base = y + high / 2 + 4.5;
      const cells = row.map((samples, guess) => {
        const x = left + guess * cell;
        const share = sums[label] === 0 ? 0 : samples / sums[label]!;
        // At most 70 % of the colour, so that the ink of either scheme stays readable on it.
        const fill = { class: 'fill c1', 'fill-opacity': (0.7 * share).toFixed(2) };
        const ink = samples === 0 ? 'middle' : label === guess ? 'middle ink bold' : 'middle ink';
        return (
          el('rect', { x, y, width: cell - 1, height: high - 1, ...fill }) +
          (roomy ? words(x + cell / 2, base, number(samples), { class: ink }) : '')
        );
      });
      const name = shown(label) ? words(left - 8, base, fitted(names[label]!, left - 34), { class: 'end' }) : '';
      const said = shown(label) ? words(width - right + 8, base, correct[label]!) : '';
      return name + cells.join('') + said;
    });
    const heads = names.map((name, guess) =>
      shown(guess)
        ? words(left + (guess + 0.5) * cell, top - 6, fitted(name, Math.max(14, cell - 2)), { class: 'middle' })
        : '',
    );
    const [x, y] = [14, top + (high * rows.length) / 2];
    return plotOf({
      title,
      description:
        names
          .slice(0, 40)
          .map((name, label) => `${name}: ${correct[label] || 'none'} correct`)
          .join(', ') + '.',
      width,
      height: top + high * rows.length + 14,
      body:
        heads.join('') +
        words(middle, 12, 'predicted', { class: 'middle' }) +
        words(width - right + 8, top - 6, 'correct') +
        upwards(x, y, 'true', 34) +
        body.join(''),
    });
  });

const countsOf = (confusion: Tensor): readonly (readonly number[])[] => {
  const rows = rowsOfConfusion('confusionPlot', confusion);
  const wrong = confusion.data.find((value) => !(value >= 0 && value < Infinity));
  if (wrong !== undefined) throw refused('confusionPlot', 'confusion', 'numbers of samples, at least 0', `${wrong}`);
  return rows;
};
