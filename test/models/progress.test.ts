import { describe, expect, test } from 'vitest';
import { bar, explain, foldAll, line, progress, type Progress } from '../../src/index.js';

describe('progress in words', () => {
  test.each<readonly [Progress, string]>([
    [{ steps: 125, total: 250 }, '125 of 250 steps (50 %)'],
    // Whole hundredths, not more than there are.
    [{ steps: 199, total: 200 }, '199 of 200 steps (99 %)'],
    [{ steps: 0, total: 1 }, '0 of 1 steps (0 %)'],
    [{ steps: 1, total: 1 }, '1 of 1 steps (100 %)'],
    [{ steps: 3, total: 2 }, '3 of 2 steps (100 %)'],
    [{ steps: 0, total: 0 }, '0 of 0 steps (100 %)'],
    [{ steps: 7 }, '7 steps'],
  ])('%j', (at, text) => expect(line(at)).toBe(text));

  test('and as a bar of 30 characters, or others', () => {
    const at = { steps: 1, total: 3 };
    expect(bar(at)).toBe(`[${'#'.repeat(10)}${'-'.repeat(20)}] 1 of 3 steps (33 %)`);
    expect(bar(at, 5)).toBe('[#----] 1 of 3 steps (33 %)');
    expect(bar({ steps: 4, total: 3 }, 5)).toBe('[#####] 4 of 3 steps (100 %)');
    expect(bar({ steps: 0, total: 0 }, 2)).toBe('[##] 0 of 0 steps (100 %)');
    expect(bar({ steps: 1 }, 5)).toBe('1 steps');
  });
});

test('is told after every step by default, with the time of the step', () => {
  const seen: unknown[] = [];
  const { fold } = progress((at, { step }) => void seen.push([at, step]));
  foldAll(fold, [[], []], { dt: 1 });
  expect(seen).toEqual([
    [{ steps: 1 }, 0],
    [{ steps: 2 }, 1],
  ]);
});

test.each<readonly [Parameters<typeof progress>[1], readonly string[]]>([
  [{ every: 1, total: 0 }, []],
  [{ every: 0 }, ['progress: every must be a whole number of at least 1, got 0']],
  [{ every: 1.5 }, ['progress: every must be a whole number of at least 1, got 1.5']],
  [{ total: -1 }, ['progress: total must be at least 0, got -1']],
])('%j', (options, faults) => {
  expect(progress(() => {}, options).faults!.map(explain)).toEqual(faults);
});
