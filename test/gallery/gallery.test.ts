import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compiled, complaints, drawn, pictureFolder, programs, shown, written } from './programs.js';

beforeAll(written);

test('the programs of docs/gallery.md compile', () => expect(compiled()).toBe(''));

test('docs/pictures/gallery holds the pictures that docs/gallery.md shows, and no others', () => {
  expect(shown.length).toBeGreaterThan(15);
  expect(readdirSync(pictureFolder).sort()).toEqual([...shown].sort());
});

describe('run by Node,', () => {
  let said: ReturnType<typeof complaints> = {};
  beforeAll(() => {
    said = complaints();
  });

  test.each(Object.keys(programs))('%s has no complaint', (name) => expect(said[name]).toBe(''));

  // To the bit, on every machine: what a reader copies draws what the page shows.
  test.each(shown)('they draw %s as the page shows it', (name) => {
    const same = drawn(name) === readFileSync(join(pictureFolder, name), 'utf8');
    expect(same, 'after a change of the numbers: npx tsx test/gallery/write.ts').toBe(true);
  });
});
