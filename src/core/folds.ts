import { expectFold, expectRecord } from './expect.js';
import { inRows, settlingAs, type Fold } from './fold.js';
import { mapValues } from './record.js';

/** Two folds in one pass. */
export const both = <I, A, B>(first: Fold<I, A>, second: Fold<I, B>): Fold<I, readonly [A, B]> => {
  expectFold('both', first, 'first fold');
  expectFold('both', second, 'second fold');
  return paired(first, second);
};

const paired = <I, A, B>(first: Fold<I, A>, second: Fold<I, B>): Fold<I, readonly [A, B]> =>
  settlingAs(
    second.settle,
    (then) => paired(first, then),
    settlingAs(first.settle, (then) => paired(then, second), {
      next: inRows(
        (input, time) => paired(first.next(input, time), second.next(input, time)),
        first.next.rows &&
          second.next.rows &&
          ((inputs, times) => paired(first.next.rows!(inputs, times), second.next.rows!(inputs, times))),
      ),
      done: () => [first.done(), second.done()],
    }),
  );

/** A record of folds as one fold, in one pass: `all({ counts: counts(), intervals: intervals() })`. */
export const all = <I, O extends Readonly<Record<string, unknown>>>(folds: {
  readonly [N in keyof O]: Fold<I, O[N]>;
}): Fold<I, O> => {
  expectRecord('all', folds, 'folds');
  for (const [name, of] of Object.entries(folds)) expectFold('all', of, `fold '${name}'`);
  // The names of the record, and what belongs to each, stay as they are in both.
  return together<I, O>(folds as Readonly<Record<string, Fold<I, unknown>>>);
};

const together = <I, O>(each: Readonly<Record<string, Fold<I, unknown>>>): Fold<I, O> => {
  let whole: Fold<I, O> = {
    next: inRows(
      (input, time) => together(mapValues(each, (of) => of.next(input, time))),
      Object.values(each).every((of) => of.next.rows)
        ? (inputs, times) => together(mapValues(each, (of) => of.next.rows!(inputs, times)))
        : undefined,
    ),
    done: () => mapValues(each, (of) => of.done()) as O,
  };
  for (const name in each) whole = settlingAs(each[name]!.settle, (then) => together({ ...each, [name]: then }), whole);
  return whole;
};
