import { refused } from '../core/faults/errors.js';
import { isRecord } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { el, escape, fitted, linesOf, round, widthOf, words } from './markup.js';
import { theme } from './theme.js';

/** A picture as text: `svg` is a whole SVG document, to be written into a file, or into a page. */
export interface Plot {
  readonly svg: string;
  /** At its natural size, pixels; it shrinks with a narrow page. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What there is to see, for those who do not see it. */
  readonly description: string;
}

/** A plot as a node, for a page: `document.body.append(plotElement(plot))`. Outside of a browser a `FaultError`. */
export const plotElement = (plot: Plot): SVGSVGElement => {
  if (!isRecord(plot) || typeof plot['svg'] !== 'string')
    throw refused('plotElement', 'plot', 'a plot, as orThrow(rasterPlot(...)) gives it', shown(plot));
  if (typeof document === 'undefined')
    throw refused('plotElement', 'document', 'that of a page (elsewhere plot.svg is the picture as text)', 'none');
  const template = document.createElement('template');
  template.innerHTML = plot.svg;
  return template.content.firstElementChild as SVGSVGElement;
};

/** A named colour above a plot: `mark` draws it in 20 x 12 pixels from the origin. */
export interface Entry {
  readonly name: string;
  readonly mark: string;
}

/** A plot without its head: `body` is drawn from the origin on, below title and legend. */
export interface Sheet {
  readonly title: string;
  /** Behind the title in the description. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly legend?: readonly Entry[];
  readonly body: string;
}

const margin = 12;
const pitch = 18;
/** How much wider bold letters are. */
const bold = 1.12;

/** A sheet as a plot: with its title and legend above, its style and its description. */
export const plotOf = ({ title, description, width, height, legend = [], body }: Sheet): Plot => {
  const titles = linesOf(title, (width - 2 * margin) / bold).map((line, k) =>
    words(margin, margin + pitch * k + 8, fitted(line, (width - 2 * margin) / bold), { class: 'ink bold' }),
  );
  const entries = rowsOf(legend, width - 2 * margin);
  const named = entries.map(({ x, row, entry: { mark, name } }) =>
    el(
      'g',
      { transform: `translate(${round(margin + x)} ${round(margin + pitch * (titles.length + row) - 3)})` },
      mark + words(26, 10, fitted(name, width - 2 * margin - 26), { class: 'ink' }),
    ),
  );
  const head = margin + pitch * (titles.length + (entries.at(-1)?.row ?? -1) + 1);
  const tall = round(head + height);
  const label = `${title}. ${description}`;
  const size = { viewBox: `0 0 ${width} ${tall}`, width, height: tall };
  const svg = el(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, class: 'spikefold-plot', role: 'img', 'aria-label': label },
    el('title', {}, escape(title)),
    el('desc', {}, escape(description)),
    el('style', {}, escape(theme)),
    el('rect', { width, height: tall, class: 'paper' }),
    ...titles,
    ...named,
    el('g', { transform: `translate(0 ${round(head)})` }, body),
  );
  return { svg, width, height: tall, title, description };
};

/** Entries side by side, in as many rows as it takes. */
const rowsOf = (legend: readonly Entry[], width: number) => {
  let [x, row] = [0, 0];
  return legend.map((entry) => {
    const wide = 26 + widthOf(entry.name) + 16;
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    const placed = { x, row, entry };
    x += wide;
    return placed;
  });
};
