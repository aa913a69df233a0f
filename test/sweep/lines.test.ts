import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { helpOf, numberIn, readArguments, wrapped } from '../../src/sweep/cli/arguments.js';
import { display } from '../../src/sweep/cli/display.js';
import { progressOf, sweepLine, type SweepProgress } from '../../src/sweep/progress.js';

const at = (more: Partial<SweepProgress> = {}): SweepProgress => ({
  done: 1,
  failed: 0,
  stored: 0,
  rate: 0,
  note: '',
  ...more,
});

describe('how far a sweep is', () => {
  const counted = { done: 8, failed: 1, stored: 2, total: 20, parts: 1.5, seconds: 3, note: 'n' };
  test('counts what was computed, and parts of it, in a second; of that follows what is left', () => {
    expect(progressOf(counted)).toEqual({
      done: 8,
      failed: 1,
      stored: 2,
      total: 20,
      note: 'n',
      rate: 2.5,
      left: 4.2,
    });
    expect(progressOf({ ...counted, total: undefined })).toEqual({
      done: 8,
      failed: 1,
      stored: 2,
      rate: 2.5,
      note: 'n',
    });
    expect(progressOf({ ...counted, seconds: 0 })).toEqual({
      done: 8,
      failed: 1,
      stored: 2,
      total: 20,
      rate: 0,
      note: 'n',
    });
    // Also in less than a second, and of nothing there is no end.
    expect(progressOf({ ...counted, seconds: 0.5 })).toMatchObject({ rate: 15, left: 0.7 });
    expect(Object.keys(progressOf({ ...counted, done: 2, parts: 0 }))).not.toContain('left');
    // Of parts that overlap the end nothing is left.
    expect(progressOf({ ...counted, total: 9 }).left).toBe(0);
  });
});

describe('a line of progress', () => {
  test.each([
    [0.0002, '0.7/h'],
    [1 / 61, '59.0/h'],
    [1 / 60, '1.0/min'],
    [9.94 / 60, '9.9/min'],
    [10 / 60, '10/min'],
    [59 / 60, '59/min'],
    [1, '1.0/s'],
    [9.94, '9.9/s'],
    [10, '10/s'],
    [1234.5, '1235/s'],
  ])('has the rate %s as %s', (rate, said) => {
    expect(sweepLine(at({ rate }))).toBe(`1 points, ${said}`);
  });
  test.each([
    [0, '0 s'],
    [0.1, '1 s'],
    [89.9, '90 s'],
    [90, '2 min'],
    [89.4 * 60, '89 min'],
    [90 * 60, '1 h 30 min'],
    [120 * 60, '2 h 0 min'],
    [25.5 * 3600, '25 h 30 min'],
  ])('has the time %s s that is left as %s', (left, said) => {
    expect(sweepLine(at({ total: 9, left }))).toMatch(new RegExp(`^\\[.*\\] 1 of 9 points, ${said} left$`));
  });
  test('has neither rate nor time where all is done, and no time where the total is unknown', () => {
    expect(sweepLine(at({ done: 9, total: 9, rate: 1, left: 0 }))).toBe(`[${'#'.repeat(30)}] 9 of 9 points`);
    expect(sweepLine(at({ rate: 1, left: 5 }))).toBe('1 points, 1.0/s');
    expect(sweepLine(at({ done: 10, total: 9, rate: 1, left: 0 }))).toBe(`[${'#'.repeat(30)}] 10 of 9 points`);
    expect(sweepLine(at({ done: 0, total: 0 }))).toBe(`[${'#'.repeat(30)}] 0 of 0 points`);
  });
  test('has a bar of 8 to 30 characters where there is room', () => {
    const line = (columns: number): string => sweepLine(at({ total: 3 }), columns);
    expect(line(22)).toBe('1 of 3 points');
    expect(line(24)).toBe('[##------] 1 of 3 points');
    expect(line(23)).toBe('1 of 3 points');
    expect(line(46)).toBe(`[${'#'.repeat(10)}${'-'.repeat(20)}] 1 of 3 points`);
    expect(line(200)).toBe(line(46));
    expect(line(5)).toBe('1 of ');
  });
  test('leaves out first what has no room', () => {
    const line = (columns: number): string => sweepLine(at({ failed: 2, note: 'a note' }), columns);
    expect([26, 25, 18, 17].map(line)).toEqual([
      '1 points, 2 failed, a note',
      '1 points, 2 failed',
      '1 points, 2 failed',
      '1 points, a note',
    ]);
  });
});

describe('the display', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());
  const shown = (isTerminal: boolean) => {
    const lines: string[] = [];
    const terminal = { out: () => undefined, err: (text: string) => void lines.push(text), onStop: () => undefined };
    return { ...display({ ...terminal, columns: 20, isTerminal }), lines };
  };

  test('of a terminal is one line, written over at most ten times a second, and once at the end', () => {
    const { tell, end, lines } = shown(true);
    tell(at({ done: 1 }));
    vi.advanceTimersByTime(100);
    tell(at({ done: 2 }));
    vi.advanceTimersByTime(1);
    tell(at({ done: 3 }));
    tell(at({ done: 4, total: 444, note: 'n' }));
    end();
    expect(lines).toEqual(['\r1 points\u001b[K', '\r3 points\u001b[K', '\r4 of 444 points, n\u001b[K', '\n']);
  });
  test('elsewhere is a line for each twentieth of the points, and the last', () => {
    const { tell, end, lines } = shown(false);
    for (let done = 0; done <= 50; done++) tell(at({ done, total: 50 }));
    tell(at({ done: 50, total: 50 }));
    end();
    expect(lines).toEqual(
      [...Array.from({ length: 16 }, (_, k) => 3 * (k + 1)), 50].map((done) => `${done} of 50 points\n`),
    );
  });
  test('of points whose number is not known is a line for each hundred, and the last', () => {
    const { tell, end, lines } = shown(false);
    for (let done = 0; done <= 250; done++) tell(at({ done }));
    end();
    expect(lines).toEqual(['100 points\n', '200 points\n', '250 points\n']);
  });
  test('of few of many points tells how many of them there are in the end, even if one', () => {
    for (const done of [0, 1, 2]) {
      const { tell, end, lines } = shown(false);
      tell(at({ done, total: 100 }));
      expect(lines).toEqual([]);
      end();
      expect(lines).toEqual([`${done} of 100 points\n`]);
    }
    const { tell, end, lines } = shown(false);
    for (const done of [0, 1, 2]) tell(at({ done, total: 2 }));
    end();
    expect(lines).toEqual(['1 of 2 points\n', '2 of 2 points\n']);
  });
  test('of a terminal leaves its last column free', () => {
    const { tell, end, lines } = shown(true);
    for (const note of ['no', 'not']) {
      vi.advanceTimersByTime(101);
      tell(at({ done: 4, total: 444, note }));
    }
    end();
    expect(lines.slice(0, 2)).toEqual(['\r4 of 444 points, no\u001b[K', '\r4 of 444 points\u001b[K']);
  });
  test('of nothing is nothing', () => {
    for (const isTerminal of [true, false]) {
      const { end, lines } = shown(isTerminal);
      end();
      expect(lines).toEqual([]);
    }
  });
});

describe('a command line', () => {
  const options = { into: { value: 'DIR', does: 'a folder for results' }, n: { value: 'N', does: 'a number' } };
  test('has so many words, and options with a value each', () => {
    expect(readArguments(options, ['a', '--into', 'x'], 1)).toEqual({
      _tag: 'Right',
      right: { rest: ['a'], text: { into: 'x' } },
    });
    expect(readArguments(options, ['a', 'b'], 2)).toMatchObject({ right: { rest: ['a', 'b'] } });
    const wrong = (...argv: readonly string[]) => (readArguments(options, argv, 1) as { readonly left?: string }).left;
    expect(wrong()).toBe('an argument is missing, see --help');
    expect(wrong('a', 'b', 'c')).toBe("unexpected argument 'b', see --help");
    expect(wrong('a', '--out', 'b')).toBe("Unknown option '--out', see --help");
    expect(wrong('a', '--into')).toBe("Option '--into <value>' argument missing, see --help");
  });
  test('has numbers in their range', () => {
    const read = (text?: string) => numberIn('n', text, 7, (value) => value >= 2, 'at least 2');
    expect([read(), read('2'), read('1e3')]).toMatchObject([{ right: 7 }, { right: 2 }, { right: 1000 }]);
    expect([read('1'), read(''), read(' '), read('x')]).toEqual(
      ['1', '', ' ', 'x'].map((text) => ({ _tag: 'Left', left: `--n must be at least 2, got '${text}'` })),
    );
  });
  test('has help in two columns, or below each other where they are narrow', () => {
    expect(helpOf('usage of it', 'What it does.', options, 38)).toBe(
      ['usage of it', '', 'What it does.', '', '  --into DIR  a folder for results', '  --n N       a number', ''].join(
        '\n',
      ),
    );
    expect(helpOf('usage of it', 'What it does.', options, 37)).toContain('  --into DIR\n      a folder for results\n');
    expect(helpOf('usage of it', 'What it does.', options, 26)).toContain('  --into DIR\n      a folder for results\n');
    // Of what goes on the lines begin below each other, and end at the last column.
    const more = { into: { value: 'DIR', does: 'a folder for results, all of them' } };
    expect(helpOf('usage', 'does', more, 42)).toContain(
      `\n  --into DIR  a folder for results, all of\n${' '.repeat(14)}them\n`,
    );
    expect(helpOf('usage', 'does', more, 41)).toContain(
      `\n  --into DIR  a folder for results, all\n${' '.repeat(14)}of them\n`,
    );
    expect(helpOf('usage of it', 'What it does.', options, 25)).toBe(
      [
        'usage of it',
        '',
        'What it does.',
        '',
        '  --into DIR',
        '      a folder for',
        '      results',
        '  --n N',
        '      a number',
        '',
      ].join('\n'),
    );
  });
  test('is wrapped where a line would be longer than the columns', () => {
    expect(wrapped('ab cd ef', 5)).toEqual(['ab cd', 'ef']);
    expect(wrapped('ab cd ef', 4)).toEqual(['ab', 'cd', 'ef']);
    expect(wrapped('ab cd ef', 8)).toEqual(['ab cd ef']);
    expect(wrapped('', 8)).toEqual(['']);
  });
});
