import { drawingStyle } from '../../support/draw/style.js';
import { el, escape, svg, type Drawing } from '../../support/draw/svg.js';

/** A picture with its title and caption; `body` is its markup. */
export interface Figure {
  readonly title: string;
  readonly body: string;
  readonly caption: string;
  readonly wide: boolean;
}

const style = `${drawingStyle}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1120px; padding: 24px 16px 48px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 16px; }
h2 { font-size: 16px; margin: 0 0 10px; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); gap: 12px 24px; margin: 0 0 36px; }
dt { color: var(--faint); font-size: 13px; }
dd { margin: 0; font-size: 18px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
@media (max-width: 560px) {
  dl { gap: 4px; } dl div { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; }
  dd { font-size: 15px; text-align: right; }
}
main { columns: 2 380px; column-gap: 48px; }
figure { margin: 0 0 36px; max-width: 560px; break-inside: avoid; }
figure.wide { column-span: all; max-width: none; }
figcaption { color: var(--faint); font-size: 13px; margin-top: 8px; }
svg { display: block; width: 100%; height: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: clamp(11px, 3vw, 14px); table-layout: fixed; }
th, td { padding: 0; height: 34px; text-align: center; font-weight: 400; }
th, td.correct { color: var(--faint); }
tbody td { background: color-mix(in srgb, #0072b2 var(--share, 0%), var(--paper)); border: 1px solid var(--paper); }
th:last-child { width: 14%; }
td.none { color: var(--faint); }
td.hit { font-weight: 700; }
`;

/** A figure of a drawing; drawings wider than half a page take a row of their own. */
export const figure = (title: string, drawing: Drawing, caption: string): Figure => ({
  title,
  body: svg(drawing),
  caption,
  wide: drawing.width > 480,
});

const block = ({ title, body, caption, wide }: Figure): string =>
  el('figure', wide ? { class: 'wide' } : {}, el('h2', {}, escape(title)), body, el('figcaption', {}, escape(caption)));

/** A self-contained page: a title, facts (name and value), and figures. */
export const page = (
  title: string,
  facts: readonly (readonly [string, string])[],
  figures: readonly Figure[],
): string => {
  const list = facts.map(([name, value]) => el('div', {}, el('dt', {}, escape(name)), el('dd', {}, escape(value))));
  const head = [
    el('meta', { charset: 'utf-8' }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('title', {}, escape(title)),
    el('style', {}, style),
  ];
  const body = [el('h1', {}, escape(title)), el('dl', {}, list.join('')), el('main', {}, figures.map(block).join(''))];
  return `<!doctype html>\n${el('html', { lang: 'en' }, el('head', {}, ...head), el('body', {}, ...body))}\n`;
};
