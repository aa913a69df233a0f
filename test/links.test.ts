import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { anchorOf, isOutside, targetsOf } from '../site/links.js';
import { signatures } from '../src/core/ops.js';

const root = resolve(import.meta.dirname, '..');

const pagesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const pages = ['.', 'docs', 'docs/spec', 'bench'].flatMap(pagesIn);

/** The anchors of a page's headings. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.replace(/```[^]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

/** What is wrong with a link of a page; undefined if nothing is. */
const fault = (page: string, target: string): string | undefined => {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, file))) return `${page}: '${target}' does not exist`;
  if (anchor === undefined) return undefined;
  return anchorsOf(readFileSync(join(root, file), 'utf8')).includes(anchor)
    ? undefined
    : `${page}: '${target}' has no such heading`;
};

test('every link of the pages leads to a file, and to a heading of it', () => {
  const links = pages.flatMap((page) =>
    targetsOf(readFileSync(join(root, page), 'utf8'))
      .filter((target) => !isOutside(target))
      .map((target) => [page, target] as const),
  );
  expect(links.length).toBeGreaterThan(60);
  expect(links.map(([page, target]) => fault(page, target)).filter((found) => found !== undefined)).toEqual([]);
});

test('every file that a page names in the repository is there', () => {
  const named = pages.flatMap((page) =>
    [
      ...readFileSync(join(root, page), 'utf8').matchAll(
        /\b(?:src|test|bench|examples|findings)\/[\w./-]+\.(?:ts|md|sh|py)\b/g,
      ),
    ].map(([path]) => `${page}: ${path}`),
  );
  // Of the past, of a part to be written, of a project of the reader.
  const elsewhere = /^CHANGELOG|NAME|src\/(main|worker)\.ts/;
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((one) => !elsewhere.test(one) && !existsSync(join(root, one.split(': ')[1]!)))).toEqual([]);
});

test('docs/authoring.md has every operation of the algebra', () => {
  const [, section = ''] = readFileSync(join(root, 'docs/authoring.md'), 'utf8').split('## The algebra');
  const [text = ''] = section.split('\n## ');
  const named = new Set([...text.matchAll(/^\| (`.+`) \|/gm)].flatMap(([, cell]) => cell!.match(/(?<=`)\w+/g)));
  const operations = Object.keys(signatures);
  expect(operations.filter((op) => !named.has(op))).toEqual([]);
  expect(text).toContain(`${operations.length} operations`);
});

test('the tuning numbers in CONTRIBUTING.md are those of the compiler', () => {
  const [, table = ''] = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').split('## Tuning numbers of the compiler');
  const rows = [...table.matchAll(/^\| `(.+?)` \(`(.+?\.ts)`\)/gm)].map(
    ([, number, file]) => [number!, file!] as const,
  );
  expect(rows.length).toBeGreaterThan(8);
  const isOf = (number: string, file: string): boolean =>
    readFileSync(join(root, 'src/backends/fused', file), 'utf8').includes(`const ${number};`);
  expect(rows.filter(([number, file]) => !isOf(number, file))).toEqual([]);
});
