import { describe, expect, test } from 'vitest';
import { orThrow, tensor, vocabulary } from '../../src/index.js';
import { describe as written, fromDescription, toJson, type Json } from '../../src/file.js';
import { said } from '../saving/support/tried.js';

const json: Json = { layers: { X: { shape: [1], model: { name: 'input', params: {} } } } };
const make = () => undefined;

describe('a vocabulary', () => {
  test.each<readonly [string, unknown, string]>([
    ['nothing', undefined, 'nothing'],
    ['null', null, 'null'],
    ['a word', 'lif', "'lif'"],
    ['a list', [], '[]'],
    ['what has no kind', { name: 'a', make }, "{ name: 'a', make: the function make }"],
    ['a kind in numbers', { kind: 1, name: 'a', make }, "{ kind: 1, name: 'a', make: the function make }"],
    ['what has no name', { kind: 'model', make }, "{ kind: 'model', make: the function make }"],
    ['a name in numbers', { kind: 'model', name: 1, make }, "{ kind: 'model', name: 1, make: the function make }"],
    ['what makes nothing', { kind: 'model', name: 'a' }, "{ kind: 'model', name: 'a' }"],
    [
      'what makes nothing, in words',
      { kind: 'model', name: 'a', make: 'a' },
      "{ kind: 'model', name: 'a', make: 'a' }",
    ],
  ])('of %s is refused, by its place', (_, word, got) => {
    const words = [vocabulary[0], word, vocabulary[1]] as never;
    expect(said(fromDescription(json, { vocabulary: words }))).toEqual([
      `vocabulary: word 1 must be an entry, such as mine.entry, got ${got}`,
    ]);
  });

  test('says each of its words that are none, and each that has the name of another', () => {
    const [input, lif] = ['input', 'lif'].map((name) => vocabulary.find((word) => word.name === name)!) as [
      object,
      object,
    ];
    expect(said(fromDescription(json, { vocabulary: [1, input, 2] as never }))).toEqual([
      'vocabulary: word 0 must be an entry, such as mine.entry, got 1',
      'vocabulary: word 2 must be an entry, such as mine.entry, got 2',
    ]);
    const second = (place: number, of: string): string =>
      `vocabulary: word ${place} must be of a name that no other of its kind has (another name, or the vocabulary without that one), got a second model '${of}'`;
    const words = [input, lif, { ...lif }, input, { ...lif }, { ...input }, { ...lif, kind: 'rule' }];
    expect(said(fromDescription(json, { vocabulary: words as never }))).toEqual([
      second(2, 'lif'),
      second(4, 'lif'),
      second(5, 'input'),
    ]);
  });
});

describe('a sparse connection as earlier releases wrote it', () => {
  const ends = { pre: tensor([2], [0, 1], 'i32'), post: tensor([2], [1, 0], 'i32') };
  const w = tensor([2], [5, 6]);
  const of = (params: object): Json => ({
    layers: { X: { shape: [2], model: { name: 'lif', params: {} } } },
    connections: {
      XX: { from: 'X', to: 'X', connection: { name: 'sparse', params: toJson(params) } },
    },
  });

  test('is read as this one writes it', () => {
    const today = orThrow(fromDescription(of({ pattern: ends, w })));
    expect(written(orThrow(fromDescription(of({ ...ends, w }))))).toStrictEqual(written(today));
  });

  test.each<readonly [string, object, readonly string[]]>([
    ['its ends beside a pattern', { ...ends, pattern: ends, w }, ['pre', 'post']],
    ['the first end alone', { pre: ends.pre, w }, ['pre']],
    ['the last end alone', { post: ends.post, w }, ['post']],
  ])('with %s is refused', (_, params, unknown) => {
    expect(said(fromDescription(of(params))).filter((text) => text.includes('unknown'))).toEqual(
      unknown.map((name) => `description: unknown parameter '${name}' of sparse of connection 'XX': one of pattern, w`),
    );
  });
});
