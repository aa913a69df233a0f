import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRight } from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { outFolder } from '../../examples/support/folder.js';

const folder = mkdtempSync(join(tmpdir(), 'report-'));

test('a folder is made with all that leads to it', () => {
  expect(isRight(outFolder(join(folder, 'a', 'b')))).toBe(true);
  expect(existsSync(join(folder, 'a', 'b'))).toBe(true);
  expect(isRight(outFolder(folder))).toBe(true);
});

test('a file in its place, and a place where nothing can be made, are refused in words', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(outFolder(file)).toMatchObject({
    left: expect.stringContaining(`folder '${file}' must be writable, got EEXIST`) as string,
  });
  expect(isRight(outFolder('/proc/nowhere/report'))).toBe(false);
});
