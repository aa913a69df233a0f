import type { Algebra, Op, Type } from '../algebra.js';
import { algebra } from '../graph/interpret.js';
import { asState, asTree } from '../graph/step-input.js';
import type { AnyNetwork } from '../network.js';
import { remembered } from '../record.js';
import { slotType, stateSlots, type Slot } from '../slots.js';
import { stepNetwork } from '../step.js';
import type { Data } from '../tensor.js';
import { leaves, mapTree, type Tree } from '../graph/tree.js';

/** A value of which is known whether a network asks for it to be infinite: upwards, downwards. */
interface Reach extends Type {
  readonly up: boolean;
  readonly down: boolean;
}

/**
 * The variables (`state.layers.Y.refrac`) that a network asks to be infinite, by a parameter or by where they start: a refractory
 * time that never ends, a time since a spike that has not been. Numbers that may grow until they overflow are not asked for.
 */
export const infiniteVariables = (net: AnyNetwork): ReadonlySet<string> => remembered(known, net, () => found(net));

/** All backends and runs of a network ask, and it never changes. */
const known = new WeakMap<AnyNetwork, ReadonlySet<string>>();

const found = (net: AnyNetwork): ReadonlySet<string> => {
  let state: Tree<Reach> = mapTree<Slot, Reach>(firstReach, stateSlots(net), 'state');
  // Infinite values spread to all that is computed from them, one operation further in each step.
  let before: number;
  do {
    before = infiniteIn(state).length;
    const after = new Map(leaves(stepped(net, state), 'state'));
    state = mapTree((reach, path) => either(reach, [reach, after.get(path)!]), state, 'state');
  } while (infiniteIn(state).length > before);
  return new Set(infiniteIn(state));
};

/** A model that throws for a step without inputs, of one row, leaves the reach as it is. */
const stepped = (net: AnyNetwork, state: Tree<Reach>): Tree<Reach> => {
  try {
    return asTree(stepNetwork(reaching, net, asState(state)));
  } catch {
    return state;
  }
};

const infiniteIn = (state: Tree<Reach>): readonly string[] =>
  leaves(state, 'state').flatMap(([path, { up, down }]) => (up || down ? [path] : []));

const firstReach = (slot: Slot, path: string): Reach => {
  const type = slotType(slot, 1);
  // Weights are finite, and may be many.
  if (slot.dtype !== 'f32' || path.endsWith('.w')) return finite(type);
  const init = slot.init();
  return typeof init === 'object' ? reachOf(type, init.data) : reachOf(type, [Number(init)]);
};

const finite = ({ shape, dtype }: Type): Reach => ({ shape, dtype, up: false, down: false });

const reachOf = ({ shape, dtype }: Type, data: Data | readonly number[]): Reach => ({
  shape,
  dtype,
  up: data.includes(Infinity),
  down: data.includes(-Infinity),
});

const either = ({ shape, dtype }: Type, args: readonly Reach[]): Reach => ({
  shape,
  dtype,
  up: args.some(({ up }) => up),
  down: args.some(({ down }) => down),
});

/** Bounds that are infinite bound nothing: a value is infinite behind them only where it was before. */
const larger = (type: Type, a: Reach, b: Reach): Reach => ({ ...type, up: a.up || b.up, down: a.down && b.down });
const smaller = (type: Type, a: Reach, b: Reach): Reach => ({ ...type, up: a.up && b.up, down: a.down || b.down });
const flipped = (x: Reach): Reach => ({ ...x, up: x.down, down: x.up });

const applied = (op: Op, args: readonly Reach[], type: Type): Reach => {
  const [a, b, c] = args as [Reach, Reach, Reach];
  const any = args.some(({ up, down }) => up || down);
  switch (op) {
    case 'sub':
      return either(type, [a, flipped(b)]);
    case 'max':
      return larger(type, a, b);
    case 'min':
      return smaller(type, a, b);
    case 'clamp':
      return smaller(type, larger(type, a, b), c);
    case 'where':
      return either(type, [b, c]);
    case 'exp':
      return { ...type, up: a.up, down: false };
    case 'mul':
    case 'div':
    case 'abs':
    case 'contract':
      return { ...type, up: any, down: any && op !== 'abs' };
    default:
      return either(type, args);
  }
};

const reaching: Algebra<Reach> = algebra<Reach>({
  constant: (value) => (value.dtype === 'f32' ? reachOf(value, value.data) : finite(value)),
  type: (x) => x,
  apply: (op, args, _attribute, { shape, dtype }) =>
    dtype === 'f32' ? applied(op, args, { shape, dtype }) : finite({ shape, dtype }),
});
