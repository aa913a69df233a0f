import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plot } from '../../../src/plot.js';

const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, 'out', 'plots');

/** Where the pictures of docs/plots.md lie. */
export const pictureFolder = join(root, 'docs', 'pictures', 'plots');
export const page = (): string => readFileSync(join(root, 'docs', 'plots.md'), 'utf8');

/** The plots that the page's own snippets export, by the names of their files. */
export const drawn = async (): Promise<Readonly<Record<string, Plot>>> => {
  mkdirSync(folder, { recursive: true });
  const plots: Record<string, Plot> = {};
  for (const [place, [, text]] of [...page().matchAll(/```ts\n([^]*?)```/g)].entries()) {
    const path = join(folder, `snippet-${place}.ts`);
    writeFileSync(path, text!);
    const exported = (await import(pathToFileURL(path).href)) as Readonly<Record<string, Plot>>;
    for (const [name, plot] of Object.entries(exported)) plots[`${name}.svg`] = plot;
  }
  return plots;
};
