import type { AnyNetwork } from '../../core/network.js';
import { size } from '../../core/shape.js';
import { isPlastic, slotType, stateSlots, type Slot } from '../../core/slots.js';
import type { Dtype, Tensor } from '../../core/tensor.js';
import { leaves, type Tree } from '../../core/graph/tree.js';
import { arena } from './ir/writer.js';
import { constantListOf, constantMatrixOf, type Repeats } from './constant-weights.js';
import type { ConstantMatrix } from './kernels/kernel.js';

/** A variable, and its place in memory; undefined of one that is learned, which gets a place once a program needs it there. */
export interface Home {
  readonly slot: Slot;
  readonly address: number | undefined;
  /** Whether steps may change it. */
  readonly isPlastic: boolean;
}

/** Address 0 stays free, so that no value lies there. */
const start = 16;

/**
 * Where the state of a network lies, by path in a step input (`state.layers.Y.v`): all that a new episode starts anew, in one
 * piece, with its first values in the same order behind it. `slots` are all variables as a tree.
 */
export const stateLayout = (net: AnyNetwork, batch: number) => {
  const slots: Tree<Slot> = stateSlots(net);
  const homes = new Map<string, Home>();
  const memory = arena(start);
  const plastic = plasticWeights(net);
  for (const [path, slot] of leaves(slots, 'state')) {
    const bytes = size(slotType(slot, batch).shape) * 4;
    homes.set(path, {
      slot,
      address: slot.learned ? undefined : memory.take(bytes),
      isPlastic: plastic.has(path) || path.startsWith('state.layers.'),
    });
  }
  const bytes = memory.end() - start;
  const from = memory.take(bytes);
  return { slots, homes, resting: { from, to: start, bytes }, end: memory.end() };
};

export type StateLayout = ReturnType<typeof stateLayout>;

/** The weights that rules or norms change, by path. (What layers learn, they change themselves.) */
const plasticWeights = ({ connections }: AnyNetwork): ReadonlySet<string> =>
  new Set(
    Object.keys(connections).flatMap((name) => (isPlastic(connections[name]!) ? [`state.connections.${name}.w`] : [])),
  );

/** What a program may take for granted of the state that it finds; `key` is all of it in words. */
export type Specialization = ReturnType<typeof specialization>;

/** Of the element types of all variables (an input layer's `s` takes those of its frames), and of those that one number tells. */
export const specialization = (
  dtypes: ReadonlyMap<string, Dtype>,
  constantMatrices: ReadonlyMap<string, ConstantMatrix>,
) => {
  const matrices = [...constantMatrices].map(([path, { where, value }]) => `${path} ${where} ${value}`);
  return { key: `${[...dtypes.values()].join()} ${matrices.join()}`, dtypes, constantMatrices };
};

/**
 * What there is to know of a state, given by path. It is looked at as it is: nothing is remembered of its tensors, which others may write into.
 * Without `repeats` no matrix is looked at, as its number would become part of a program.
 */
export const specializationOf = (
  homes: ReadonlyMap<string, Home>,
  state: ReadonlyMap<string, Tensor>,
  repeats?: Repeats,
): Specialization => {
  const paths = [...homes];
  return specialization(
    new Map(paths.map(([path]) => [path, state.get(path)!.dtype])),
    new Map(
      paths.flatMap(([path, { slot, isPlastic }]) => {
        const value = state.get(path)!;
        const matrix =
          slot.learned && repeats !== undefined
            ? (constantMatrixOf(value, repeats) ?? (isPlastic ? undefined : constantListOf(value)))
            : undefined;
        return matrix === undefined ? [] : [[path, matrix] as const];
      }),
    ),
  );
};
