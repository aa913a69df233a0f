import { expect, test } from 'vitest';
import { escape, fitted, linesOf } from '../../src/plot/markup.js';
import { counted, number, rangeWords, spanWords } from '../../src/plot/time.js';

test.each([
  [0, '0'],
  [-0, '0'],
  [-3, '−3'],
  [1234.567, '1,235'],
  [0.123456, '0.1235'],
  [-12.5, '−12.5'],
  [1234567, '1,234,567'],
  [999_999_999_999, '999,999,999,999'],
  [1e12, '1e+12'],
  [-2.34567e15, '−2.346e+15'],
  [1e-4, '0.0001'],
  [0.000123456, '0.0001235'],
  [9.9e-5, '9.9e-5'],
  [-2e-12, '−2e-12'],
])('%s is said as people write it, with four digits or all of a whole number: %s', (value, said) => {
  expect(number(value)).toBe(said);
});

test('numbers of things, spans and ranges are sentences of them', () => {
  expect([counted(1, 'neuron'), counted(0, 'spike'), counted(2000, 'step')]).toEqual([
    '1 neuron',
    '0 spikes',
    '2,000 steps',
  ]);
  expect(spanWords([0.5, 1000])).toBe('0.5 to 1,000 ms');
  expect(rangeWords([3, Number.NaN, -1], [7])).toBe('−1 to 7');
});

test('letters are 6.8 pixels wide, and a text ends with a dot of three where it is wider than its room', () => {
  expect(fitted('abcde', 34)).toBe('abcde');
  expect(fitted('abcde', 33.9)).toBe('abc…');
  expect([fitted('abcde', 13.6), fitted('abcde', 13.5), fitted('abcde', 0), fitted('abcde', -50)]).toEqual([
    'a…',
    'a…',
    'a…',
    'a…',
  ]);
});

test('a text is broken at its spaces into lines that are as long as they may be; a longer word has a line of its own', () => {
  expect(linesOf('one two three', 6.8 * 7)).toEqual(['one two', 'three']);
  expect(linesOf('one two three', 6.8 * 7 - 0.1)).toEqual(['one', 'two', 'three']);
  expect(linesOf('unbreakable one', 6.8 * 3)).toEqual(['unbreakable', 'one']);
  expect(linesOf('', 100)).toEqual(['']);
});

test('marks of XML mean themselves, and what no document may hold is replaced', () => {
  expect(escape(`&<>"'`)).toBe('&amp;&lt;&gt;&quot;&#39;');
  expect(escape('a\u0000b\u0008\u000b\u001f\ufffe\uffff\ud800')).toBe('a\ufffdb\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd');
  expect(escape('\t\n\r\u0020\ufffd\u{1f600}')).toBe('\t\n\r \ufffd\u{1f600}');
});
