import { expectRule } from '../../core/expect.js';
import { fault, type LocalFault } from '../../core/faults/errors.js';
import type { AnyRule, Rule } from '../../core/rule.js';
import { termOf } from '../../core/term.js';
import { entered, type Said } from '../parameters/entry.js';
import { settle } from '../parameters/settle.js';
import type { ParamsOf, Table } from '../parameters/table.js';

/** What a rule around another (`of`) changes of it. */
interface Change extends Pick<AnyRule, 'step' | 'bounds' | 'batchFaults'> {
  /** What is wrong with its parameters together, asked where each by itself makes sense. */
  readonly faults?: () => readonly LocalFault[];
}

/**
 * A wrapper of rules from its parameters, the last of which is the rule, `of`; where its own variables live; how its constructor takes
 * the other parameters; and what it changes of a rule.
 */
export const aroundRule = <T extends Table, W extends string, Args extends readonly unknown[]>(
  name: string,
  parameters: T,
  own: Rule<never, never, W>['init'],
  taken: (...args: Args) => object,
  change: (of: AnyRule, params: ParamsOf<T>) => Change,
): Said<
  <Pre extends string, Post extends string, V extends string>(
    of: Rule<Pre, Post, V>,
    ...args: Args
  ) => Rule<Pre, Post, V | W>,
  'rule',
  T
> => {
  const around = (of: AnyRule, given: object): AnyRule => {
    expectRule(name, of);
    const { given: all, params, faults } = settle(name, parameters, { ...given, of });
    const { faults: together, ...changed } = change(of, params);
    const taken = Object.keys(own)
      .filter((variable) => variable in of.init)
      .map((variable) => fault('Name', `variable of ${name}`, 'none that the rule inside has', `'${variable}'`));
    return {
      ...of,
      ...changed,
      init: { ...of.init, ...own },
      term: termOf(name, { ...all, of: of.term }),
      faults: (weight, bounds) => {
        const mine = faults({ weight });
        const inner = of.faults?.(weight, changed.bounds ?? bounds) ?? [];
        return [...inner, ...taken, ...(mine.length === 0 ? (together?.() ?? []) : mine)];
      },
    };
  };
  return entered(
    // It reads what the other reads, and has the variables of the other and its own.
    <Pre extends string, Post extends string, V extends string>(of: Rule<Pre, Post, V>, ...args: Args) =>
      around(of as never, taken(...args)) as unknown as Rule<Pre, Post, V | W>,
    'rule',
    name,
    parameters,
    (_, { of, ...given }) => around(of as AnyRule, given),
  );
};
