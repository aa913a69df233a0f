import { describe, expect, test } from 'vitest';
import { all, both, fold, map, premap, tensor, type Fold, type Tensor, type Time } from '../../src/index.js';
import { oneRow, foldRows } from '../../src/core/fold-rows.js';
import { dtOf, premapped } from '../../src/core/fold.js';

const time = (step: number): Time => ({ dt: 1, step, every: 1, episode: 0 });

/** A fold that has something to wait for after each input: one thing in each settling, all at the end. */
const slow = (name: string, inputs: readonly number[] = [], waiting = 0): Fold<number, string> => ({
  next: (input) => slow(name, [...inputs, input], waiting + 1),
  done: () => `${name} ${inputs.join('+')}${'.'.repeat(waiting)}`,
  settle: (last) => (waiting === 0 ? undefined : Promise.resolve(slow(name, inputs, last ? 0 : waiting - 1))),
});

/** One that never waits. */
const quick = fold(
  0,
  (sum, input: number) => sum + input,
  (sum) => sum,
);

/** What it is at first, and after each time that it settles, until there is nothing to wait for. */
const settled = async <O>(of: Fold<number, O>, last: boolean): Promise<readonly O[]> => {
  const outcomes = [of.done()];
  let now = of;
  for (let next = now.settle?.(last); next !== undefined; next = now.settle?.(last)) {
    now = await next;
    outcomes.push(now.done());
  }
  return outcomes;
};

const given = <O>(of: Fold<number, O>): Fold<number, O> => of.next(1, time(0)).next(2, time(1));

describe('a fold around others settles as they do', () => {
  test.each<readonly [string, Fold<number, unknown>, readonly unknown[], readonly unknown[]]>([
    [
      'map',
      map((text: string) => `<${text}>`, slow('a')),
      ['<a 1+2..>', '<a 1+2.>', '<a 1+2>'],
      ['<a 1+2..>', '<a 1+2>'],
    ],
    [
      'premap',
      premap((x: number) => 10 * x, slow('a')),
      ['a 10+20..', 'a 10+20.', 'a 10+20'],
      ['a 10+20..', 'a 10+20'],
    ],
    [
      'both',
      both(slow('a'), slow('b')),
      [
        ['a 1+2..', 'b 1+2..'],
        ['a 1+2..', 'b 1+2.'],
        ['a 1+2..', 'b 1+2'],
        ['a 1+2.', 'b 1+2'],
        ['a 1+2', 'b 1+2'],
      ],
      [
        ['a 1+2..', 'b 1+2..'],
        ['a 1+2..', 'b 1+2'],
        ['a 1+2', 'b 1+2'],
      ],
    ],
    [
      'both, of which one waits',
      both(slow('a'), quick),
      [
        ['a 1+2..', 3],
        ['a 1+2.', 3],
        ['a 1+2', 3],
      ],
      [
        ['a 1+2..', 3],
        ['a 1+2', 3],
      ],
    ],
    [
      'all',
      all({ a: slow('a'), n: quick, b: slow('b') }),
      [
        { a: 'a 1+2..', n: 3, b: 'b 1+2..' },
        { a: 'a 1+2..', n: 3, b: 'b 1+2.' },
        { a: 'a 1+2..', n: 3, b: 'b 1+2' },
        { a: 'a 1+2.', n: 3, b: 'b 1+2' },
        { a: 'a 1+2', n: 3, b: 'b 1+2' },
      ],
      [
        { a: 'a 1+2..', n: 3, b: 'b 1+2..' },
        { a: 'a 1+2..', n: 3, b: 'b 1+2' },
        { a: 'a 1+2', n: 3, b: 'b 1+2' },
      ],
    ],
  ])('%s', async (_, of, step, end) => {
    expect(await settled(given(of), false)).toEqual(step);
    expect(await settled(given(of), true)).toEqual(end);
    // It goes on from there.
    const next = (await given(of).settle!(true))!.next(4, time(2));
    expect(JSON.stringify(next.done())).toMatch(/1\+2\+4\.|10\+20\+40\./);
  });

  test('and does not where none of them does', () => {
    const none = [
      map((x: number) => x, quick),
      premap((x: number) => x, quick),
      both(quick, quick),
      all<number, { readonly a: number }>({ a: quick }),
    ];
    for (const of of none) expect('settle' in of).toBe(false);
  });
});

/** A fold of tensors that says how it was given them: one by one, or several at once. */
const heard = (said: readonly string[] = []): Fold<Tensor, readonly string[]> =>
  foldRows(
    said,
    (before, { shape, data }, times) => [
      ...before,
      `${times.map(({ step }) => step).join()} [${shape.join()}] ${Array.from(data).join()}`,
    ],
    (words) => words,
  );
const single: Fold<Tensor, number> = fold(
  0,
  (count) => count + 1,
  (count) => count,
);
const rows = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
const times = [time(4), time(5)];

describe('a fold around others takes several inputs at once where all of them do', () => {
  const at = '4,5 [2,3] 1,2,3,4,5,6';
  test.each<readonly [string, Fold<Tensor, unknown>, unknown]>([
    ['map', map((said: readonly string[]) => said.length, heard()), 1],
    ['both', both(heard(), heard()), [[at], [at]]],
    ['all', all({ a: heard(), b: heard() }), { a: [at], b: [at] }],
    [
      'premapped, of all at once',
      premapped(
        (x: Tensor) => x,
        heard(),
        (x) => ({ ...x, data: x.data.map((value) => 10 * value) as Float32Array }),
      ),
      ['4,5 [2,3] 10,20,30,40,50,60'],
    ],
  ])('%s', (_, of, outcome) => {
    const after = of.next.rows!(rows, times);
    expect(after.done()).toEqual(outcome);
    // So does the fold that follows.
    expect(after.next.rows).toBeDefined();
    expect(of.next(tensor([3], [1, 2, 3]), time(0)).next.rows).toBeDefined();
  });

  test.each<readonly [string, Fold<Tensor, unknown>]>([
    ['map', map((count: number) => count, single)],
    ['premap', premap((x: Tensor) => x, heard())],
    [
      'premapped of one that does not',
      premapped(
        (x: Tensor) => x,
        single,
        (x) => x,
      ),
    ],
    ['both, the first', both(single, heard())],
    ['both, the second', both(heard(), single)],
    ['all', all({ a: heard(), b: single })],
  ])('and one by one otherwise: %s', (_, of) => {
    expect(of.next.rows).toBeUndefined();
  });

  test('one by one each is a row', () => {
    expect(
      heard()
        .next(tensor([3], [7, 8, 9]), time(2))
        .done(),
    ).toEqual(['2 [1,3] 7,8,9']);
    expect(oneRow(tensor([], [7]))).toEqual(tensor([1], [7]));
  });
});

describe('a fold that needs the length of a step', () => {
  test('has it from its time', () => {
    expect(dtOf('rates', { ...time(0), dt: 0.5 })).toBe(0.5);
  });

  test.each([0, -1, NaN, Infinity])('is told where it is %d', (dt) => {
    expect(() => dtOf('rates', { ...time(0), dt })).toThrow(
      `rates: dt must be given in ms, as in foldAll(rates(), inputs, { dt: 1 }), got ${dt}`,
    );
  });

  test('is told where there is no time', () => {
    expect(() => dtOf('rates', undefined)).toThrow(', got undefined');
  });
});
