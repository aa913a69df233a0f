import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ledger } from './ledger.js';
import { pictures } from './pictures.js';
import { columns, page } from './support/row.js';

/** Writes docs/fidelity.md and docs/pictures anew: `npx tsx test/fidelity/write.ts`. */
const docs = resolve(import.meta.dirname, '../../docs');

const write = async (): Promise<void> => {
  mkdirSync(join(docs, 'pictures'), { recursive: true });
  const rows = await ledger();
  writeFileSync(join(docs, 'fidelity.md'), page(rows));
  for (const [name, svg] of Object.entries(await pictures())) writeFileSync(join(docs, 'pictures', name), svg);
  console.log(columns(rows));
};

await write();
