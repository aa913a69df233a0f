import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaints, drawn, pictureFolder, shown, written } from './programs.js';

/** Draws the pictures of docs/gallery.md anew, by its programs: `npx tsx test/gallery/write.ts`. */
written();
for (const [name, said] of Object.entries(complaints())) if (said !== '') throw new Error(`${name}: ${said}`);
for (const name of shown) {
  const svg = drawn(name);
  if (svg === undefined) throw new Error(`docs/gallery.md shows '${name}', which no program there draws`);
  writeFileSync(join(pictureFolder, name), svg);
}
