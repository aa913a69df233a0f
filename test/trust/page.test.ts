import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checks } from './checks.js';
import { figuresIn, pagePath } from './figures.js';
import { pageOf } from './page.js';

/** Checks whose figures are below their bars, which the page says. */
const belowTheirBars = ['mutants'];

test('docs/reliability.md is what the figures say that were measured last, and none else is a failure', () => {
  const figures = figuresIn();
  expect(readFileSync(pagePath, 'utf8')).toBe(pageOf(checks, figures));
  const failing = Object.entries(figures).filter(([, { failures }]) => failures.length > 0);
  expect(failing.map(([name]) => name)).toEqual(belowTheirBars);
});
