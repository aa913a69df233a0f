import type { Type } from '../algebra.js';
import type { Wire } from '../network.js';
import { sameShape, showShape, type Shape } from '../shape.js';

/** The same connection; where its transpose fails, for operands of other shapes than its layers have, that is the error. */
export const told = (wire: Wire<string>, pre: Type, post: Type): Wire<string> => {
  const correlate: typeof wire.connection.correlate = (A, x, y, over) => {
    try {
      return wire.connection.correlate(A, x, y, over);
    } catch (error) {
      const [a, b] = [A.type(x).shape, A.type(y).shape];
      if (sameShape(a, pre.shape) && sameShape(b, post.shape)) throw error;
      const shapes = (first: Shape, second: Shape): string => `pre ${showShape(first)} and post ${showShape(second)}`;
      throw new Error(`correlate needs ${shapes(pre.shape, post.shape)}, got ${shapes(a, b)}`, { cause: error });
    }
  };
  return { ...wire, connection: { ...wire.connection, correlate } };
};
