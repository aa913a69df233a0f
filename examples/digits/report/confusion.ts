import { el, escape } from '../../support/draw/svg.js';

/** The number of samples of each class (row) that were classified as each class (column). */
export interface Confusion {
  readonly classes: number;
  readonly counts: readonly (readonly number[])[];
}

const cell = (count: number, sum: number, hit: boolean): string => {
  const share = sum > 0 ? count / sum : 0;
  const kind = hit ? 'hit' : count === 0 ? 'none' : 'miss';
  // At most 70 % of the colour, so that the ink of either scheme stays readable on it.
  return el('td', { class: kind, style: `--share: ${(70 * share).toFixed(1)}%` }, String(count));
};

/** An HTML table, each cell shaded by its share of the row; correct predictions on the diagonal, their share at the end of the row. */
export const confusionTable = ({ classes, counts }: Confusion): string => {
  const names = Array.from({ length: classes }, (_, i) => String(i));
  const head = el('tr', {}, ...['true', ...names, 'correct'].map((name) => el('th', { scope: 'col' }, escape(name))));
  const rows = counts.map((row, truth) => {
    const sum = row.reduce((a, b) => a + b, 0);
    const correct = sum > 0 ? `${Math.round((100 * (row[truth] ?? 0)) / sum)} %` : '';
    const cells = row.map((count, predicted) => cell(count, sum, predicted === truth));
    return el('tr', {}, el('th', { scope: 'row' }, String(truth)), ...cells, el('td', { class: 'correct' }, correct));
  });
  return el('table', {}, el('thead', {}, head), el('tbody', {}, rows.join('')));
};
