import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { vocabulary } from '../../src/index.js';
import { declarationsOfModels } from './support/declarations.js';
import { pageOf } from './support/page.js';

const root = resolve(import.meta.dirname, '..', '..');

test('docs/vocabulary.md is what the tables of the vocabulary say (npm run docs:vocabulary writes it anew)', () => {
  expect(readFileSync(resolve(root, 'docs', 'vocabulary.md'), 'utf8')).toBe(pageOf(vocabulary, declarationsOfModels()));
});

test('README names every word of the vocabulary', () => {
  const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
  expect(vocabulary.map(({ name }) => name).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
