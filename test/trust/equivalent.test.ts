import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { equivalentOf, equivalents } from './equivalent.js';
import { mutantsOf } from './mutate.js';

const root = join(import.meta.dirname, '..', '..');

test.each(equivalents)('an equivalent mutant is still one of $file: $becomes', (equivalent) => {
  const { file, code: part } = equivalent;
  const code = readFileSync(join(root, file), 'utf8');
  expect(code.split(part)).toHaveLength(2);
  const same = mutantsOf(code).filter((mutant) => equivalentOf({ file, code, mutant }) === equivalent);
  expect(same).toHaveLength(1);
});
