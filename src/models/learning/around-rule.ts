import { expectRule } from '../../core/check/expect.js';
import type { LocalFault } from '../../core/errors.js';
import type { Rule } from '../../core/rule.js';
import { termOf } from '../../core/term.js';
import { settle } from '../parameters/settle.js';
import type { Table } from '../parameters/table.js';

/** What a rule changes that goes around another (`of`). */
interface Change<Pre extends string, Post extends string, V extends string>
  extends Pick<Rule<Pre, Post, V>, 'step' | 'bounds' | 'batchFaults'>, Partial<Pick<Rule<Pre, Post, V>, 'init'>> {
  /** What is wrong with its parameters together, asked where each by itself makes sense. */
  readonly faults?: () => readonly LocalFault[];
}

/** A rule around another, with variables of its own or without. Its parameters, with those of the other one under `of`, are its term. */
export const aroundRule = <Pre extends string, Post extends string, V extends string, W extends string = V>(
  name: string,
  parameters: Table,
  given: { readonly of: Rule<Pre, Post, V>; readonly [name: string]: unknown },
  { faults: together, ...change }: Change<Pre, Post, W>,
): Rule<Pre, Post, W> => {
  const { of } = given;
  expectRule(name, of);
  const { given: params, faults } = settle(name, parameters, given);
  return {
    ...of,
    ...change,
    term: termOf(name, { ...params, of: of.term }),
    faults: (weight, bounds) => {
      const own = faults({ weight });
      const inner = of.faults?.(weight, change.bounds ?? bounds) ?? [];
      return [...inner, ...(own.length === 0 ? (together?.() ?? []) : own)];
    },
  } as Rule<Pre, Post, V> as unknown as Rule<Pre, Post, W>;
};
