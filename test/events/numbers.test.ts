import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberIn } from '../../src/io/events/number-in.js';
import { quickLaw } from '../support/law.js';

/** The number that a text is, with digits before and behind it that are none of its own. */
const read = (text: string): number => {
  const bytes = new TextEncoder().encode(`77${text}77`);
  return numberIn(bytes, 2, bytes.length - 2);
};

const digits = (least: number, most: number) =>
  fc.array(fc.nat(9), { minLength: least, maxLength: most }).map((all) => all.join(''));
const sign = fc.constantFrom('', '-', '+');
const exponent = fc.tuple(fc.constantFrom('e', 'E'), sign, digits(1, 2)).map((parts) => parts.join(''));

quickLaw(
  'numbers of up to 20 digits, with a point or without, are the nearest doubles',
  [sign, digits(1, 10), fc.constantFrom('', '.'), digits(0, 10), fc.oneof(fc.constant(''), exponent)],
  (first, whole, point, decimals, power) => {
    const text = `${first}${whole}${point}${decimals}${power}`;
    expect(read(text)).toBe(Number(text));
  },
);

test.each(['0', '-0', '+0', '-.5', '+.5', '5.', '-5.', '.5e1', '5.e1', '9007199254740993', '0.1', '123456789012.345'])(
  '%s is read as JavaScript reads it',
  (text) => {
    expect(read(text)).toBe(Number(text));
  },
);

test('numbers of 16 digits, which no double holds, are the nearest to what they are in decimals', () => {
  const texts = Array.from({ length: 2000 }, (_, k) => `9${String(7_654_321 * (k + 1)).padStart(15, '8')}`).map(
    (text, k) => `${text.slice(0, k % 16)}.${text.slice(k % 16)}`,
  );
  expect(texts.map(read)).toEqual(texts.map(Number));
});

test.each([
  '',
  '-',
  '+',
  '.',
  '-.',
  '--1',
  '+-1',
  '1-',
  '1.2.3',
  '..1',
  '1e',
  'e1',
  '1e+',
  '1 2',
  '1/',
  '1:',
  'NaN',
  '0x1',
  '1_0',
  '1n',
])("'%s' is no number", (text) => {
  expect(read(text)).toBeNaN();
});

test.each([399, 400, 401])('a number of %d characters is read up to 400 of them', (length) => {
  const text = '1.5'.padStart(length, '0');
  expect(read(text)).toBe(length <= 400 ? 1.5 : Number.NaN);
});
