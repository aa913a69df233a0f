import type { Algebra, Type } from '../algebra.js';
import { algebra } from '../graph/interpret.js';
import { showType } from '../ops.js';

/** JavaScript's operators would take a value for NaN, and a comparison of it for false. */
const noNumber = {
  [Symbol.toPrimitive](this: Type, hint: string): string {
    if (hint === 'string') return showType(this);
    throw new Error('values have no operators of JavaScript: write A.add(x, y) for x + y, A.gt(x, y) for x > y');
  },
};

/** A type as the value of a step that is checked. */
export const asValue = ({ shape, dtype }: Type): Type =>
  Object.assign(Object.create(noNumber) as object, { shape, dtype });

/** `types`, the algebra of nothing but types, whose values are no operands of JavaScript. */
export const checked: Algebra<Type> = algebra<Type>({
  constant: asValue,
  type: (x) => x,
  apply: (_op, _args, _attribute, type) => asValue(type),
});
