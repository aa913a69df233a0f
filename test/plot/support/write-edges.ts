import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { orThrow } from '../../../src/index.js';
import { edges } from './edges.js';

/** Draws the plots whose shapes `test/plot/edges.test.ts` compares, for a look at them: `npx tsx test/plot/support/write-edges.ts`. */
const folder = resolve(import.meta.dirname, '../../../out/plot-edges');
mkdirSync(folder, { recursive: true });
for (const [plot, drawn] of Object.entries(edges)) {
  const figures = Object.entries(drawn).map(
    ([name, made]) => `<figure><figcaption>${name}</figcaption>${orThrow(made).svg}</figure>`,
  );
  const style =
    'body{display:flex;flex-wrap:wrap;font:13px sans-serif;margin:0}figure{margin:4px;outline:1px solid #ccc}';
  writeFileSync(
    join(folder, `${plot}.html`),
    `<!doctype html><meta charset="utf-8"><title>${plot}</title><style>${style}</style>${figures.join('')}`,
  );
}
