import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { vocabulary } from '../../../src/index.js';
import { declarationsOfModels } from './declarations.js';
import { pageOf } from './page.js';

writeFileSync(
  resolve(import.meta.dirname, '..', '..', '..', 'docs', 'vocabulary.md'),
  pageOf(vocabulary, declarationsOfModels()),
);
