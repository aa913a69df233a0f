import * as E from 'fp-ts/lib/Either.js';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as index from '../support/library.js';
import { explain, vocabulary } from '../../src/index.js';
import type { Entry } from '../../src/authoring.js';
import { fromDescription, type Json } from '../../src/file.js';
import { shownDefault, wanted } from './support/page.js';

/** The entry of a public constructor; `test/types/vocabulary.ts` holds every constructor to have one. */
const entryOf = (value: unknown): Entry | undefined =>
  typeof value === 'function' && 'entry' in value ? (value.entry as Entry) : undefined;

/** Public constructors that a vocabulary does not have. */
const missingFrom = (words: readonly Entry[]): readonly string[] =>
  constructors.filter(([, value]) => !words.includes(entryOf(value)!)).map(([name]) => name);

const constructors = Object.entries(index).filter(([, value]) => entryOf(value) !== undefined);

describe('the vocabulary', () => {
  test('has every public constructor, under the name by which it is imported', () => {
    expect(constructors.length).toBeGreaterThan(40);
    expect(missingFrom(vocabulary)).toEqual([]);
    for (const entry of vocabulary)
      expect(missingFrom(vocabulary.filter((other) => other !== entry))).toEqual([entry.name]);
    expect(constructors.filter(([name, value]) => entryOf(value)!.name !== name).map(([name]) => name)).toEqual([]);
  });

  test('has no word that cannot be imported, and none twice', () => {
    const exported = new Set(constructors.map(([, value]) => entryOf(value)));
    expect(vocabulary.filter((entry) => !exported.has(entry)).map(({ name }) => name)).toEqual([]);
    expect(new Set(vocabulary.map(({ name }) => name)).size).toBe(vocabulary.length);
  });
});

test('defaults and constraints are those that docs/vocabulary.md says', () => {
  const page = readFileSync(resolve(import.meta.dirname, '..', '..', 'docs', 'vocabulary.md'), 'utf8');
  for (const { name, parameters } of vocabulary) {
    const own = page.split(`### \`${name}(`)[1]!.split('\n### ')[0]!;
    for (const [parameter, [otherwise, constraint]] of Object.entries(parameters)) {
      if (parameter === 'of') continue;
      const row = own.split('\n').find((line) => line.startsWith(`| \`${parameter}\` |`));
      expect(row, name).toContain(`| \`${parameter}\` | ${shownDefault(otherwise)} |`);
      expect(row?.endsWith(` | ${wanted(constraint)} |`), `${name}, ${parameter}: ${wanted(constraint)}`).toBe(true);
    }
  }
});

/** The names that a kind of thing may have, as is said when it has another. */
const known = (json: Json): readonly string[] => {
  const read = fromDescription(json);
  if (E.isRight(read)) throw new Error('nothing was refused');
  return explain(read.left[0])
    .replace(/.* one of /, '')
    .replace(/ \(.*\)$/, '')
    .split(', ');
};

const namesOf = (kind: Entry['kind']): readonly string[] =>
  vocabulary
    .filter((entry) => entry.kind === kind)
    .filter(({ parameters }) => Object.values(parameters).every(([, constraint]) => constraint.is !== 'function'))
    .map(({ name }) => name);

test('plain data can name every word that takes no functions', () => {
  const X = { shape: [1], model: { name: 'input' } };
  const joined = (part: Json) => ({
    layers: { X },
    connections: {
      XX: {
        from: 'X',
        to: 'X',
        connection: { name: 'dense', params: { w: { name: 'constant', params: { value: 1 } } } },
        ...(part as object),
      },
    },
  });
  expect(known({ layers: { X: { ...X, model: { name: '?' } } } })).toEqual(namesOf('model'));
  expect(known(joined({ connection: { name: '?' } }))).toEqual(namesOf('connection'));
  expect(known(joined({ rule: { name: '?' } }))).toEqual(namesOf('rule'));
  expect(known(joined({ connection: { name: 'dense', params: { w: { name: '?' } } } }))).toEqual(namesOf('weights'));
  expect(known({ network: { name: '?' } })).toEqual(namesOf('network'));
});
