import { describe, expect, test } from 'vitest';

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly why: readonly string[];
}
type Counter = (of: Readonly<Record<string, unknown>>) => Count;
// Plain JavaScript, as CI runs it before anything is built.
const { countTests, countGolden } = (await import(new URL('../.ci/count.mjs', import.meta.url).href)) as Readonly<
  Record<'countTests' | 'countGolden', Counter>
>;

const ran = (name: string) => ({ name: `/anywhere/${name}`, assertionResults: [{}] });
const report = {
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [ran('test/a.test.ts'), ran('test/browser/b.test.ts')],
};
const files = ['test/a.test.ts', 'test/browser/b.test.ts'];
const tests = (change: object, others: object = {}): Count =>
  countTests({ report: { ...report, ...change }, exitCode: 0, files, least: 3, ...others });

describe('CI counts what did not run as failed', () => {
  test('all ran and passed', () => expect(tests({})).toEqual({ passed: 3, failed: 0, why: [] }));

  test('a test failed: it is counted once', () =>
    expect(tests({ numPassedTests: 2, numFailedTests: 1 }, { exitCode: 1 })).toEqual({
      passed: 2,
      failed: 1,
      why: [],
    }));

  test.each([
    ['no report', countTests({ report: undefined, exitCode: 1, files, least: 3 }), 'npm test left no report'],
    [
      'no Chromium: the browser files are not in the report',
      tests({ testResults: [ran('test/a.test.ts')] }, { exitCode: 1 }),
      'test/browser/b.test.ts did not run',
    ],
    [
      'a file without a single test',
      tests({ testResults: [ran('test/a.test.ts'), { ...ran('test/browser/b.test.ts'), assertionResults: [] }] }),
      'test/browser/b.test.ts did not run',
    ],
    [
      'an unhandled rejection: exit code 1, no test failed',
      tests({}, { exitCode: 1 }),
      'npm test ended with exit code 1, though no test failed (see its output)',
    ],
    ['a skipped test', tests({ numPendingTests: 1 }), '1 tests were skipped; CI skips none'],
    ['fewer tests than before', tests({}, { least: 4 }), '3 tests ran, want at least 4 (.ci/least.json)'],
  ])('%s', (_, { failed, why }, line) => expect({ failed, why }).toEqual({ failed: 1, why: [line] }));

  const golden = (change: object): Count =>
    countGolden({ line: '257 passed, 0 failed', exitCode: 0, cases: 257, least: 257, ...change });

  test('all golden cases passed', () => expect(golden({})).toEqual({ passed: 257, failed: 0, why: [] }));

  test.each([
    ['an empty folder', golden({ line: '', exitCode: 2, cases: 0 }), 'no golden case was played (exit code 2)'],
    ['cases that were not played', golden({ line: '250 passed, 0 failed' }), '250 of 257 golden cases were played'],
    [
      'fewer cases than before',
      golden({ line: '200 passed, 0 failed', cases: 200 }),
      '200 golden cases are there, want at least 257 (.ci/least.json)',
    ],
    ['a crash at the end', golden({ exitCode: 1 }), 'the golden run ended with exit code 1'],
  ])('golden: %s', (_, { failed, why }, line) => expect({ failed, why }).toEqual({ failed: 1, why: [line] }));

  test('golden: a failed case is counted once', () =>
    expect(golden({ line: '256 passed, 1 failed', exitCode: 1 })).toEqual({ passed: 256, failed: 1, why: [] }));
});
