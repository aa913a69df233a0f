import type { Node } from '../../../core/graph/graph.js';
import type { Operand, Value } from '../ir/ir.js';
import type { MaskAt } from './compact.js';
import type { Writer } from './kernel.js';

/** In which batch rows each of n neurons is not silent. */
export interface BatchRows {
  readonly batch: number;
  readonly n: number;
  /** A word for each neuron that is 0 if it is silent in all rows. */
  readonly any: number;
  /** The rows of each neuron: 32 of them are the bits of one word, and those of the next 32 are n words further on. */
  readonly bits: number;
}

/** Where one of some values is not 0, in the batch row that begins at a place. */
export const anyNonzero =
  (write: Writer, values: readonly Node[], row: Operand): MaskAt =>
  (place, lanes, offset = 0) =>
    write.anyOf(values.map((value) => write.nonzero(row, value.dtype)(place, lanes, write.at(value) + offset)));

/** How many rows are the bits of one word, and how many vectors of words are made at once. */
export const perWord = 32;
const unroll = 4;

/** Finds the batch rows `[batch, n]` in which one of some values is not 0. */
export const batchRowsOf = (
  write: Writer,
  values: readonly Node[],
  [batch, n]: readonly [number, number],
): BatchRows => {
  const { op, plus } = write;
  const [only] = values;
  if (batch === 1 && values.length === 1 && only!.dtype === 'bool')
    return { batch, n, any: write.at(only!), bits: write.at(only!) };
  const words = Math.ceil(batch / perWord);
  const bits = write.scratch(words * n * 4);
  if (values.length === 0) write.fill(bits, words * n * 4);
  else
    for (let word = 0; word < words; word++) {
      const [first, end] = [word * perWord, Math.min(batch, (word + 1) * perWord)];
      write.along(
        n,
        (at, lanes, vectors) => {
          const places = Array.from({ length: vectors }, (_, k) => plus(at, k * 16));
          const found = places.map(() => write.variable(lanes === 4 ? 'v128' : 'i32', 0));
          // The last row first, as each moves those behind it up by a bit. A mask that holds is -1.
          write.for((1 - end) * n * 4, (1 - first) * n * 4, n * 4, (back) => {
            const isActive = anyNonzero(write, values, op('i32.sub', 0, back));
            found.forEach((of, k) => write.assign(of, op('i32.sub', op('shl', of, 1), isActive(places[k]!, lanes))));
          });
          found.forEach((of, k) => write.store(of, places[k]!, bits + word * n * 4));
        },
        write.lanes,
        unroll,
      );
    }
  if (words === 1) return { batch, n, any: bits, bits };
  const any = write.scratch(n * 4);
  write.along(n, (at, lanes) => {
    const kind = lanes === 4 ? 'v128' : 'i32';
    const all = Array.from({ length: words }, (_, word) => write.load(kind, at, bits + word * n * 4));
    write.store(write.anyOf(all), at, any);
  });
  return { batch, n, any, bits };
};

/** Goes through the batch rows (4 bytes each, ascending) whose bits are in the words that `bitsOf` gives. */
export const forEachRow = (
  write: Writer,
  { batch }: Pick<BatchRows, 'batch'>,
  bitsOf: (word: Operand) => Value,
  body: (row: Operand) => void,
): void => {
  if (batch === 1) return body(0);
  write.each(Math.ceil(batch / perWord), (word) =>
    write.forEachBit(bitsOf(word), write.times(word, perWord * 4), body),
  );
};

/** The bits of one neuron, word by word. */
export const bitsAt =
  (write: Writer, { n, bits }: BatchRows, neuron: Operand) =>
  (word: Operand): Value =>
    write.load('i32', write.plus(write.times(word, n * 4), neuron), bits);

/** A number that is 0 if a neuron is not silent in any of several batch rows. */
export const isSilentSomewhere = (write: Writer, rows: BatchRows, neuron: Operand): Value => {
  const words = Math.ceil(rows.batch / perWord);
  const full = (word: number): number =>
    word < words - 1 || rows.batch % perWord === 0 ? -1 : 2 ** (rows.batch % perWord) - 1;
  const isSilent = (_: unknown, word: number): Value =>
    write.op('i32.ne', bitsAt(write, rows, neuron)(word), full(word));
  return write.anyOf(Array.from({ length: words }, isSilent));
};
