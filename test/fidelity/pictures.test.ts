import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { pictures } from './pictures.js';

test('docs/pictures holds the pictures that the code draws', async () => {
  const drawn = await pictures();
  for (const [name, svg] of Object.entries(drawn))
    expect(readFileSync(resolve(import.meta.dirname, '../../docs/pictures', name), 'utf8') === svg, name).toBe(true);
});
