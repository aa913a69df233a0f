import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { apiPages } from './api/pages.js';
import { contents } from './contents.js';
import { linkedFiles, linkedToPages, sourcePage } from './links.js';

const root = resolve(import.meta.dirname, '..');
const out = join(import.meta.dirname, 'out', 'pages');

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
};

/** The pages of the contents, and whatever files they link to. */
const reached = (): readonly string[] => {
  const found = contents.flatMap(({ pages }) => pages);
  for (const path of found) {
    if (!path.endsWith('.md')) continue;
    found.push(...new Set(linkedFiles(root, path, read(path)).filter((other) => !found.includes(other))));
  }
  return found;
};

const shown = (path: string): string => `# ${path}\n\n\`\`\`${path.split('.').at(-1)}\n${read(path)}\`\`\`\n`;

/** Writes the pages of the site into `out/pages`: those of the repository, at their own paths, and the API reference. */
export const preparePages = async (): Promise<void> => {
  rmSync(out, { recursive: true, force: true });
  write('index.md', readFileSync(join(import.meta.dirname, 'index.md'), 'utf8'));
  cpSync(join(root, 'docs/pictures/first-network.svg'), join(out, 'public/first-network.svg'), { recursive: true });
  for (const path of reached()) {
    if (path.endsWith('.md')) write(path, linkedToPages(read(path)));
    else if (/\.(svg|png)$/.test(path)) cpSync(join(root, path), join(out, path), { recursive: true });
    // A file to save is served as it is.
    else if (path.endsWith('.gz')) cpSync(join(root, path), join(out, 'public', path), { recursive: true });
    else write(sourcePage(path), shown(path));
  }
  for (const [path, text] of await apiPages(root)) write(path, text);
};
