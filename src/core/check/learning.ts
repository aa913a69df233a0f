import type { Type } from '../algebra.js';
import { isRecord } from '../faults/options.js';
import { shown } from '../faults/shown.js';
import type { Wire } from '../network.js';
import { sameShape, showShape, type Shape } from '../shape.js';

/**
 * The same connection, as a check sees it learn: where its transpose fails, for operands of other shapes than its layers have, that is
 * the error; variables that its rule does not return are told.
 */
export const learning = (
  wire: Wire<string>,
  pre: Type,
  post: Type,
  forgotten: (name: string) => void,
): Wire<string> => {
  const { connection, rule } = wire;
  return {
    ...wire,
    connection: { ...connection, correlate: correlating(connection.correlate, pre, post) },
    ...(rule && { rule: { ...rule, step: returning(rule, forgotten) } }),
  };
};

type Correlate = Wire<string>['connection']['correlate'];

const correlating =
  (correlate: Correlate, pre: Type, post: Type): Correlate =>
  (A, x, y, over) => {
    try {
      return correlate(A, x, y, over);
    } catch (error) {
      const [a, b] = [A.type(x).shape, A.type(y).shape];
      if (sameShape(a, pre.shape) && sameShape(b, post.shape)) throw error;
      const shapes = (first: Shape, second: Shape): string => `pre ${showShape(first)} and post ${showShape(second)}`;
      throw new Error(`correlate needs ${shapes(pre.shape, post.shape)}, got ${shapes(a, b)}`, { cause: error });
    }
  };

type Rule = NonNullable<Wire<string>['rule']>;

const returning =
  ({ init, step }: Rule, forgotten: (name: string) => void): Rule['step'] =>
  (A, vars, seen) => {
    const after = step(A, vars, seen);
    if (!isRecord(after) || 'then' in after)
      throw new Error(`a rule returns a record of variables, got ${shown(after)}`);
    for (const name of ['w', ...Object.keys(init)]) if (!(name in after)) forgotten(name);
    return after;
  };
