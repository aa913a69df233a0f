import type { Node } from '../../../core/graph/graph.js';
import type { Value } from '../ir/ir.js';
import { kindIn, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';

/** Where the least of some numbers stands, and behind it the largest: in four words each, of which these are again the least and the largest. */
export const rangeBytes = 32;

/**
 * Keeps the least and the largest of the numbers that values are, by their bits as whole numbers: these rise with numbers that are not
 * negative, and are negative for others, and for -0.
 */
export const rangesOf = (write: Writer, values: readonly Node[]) => {
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
