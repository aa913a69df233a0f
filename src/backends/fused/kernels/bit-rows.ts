import { madeNarrow, packedIn, type Made, type Narrow } from '../../../core/places.js';
import type { Tensor } from '../../../core/tensor.js';
import type { Operand } from '../ir/ir.js';
import { constantOf, tableOf, type Constant, type Numbers, type Table, type Writer } from './kernel.js';

/**
 * Synapses of one weight as bits: of each source a row of them, one for each target. What a target gets depends on how many spikes reach
 * it and on nothing else, so the rows of all spikes are counted, many targets at a time, and a table has the sum of so many weights.
 *
 * Of 128 targets, in 16 bytes, the target 16 j + i has the bit j of the byte i.
 */
export interface BitRows {
  /** The rows, of `width` bytes each, and behind them one without synapses. */
  readonly rows: Table;
  readonly width: number;
  /** The sum of so many weights, added one by one. */
  readonly sums: Constant;
}

/** Bits that have been made of targets: programs share them. */
const made = new WeakMap<Tensor, { readonly starts: Narrow; readonly bits: Made }>();

/** The rows of `m` targets, if they take no more room than a list of the targets, and no pair of neurons has two synapses. */
export const bitRowsOf = (targets: Tensor, starts: Numbers, m: number, weight: number): BitRows | undefined => {
  const [of, n] = [packedIn(targets), starts.length - 1];
  const width = 16 * Math.ceil(m / 128);
  const bytes = (n + 1) * width;
  if (of?._tag !== 'Each' || 'into' in starts || n >= 2 ** 16 || bytes > of.places.byteLength) return undefined;
  const sums = new Float32Array(n + 1);
  for (let spikes = 1; spikes <= n; spikes++) sums[spikes] = sums[spikes - 1]! + weight;
  const known = made.get(targets);
  const isKnown = known?.starts === starts && known.bits.byteLength === bytes;
  if (!Number.isFinite(sums[n]) || !(isKnown || areRising(starts, of.places))) return undefined;
  const bits = isKnown ? known.bits : madeNarrow(bytes / 4, 2 ** 32, bitsOf(starts, of.places, width));
  made.set(targets, { starts, bits });
  return { rows: tableOf(bits), width, sums: constantOf({ shape: [n + 1], dtype: 'f32', data: sums }) };
};

/** Whether the targets of each source rise: none of them comes twice. */
const areRising = (starts: Narrow, targets: Narrow): boolean => {
  for (let row = 0; row + 1 < starts.length; row++)
    for (let synapse = starts[row]! + 1; synapse < starts[row + 1]!; synapse++)
      if (targets[synapse - 1]! >= targets[synapse]!) return false;
  return true;
};

const bitsOf =
  (starts: Narrow, targets: Narrow, width: number): Made['into'] =>
  (data, from) => {
    data.fill(0);
    for (let row = 0; row + 1 < starts.length; row++)
      for (let synapse = starts[row]!; synapse < starts[row + 1]!; synapse++) {
        const target = targets[synapse]!;
        const word = (row * width) / 4 + 4 * (target >> 7) + ((target >> 2) & 3);
        data[word - from]! |= 1 << (8 * (target & 3) + ((target >> 4) & 7));
      }
  };

/** Goes through the targets of a neuron one by one: where each is in arrays of 4 bytes. */
export const forEachTarget = (
  write: Writer,
  { rows, width }: BitRows,
  neuron: Operand,
  body: (target: Operand) => void,
): void => {
  const { op, plus, times } = write;
  const row = times(neuron, width / 4);
  write.for(0, width, 4, (at) => {
    const first = op('or', op('shl', op('and', at, -16), 5), op('shl', op('and', at, 12), 2));
    write.forEachBit(write.load('i32', plus(row, at), write.at(rows)), 0, (bit) =>
      body(plus(first, op('or', op('shl', op('and', bit, 28), 4), op('and', op('shr', bit, 3), 12)))),
    );
  });
};
