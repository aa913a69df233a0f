import type { Plot } from 'spikefold/plot';

/** A plot with its caption. */
export interface Figure {
  readonly plot: Plot;
  readonly caption: string;
}

const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1d2129; --faint: #565e6a; }
@media (prefers-color-scheme: dark) { :root { --paper: #181b20; --ink: #e8eaed; --faint: #a8b0bb; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1120px; padding: 24px 16px 48px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 16px; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); gap: 12px 24px; margin: 0 0 36px; }
dt { color: var(--faint); font-size: 13px; }
dd { margin: 0; font-size: 18px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
@media (max-width: 560px) {
  dl { gap: 4px; } dl div { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; }
  dd { font-size: 15px; text-align: right; }
}
main { columns: 2 380px; column-gap: 48px; }
figure { margin: 0 0 36px; max-width: 560px; break-inside: avoid; }
figcaption { color: var(--faint); font-size: 13px; margin-top: 8px; }
figure.wide { column-span: all; max-width: none; }
figure svg { display: block; width: 100%; height: auto; }
`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that means itself in HTML. */
export const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => entities[mark]!);

/** A plot wider than half a page takes a row of its own. */
const figureOf = ({ plot: { svg, width }, caption }: Figure): string =>
  `<figure${width > 480 ? ' class="wide"' : ''}>${svg}<figcaption>${escape(caption)}</figcaption></figure>`;

/** A self-contained page: a title, facts (name and value), and figures. */
export const page = (
  title: string,
  facts: readonly (readonly [string, string])[],
  figures: readonly Figure[],
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escape(title)}</h1>
<dl>
${facts.map(([name, value]) => `<div><dt>${escape(name)}</dt><dd>${escape(value)}</dd></div>`).join('\n')}
</dl>
<main>
${figures.map(figureOf).join('\n')}
</main>
</body>
</html>
`;
