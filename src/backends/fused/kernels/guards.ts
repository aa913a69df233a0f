import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { alarm, float, type Value } from '../ir/ir.js';
import { kindIn, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';
import { rangesOf } from './range.js';

/**
 * Looks at values as they are computed, and tells at the end of a kernel whether one was none of what it has to be. x - x is 0, or
 * NaN where x is not finite: that stays in a sum, and its bits in a vector. Of several values that have to be finite x is their sum,
 * which may also be infinite where they are only large: a false alarm.
 */
export const guardOf = (write: Writer, values: readonly Node[]) => {
  const { op } = write;
  const ranges = rangesOf(write, values);
  const isAsked = values.some((value) => write.guarded.has(value));
  const single = isAsked ? write.variable('f32', float(0)) : undefined;
  const wide = isAsked && write.lanes === 4 ? write.variable('v128', 0) : undefined;
  const note = (odd: Value, value: Value, lanes: Lanes, isFinite: boolean): void => {
    if (lanes === 4) write.assign(wide!, op('or', wide!, odd));
    else write.assign(single!, op('f32.add', single!, isFinite ? odd : op('f32.select', odd, value, float(0))));
  };
  return {
    look: (seen: readonly (readonly [Node, Value])[], lanes: Lanes): void => {
      const as = (kind: string): readonly Value[] =>
        seen.flatMap(([node, value]) => (write.guarded.get(node) === kind ? [value] : []));
      const [first, ...others] = as('finite');
      const sum = first && others.reduce((total, value) => op('f32.add', total, value), first);
      if (sum !== undefined) note(op('f32.sub', sum, sum), sum, lanes, true);
      for (const value of as('number')) note(op('f32.ne', value, value), value, lanes, false);
      ranges.look(seen, lanes);
    },
    tell: (): void => {
      ranges.tell();
      if (single === undefined) return;
      const odd = op('f32.ne', single, float(0));
      const any = wide === undefined ? odd : op('or', odd, op('any_true', wide));
      write.if(any, () => write.store(1, alarm));
    },
  };
};

/** The same for one value at places that come one by one, each of which would wait for a sum: whether one is odd is a bit. */
export const guardEach = (write: Writer, value: Node) => {
  const { op } = write;
  const as = write.guarded.get(value);
  const odd = as === undefined ? undefined : write.variable('i32', 0);
  return {
    look: (x: Value): void => {
      if (odd === undefined) return;
      const isOdd = as === 'finite' ? op('f32.ne', op('f32.sub', x, x), float(0)) : op('f32.ne', x, x);
      write.assign(odd, op('or', odd, isOdd));
    },
    tell: (): void => {
      if (odd !== undefined) write.if(odd, () => write.store(1, alarm));
    },
  };
};

/** Looks at variables where they lie, when a step is done. */
export const lookAt = (
  write: Writer,
  unguarded: readonly { readonly node: Node; readonly address: number }[],
): void => {
  const nodes = unguarded.map(({ node }) => node);
  const { look, tell } = guardOf(write, nodes);
  for (const { node, address } of unguarded)
    write.along(size(node.shape), (at, lanes) => look([[node, write.load(kindIn('f32', lanes), at, address)]], lanes));
  tell();
};
