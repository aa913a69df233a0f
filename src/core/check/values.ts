import type { Algebra, Attribute, Op, Type } from '../algebra.js';
import { makerOf } from '../deferred.js';
import { algebra } from '../graph/interpret.js';
import { misfit, showType } from '../ops.js';
import { remembered } from '../record.js';
import { size } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { isRecord } from '../faults/options.js';
import { shown } from '../faults/shown.js';
import { watched } from './unread.js';

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

/** The random numbers of a model that asks for none: an operation on them is an error. */
export const notDrawn: Type = asValue({ shape: [], dtype: 'f32' });

export const isType = (value: unknown): value is Type =>
  isRecord(value) && Array.isArray(value['shape']) && typeof value['dtype'] === 'string';

const shownOperand = (x: unknown): string =>
  x === undefined ? 'nothing (a name that is not there, or an operand left out)' : shown(x);

const typeOf = (x: Type): Type => {
  if (!isType(x)) throw new Error(`operands are values, numbers or tensors, got ${shownOperand(x)}`);
  if (x === notDrawn) throw new Error("a step that reads random numbers needs noise: 'neuron' (or 'row') in its model");
  return x;
};

/** Constants keep their elements, as those of places are checked. */
interface Constant extends Type {
  readonly elements?: Tensor;
}

/** How many places there are to choose from, for each operation whose last operand is a list of places. */
const extents: { readonly [O in Op]?: (args: readonly Type[], attribute: Attribute) => number } = {
  gather: ([x]) => x!.shape[1]!,
  scatter: (_, [n]) => n as number,
  deposit: ([ring]) => size(ring!.shape.slice(1)),
  collect: ([ring]) => size(ring!.shape.slice(1)),
};

const ranges = new WeakMap<Tensor, readonly [least: number, most: number]>();

const rangeOf = (places: Tensor): readonly [least: number, most: number] =>
  remembered(ranges, places, () => {
    const maker = makerOf(places);
    if (maker !== undefined) return [maker.least, maker.most];
    let [least, most] = [Infinity, -Infinity];
    for (const place of places.data) {
      least = Math.min(least, place);
      most = Math.max(most, place);
    }
    return [least, most];
  });

/** Places beyond an extent would read and write the memory of other values. */
const checkPlaces = (op: Op, args: readonly Type[], attribute: Attribute): void => {
  const places = (args.at(-1) as Constant).elements;
  const extent = extents[op]?.(args, attribute);
  if (extent === undefined || places === undefined) return;
  const [least, most] = rangeOf(places);
  if (least < -1 || most >= extent)
    throw misfit(op, `places from -1 to ${extent - 1}`, String(most < extent ? least : most));
};

/** `types`, the algebra of nothing but types, whose values are no operands of JavaScript, and whose operations and places exist. */
export const checked: Algebra<Type> = watched(
  algebra<Type>({
    constant: (elements): Constant => Object.assign(asValue(elements), { elements }),
    type: typeOf,
    apply: (op, args, attribute, type) => {
      checkPlaces(op, args, attribute);
      return asValue(type);
    },
  }),
  (name) => {
    const powers = 'a power of x > 0 is A.exp(A.mul(power, A.log(x)))';
    throw new Error(`A has no operation ${name} (docs/authoring.md lists them; ${powers})`);
  },
);
