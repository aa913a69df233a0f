import { batchFaults, type Reduction } from '../../core/rows.js';
import type { Rule } from '../../core/rule.js';
import { entered, type Said } from '../parameters/entry.js';
import { settle } from '../parameters/settle.js';
import type { ParamsOf, Table } from '../parameters/table.js';

/** A rule short of its name and of the faults that its table of parameters says: those here are the others. */
export type RuleBody<Pre extends string, Post extends string, V extends string = never> = Omit<
  Rule<Pre, Post, V>,
  'term'
>;

/**
 * A learning rule from its parameters, each written once (`[default, constraint]`), how its constructor takes them (an
 * argument that is undefined is left out), and what it makes of them.
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
  const make = (given: object): Rule<Pre, Post, V> => {
    const { given: values, params, faults } = settle(name, parameters, given);
    const made = body(params);
    return {
      ...batchFaultsOf(values),
      ...made,
      term: { name, params: { ...values } as Rule<Pre, Post, V>['term']['params'] },
      faults: (weight, bounds) => [...faults({ weight }), ...(made.faults?.(weight, bounds) ?? [])],
    };
  };
  return entered(
    (...args: Args) => make(taken(...args)),
    'rule',
    name,
    parameters,
    (_, params) => make(params),
  );
};

/** A rule that joins a batch asks for a better word than `single` where there is one. */
const batchFaultsOf = (params: object): Pick<Rule<never, never>, 'batchFaults'> =>
  'over' in params ? { batchFaults: batchFaults(params.over as Reduction) } : {};

/** Arguments by name, short of those that are left out. */
export const givenOf = <P extends object>(args: P): Partial<P> =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as Partial<P>;
