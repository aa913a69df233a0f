import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { casesUnder, ownCases, type Found } from './files.js';

/**
 * `npx tsx test/golden/pack.ts FOLDER...`: writes all cases of some folders into `test/golden/cases`, an area a file, sorted by
 * name: the same cases give the same bytes.
 */
const areas = new Map<string, string[]>();
const nameOf = ({ path, golden }: Found): string => {
  if (typeof golden === 'string') throw new Error(`${path}: ${golden}`);
  return golden.name;
};
for (const found of [...casesUnder(process.argv.slice(2))].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
  const area = nameOf(found).split('/')[0]!;
  areas.set(area, [...(areas.get(area) ?? []), JSON.stringify(found.golden)]);
}
mkdirSync(ownCases, { recursive: true });
for (const [area, lines] of areas) {
  const packed = gzipSync(`${lines.join('\n')}\n`, { level: 9 });
  // Which system packed them: of no interest, and not the same everywhere.
  packed[9] = 255;
  writeFileSync(join(ownCases, `${area}.jsonl.gz`), packed);
  console.log(`${area}: ${lines.length} cases, ${packed.length} bytes`);
}
