import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawn, pictureFolder } from './pictures.js';

/** Draws the pictures of docs/plots.md anew: `npx tsx test/plot/support/write.ts`. */
mkdirSync(pictureFolder, { recursive: true });
for (const [name, { svg }] of Object.entries(await drawn())) writeFileSync(join(pictureFolder, name), svg);
