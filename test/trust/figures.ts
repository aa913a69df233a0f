import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './check.js';
import { checks } from './checks.js';
import { pageOf } from './page.js';

const path = join(import.meta.dirname, 'figures.json');
export const pagePath: string = join(import.meta.dirname, '..', '..', 'docs', 'reliability.md');

/** The figures that were measured last, by the name of their check. */
export const figuresIn = (): Readonly<Record<string, Figure>> =>
  JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, Figure>>;

/** Keeps figures, and writes the page of them. */
export const written = (figures: Readonly<Record<string, Figure>>): void => {
  const inOrder = Object.fromEntries(
    checks.flatMap(({ name }) => (figures[name] === undefined ? [] : [[name, figures[name]]])),
  );
  writeFileSync(path, `${JSON.stringify(inOrder, null, 2)}\n`);
  writeFileSync(pagePath, pageOf(checks, inOrder));
};
