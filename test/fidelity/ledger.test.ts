import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ledger } from './ledger.js';
import { columns, page } from './support/row.js';

const written = resolve(import.meta.dirname, '../../docs/fidelity.md');

test('every published behaviour comes out, and docs/fidelity.md says how', { timeout: 600_000 }, async () => {
  const rows = await ledger();
  console.log(`\n${columns(rows)}\n`);
  expect(rows.filter(({ passed }) => !passed)).toEqual([]);
  expect(rows.length).toBeGreaterThan(80);
  expect(readFileSync(written, 'utf8')).toBe(page(rows));
});
