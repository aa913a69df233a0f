import { expectFunction } from '../../core/expect.js';
import { batchFaults, type Reduction } from '../../core/rows.js';
import type { Rule } from '../../core/rule.js';
import { termOf } from '../../core/term.js';
import { constructorOf, type Said } from '../parameters/entry.js';
import type { ParamsOf, Table } from '../parameters/table.js';

/** A rule short of its name and of the faults that its table of parameters says: those here are the others. */
export type RuleBody<Pre extends string, Post extends string, V extends string = never> = Omit<
  Rule<Pre, Post, V>,
  'term'
>;

/**
 * A learning rule from its parameters, each written once (`[default, constraint]`), how its constructor takes them (an
 * argument that is undefined is left out), and what it makes of them. One that joins a batch (`over`)
 * asks for a better word than `single` where there is one.
 */
export const ruleOf = <
  T extends Table,
  Args extends readonly unknown[],
  Pre extends string,
  Post extends string,
  V extends string = never,
>(
  name: string,
  parameters: T,
  taken: (...args: Args) => { readonly [name in keyof T]?: unknown },
  body: (params: ParamsOf<T>) => RuleBody<Pre, Post, V>,
): Said<(...args: Args) => Rule<Pre, Post, V>, 'rule', T> => {
  expectFunction('ruleOf', body, 'body');
  return constructorOf('rule', name, parameters, taken, ({ given, params, faults }): Rule<Pre, Post, V> => {
    const made = body(params);
    return {
      ...('over' in given && { batchFaults: batchFaults(given['over'] as Reduction) }),
      ...made,
      term: termOf(name, { ...given }),
      faults: (weight, bounds) => [...faults({ weight }), ...(made.faults?.(weight, bounds) ?? [])],
    };
  });
};
