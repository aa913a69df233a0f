import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as authoring from '../src/authoring.js';
import { gpujs } from '../src/backends/gpujs/gpujs.js';
import { tfjs } from '../src/backends/tfjs/tfjs.js';
import * as bindsnet from '../src/bindsnet.js';
import * as biology from '../src/biology.js';
import * as cells from '../src/cells.js';
import * as data from '../src/data.js';
import * as events from '../src/events.js';
import * as file from '../src/file.js';
import * as index from '../src/index.js';
import * as live from '../src/live.js';
import * as logistic from '../src/logistic.js';
import * as nir from '../src/nir.js';
import * as node from '../src/node.js';
import * as plot from '../src/plot.js';
import * as readOut from '../src/read-out.js';
import { exportedOf } from './support/exported.js';
import * as sweep from '../src/sweep.js';

const root = resolve(import.meta.dirname, '..');
const subpaths: Readonly<Record<string, object>> = {
  '.': index,
  './authoring': authoring,
  './bindsnet': bindsnet,
  './biology': biology,
  './cells': cells,
  './data': data,
  './events': events,
  './file': file,
  './gpujs': { gpujs },
  './live': live,
  './logistic': logistic,
  './nir': nir,
  './node': node,
  './plot': plot,
  './read-out': readOut,
  './sweep': sweep,
  './tfjs': { tfjs },
};

test('the package exports these subpaths, and no name twice', () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object };
  expect(Object.keys(exports).filter((path) => path !== './package.json')).toEqual(Object.keys(subpaths));
  const names = Object.values(subpaths).flatMap((of) => Object.keys(of));
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});

test('README says what each subpath is for, which the API reference repeats', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, table = ''] = readme.split('## What to import from where');
  expect(Object.keys(subpaths).filter((path) => !table.includes(`\`spikefold${path.slice(1)}\``))).toEqual([]);
});

test('every public value and type has a docstring', () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, { readonly types?: string }>>;
  };
  const files = Object.values(exports).flatMap(({ types }) =>
    types === undefined ? [] : [join(root, types.replace('./dist/', 'src/').replace('.d.ts', '.ts'))],
  );
  const exported = files.flatMap(exportedOf);
  const found = new Set(exported.map(({ name }) => name));
  const values = Object.values(subpaths).flatMap((of) => Object.keys(of));
  expect(values.filter((name) => !found.has(name))).toEqual(['isLeft', 'isRight']); // those of fp-ts
  expect(exported.filter(({ documented }) => !documented).map(({ name, file }) => `${name} (${file})`)).toEqual([]);
});

test('what the main index has besides the words of the vocabulary can be read in a few minutes', () => {
  const others = Object.entries(index).filter(([, value]) => !(typeof value === 'function' && 'entry' in value));
  expect(others.length).toBeLessThanOrEqual(65);
});

const programs = [
  ...['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => join('docs', name))]
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) =>
      [...readFileSync(join(root, name), 'utf8').matchAll(/```ts\n([^]*?)```/g)].map(([, text]) => text!),
    ),
  ...readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'examples', name), 'utf8')),
].join('\n');

test('every public function is shown in a snippet of the docs or in an example', () => {
  const shown = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(programs);
  const functions = Object.values(subpaths).flatMap((of) =>
    Object.entries(of).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
  );
  expect(functions.length).toBeGreaterThan(150);
  expect(functions.filter((name) => !shown(name))).toEqual([]);
});
