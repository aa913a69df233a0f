import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checks } from './checks.js';
import { figuresIn, pagePath } from './figures.js';
import { pageOf } from './page.js';

test('docs/reliability.md is what the figures say that were measured last, and none is a failure', () => {
  const figures = figuresIn();
  expect(readFileSync(pagePath, 'utf8')).toBe(pageOf(checks, figures));
  expect(Object.values(figures).flatMap(({ failures }) => failures)).toEqual([]);
});
