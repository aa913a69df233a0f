import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { alarm, float, type Value } from '../ir/ir.js';
import { kindIn, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';

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

/** Where the least of some numbers stands, and behind it the largest: in four words each, of which these are again the least and the largest. */
export const rangeBytes = 32;

/**
 * Keeps the least and the largest of the numbers that values are, by their bits as whole numbers: these rise with numbers that are not
 * negative, and are negative for others, and for -0.
 */
const rangesOf = (write: Writer, values: readonly Node[]) => {
  const { op, variable } = write;
  const kind = kindIn('i32', write.lanes);
  const kept = values.flatMap((node) => {
    const at = write.ranged.get(node);
    return at === undefined ? [] : [{ node, at, least: variable(kind, 2 ** 31 - 1), most: variable(kind, -(2 ** 31)) }];
  });
  return {
    look: (seen: readonly (readonly [Node, Value])[], lanes: Lanes): void => {
      for (const [node, value] of seen)
        for (const { least, most } of kept.filter((of) => of.node === node)) {
          const bits = op('f32.bits', value);
          const all = lanes < write.lanes ? write.splat(bits, 4) : bits;
          write.assign(least, op('i32.min', least, all));
          write.assign(most, op('i32.max', most, all));
        }
    },
    tell: (): void => {
      for (const { at, least, most } of kept)
        for (let word = 0; word < 4; word += write.lanes) {
          write.store(least, at, word * 4);
          write.store(most, at, 16 + word * 4);
        }
    },
  };
};

/** The range that a program has kept, as two words. */
export const readRange = (words: Int32Array, at: number): readonly [least: number, most: number] => [
  Math.min(...words.subarray(at / 4, at / 4 + 4)),
  Math.max(...words.subarray(at / 4 + 4, at / 4 + 8)),
];
