import { expect, test } from 'vitest';
import { shown } from '../../src/core/faults/shown.js';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k + 10);

test.each([
  [upTo(14), '[10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]'.replace(']', ', ...] (14 values)')],
  [upTo(12), '[10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]'],
  [['x'.repeat(90)], `['${'x'.repeat(57)}...']`],
  [Object.fromEntries(upTo(9).map((k) => [`name${k}`, k])), /^\{ name10: 10, .*, \.\.\. \}$/],
  [upTo(500), / \(500 values\)$/],
  [[[upTo(3)]], '[[an array of 3]]'],
])('%j is shown in one line of at most 80 characters', (value, text) => {
  if (typeof text === 'string') expect(shown(value)).toBe(text);
  else expect(shown(value)).toMatch(text);
  expect(shown(value).length).toBeLessThanOrEqual(80);
});
