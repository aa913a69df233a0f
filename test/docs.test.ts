import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'out', 'snippets');

interface Snippet {
  readonly from: string;
  readonly file: string;
  readonly text: string;
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const snippets: readonly Snippet[] = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text], place) => ({
    from: `${page}, snippet ${place + 1}`,
    file: `${page.replace(/\W/g, '-')}-${place + 1}.ts`,
    text: text!,
  })),
);

const node = (...args: readonly string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of snippets) writeFileSync(join(folder, file), text);
  // The declarations of src are those of packages without types of their own.
  const tsconfig = { extends: '../../tsconfig.json', include: ['*.ts', '../../src/*.d.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
});

test('the pages have snippets, and all of them compile', () => {
  expect(snippets.length).toBeGreaterThan(5);
  expect(node('node_modules/typescript/bin/tsc', '-p', join(folder, 'tsconfig.json')).stdout).toBe('');
});

test.each(snippets.map((snippet) => [snippet.from, snippet] as const))('%s runs', (_, { file }) => {
  const { status, stderr } = node('--import', 'tsx', join(folder, file));
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
