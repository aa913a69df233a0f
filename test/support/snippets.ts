/** The programs in the pages of the documentation, README and CONTRIBUTING: every block of `ts`. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Snippet {
  readonly from: string;
  readonly file: string;
  readonly text: string;
}

const root = resolve(import.meta.dirname, '../..');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    // The programs of the gallery have a test of their own.
    .filter((name) => name.endsWith('.md') && name !== 'gallery.md')
    .map((name) => join('docs', name)),
];

export const snippets: readonly Snippet[] = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text], place) => ({
    from: `${page}, snippet ${place + 1}`,
    file: `${page.replace(/\W/g, '-')}-${place + 1}.ts`,
    text: text!,
  })),
);
