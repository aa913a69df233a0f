import * as E from 'fp-ts/lib/Either.js';
import type * as fc from 'fast-check';
import { explain, FaultError, type Faults } from '../../../src/index.js';

/** A way in: any input, and what is done with it. It says in a line what is wrong about what came of it. */
export interface Door<A = unknown> {
  readonly name: string;
  /** How many inputs at the usual effort. */
  readonly usual: number;
  readonly inputs: fc.Arbitrary<A>;
  readonly enter: (input: A) => string | undefined | Promise<string | undefined>;
}

export const door = <A>(of: Door<A>): Door => of as unknown as Door;

const sentence =
  /^.+: (.+ must be .+, got .+|unknown .+: .+|.+ takes no .+|.+ failed: .+|.+ is .+, not .+|.+ (has|needs|reads) .+)$/s;
/** What only the engine says. */
export const inner = /undefined|is not a function|is not iterable|Cannot read|\[object |NaN NaN/;

/** What is wrong with a refusal: each fault is a sentence of a few hundred letters, and none is of the engine. */
const badly = (faults: Faults): string | undefined => {
  const lines = faults.map(explain);
  if (lines.length === 0) return 'refused without a word';
  const wrong = lines.find((line) => !sentence.test(line) || line.length > 1000 || inner.test(line));
  return wrong === undefined ? undefined : `badly said: ${wrong.slice(0, 300)}`;
};

type Result = E.Either<Faults | { readonly faults: Faults }, unknown>;

/** Does something that gives an Either or throws a `FaultError`; what it accepts goes on to be used. */
export const tried = <R extends Result>(
  attempt: () => R,
  accepted: (value: R extends E.Right<infer A> ? A : never) => string | undefined = () => undefined,
): string | undefined => {
  try {
    const result = attempt();
    if (E.isRight(result)) return accepted(result.right as never);
    return badly('faults' in result.left ? result.left.faults : result.left);
  } catch (error) {
    if (error instanceof FaultError) return badly(error.faults);
    return `threw ${String((error as Error).stack ?? error).slice(0, 400)}`;
  }
};

/** The same of what takes its time. */
export const triedLater = async (attempt: () => Promise<Result>): Promise<string | undefined> => {
  try {
    const result = await attempt();
    return tried(() => result);
  } catch (error) {
    return tried(() => {
      throw error;
    });
  }
};
