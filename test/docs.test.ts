import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { snippets, type Snippet } from './support/snippets.js';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'out', 'snippets');

const node = (...args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });

const pathOf = ({ file }: Snippet): string => join(folder, file);

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const snippet of snippets) writeFileSync(pathOf(snippet), snippet.text);
  // The declarations of src are those of packages without types of their own.
  const tsconfig = { extends: '../../tsconfig.json', include: ['*.ts', '../../src/*.d.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
});

test('the pages have snippets, and all of them compile', () => {
  expect(snippets.length).toBeGreaterThan(5);
  expect(node('node_modules/typescript/bin/tsc', '-p', join(folder, 'tsconfig.json')).stdout).toBe('');
});

describe('run by Node,', () => {
  let complaints: Readonly<Record<string, string>> = {};

  // All in one process, as each would load the library again.
  beforeAll(() => {
    const { stdout, stderr, status } = node('--import', 'tsx', 'test/support/run-snippets.ts', ...snippets.map(pathOf));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    complaints = JSON.parse(stdout) as typeof complaints;
  });

  test.each(snippets.map((snippet) => [snippet.from, pathOf(snippet)] as const))('%s has no complaint', (_, path) => {
    expect(complaints[path]).toBe('');
  });
});
