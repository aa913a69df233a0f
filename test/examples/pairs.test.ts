import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairs } from '../../examples/support/pairs.js';
import { luck } from '../support/law.js';

const word = fc.stringMatching(/^[a-z,.-]{1,12}$/);
const rows = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{0,10}$/), fc.array(word, { minLength: 1 })), { minLength: 1 });

describe('names and values', () => {
  it('stand beside each other where there is room', () => {
    expect(pairs([['accuracy', '0.8 of all samples'], ['', 'more']], 24 + 11)).toBe(
      'accuracy   0.8 of all samples\n           more\n',
    ); // prettier-ignore
  });

  it('stand below each other in a narrow terminal', () => {
    expect(pairs([['accuracy', '0.8 of all samples'], ['', 'more']], 16)).toBe(
      'accuracy\n  0.8 of all\n  samples\n  more\n',
    ); // prettier-ignore
  });

  it('keep every word, in order, and no line is wider than the terminal', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 16, max: 100 }), (given, columns) => {
        const text = pairs(
          given.map(([name, words]) => [name, words.join(' ')]),
          columns,
        );
        expect(text.split(/\s+/).filter((part) => part !== '')).toEqual(
          given.flatMap(([name, words]) => [name, ...words]).filter((part) => part !== ''),
        );
        expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
      }),
      luck,
    );
  });
});
