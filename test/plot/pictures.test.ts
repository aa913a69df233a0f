import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawn, page, pictureFolder } from './support/pictures.js';

test('docs/plots.md shows the pictures that its own lines draw (npx tsx test/plot/support/write.ts)', async () => {
  const plots = await drawn();
  expect(readdirSync(pictureFolder).toSorted()).toEqual(Object.keys(plots).toSorted());
  for (const [name, { svg }] of Object.entries(plots)) {
    expect(readFileSync(join(pictureFolder, name), 'utf8') === svg, name).toBe(true);
    expect(page()).toContain(`](pictures/plots/${name})`);
  }
});
