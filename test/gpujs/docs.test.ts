import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { stepTolerance, tolerances } from './operations.js';

test('the page has the tolerances that the tests hold GPUs to', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/gpujs.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (.+?) +\| (\S+?) +\| \S+ +\|$/gm)].map(([, name, most]) => [name, Number(most)]);
  const told = Object.fromEntries(rows.filter(([, most]) => Number.isFinite(most)));
  expect(told).toStrictEqual({ ...tolerances, 'one step of any network': stepTolerance });
});
