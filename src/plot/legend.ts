import { el, rule } from './markup.js';
import type { Entry } from './plot.js';
import { seriesClass } from './theme.js';

/** The k-th series in a legend: a dot of its colour. */
export const dotEntry = (name: string, k: number): Entry => ({
  name,
  mark: el('circle', { cx: 12, cy: 6, r: 5, class: `fill ${seriesClass(k)}` }),
});

export const levelEntry = (name: string): Entry => ({ name, mark: rule(0, 6, 20, 6, 'level') });
