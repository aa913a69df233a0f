import { leaves, mapTree } from '../../core/graph/tree.js';
import { parts } from '../../core/network.js';
import { slotType } from '../../core/slots.js';
import { asState, asTree, type AnyState } from '../../core/graph/step-input.js';
import { pieces, type Arrays } from '../../core/pieces.js';
import type { Watch } from '../../core/run/watch.js';
import { zeros, type Tensor } from '../../core/tensor.js';
import type { CompiledNetwork } from './compiled-network.js';
import type { Memory } from './ir/target.js';
import { readRange } from './kernels/guards.js';
import { read } from './memory.js';
import type { Watched } from './outlets.js';
import type { Program } from './plan/compile.js';
import type { Lent } from './instance.js';
import type { Compiled } from './programs.js';
import { specialization, type Specialization } from './state-layout.js';

/** The variables of a state, on whose memory programs run. What none has changed comes back as the object that it was. */
export const variablesIn = <Code, M extends Memory>(
  network: CompiledNetwork<Code, M>,
  instance: Lent<Code, M>,
  batch: number,
  given: AnyState<Tensor>,
) => {
  const { homes, resting } = network.layout;
  const start = new Map(leaves(asTree(given), 'state'));
  const first = new Map([...homes].map(([path, { slot }]) => [path, slot.dtype]));
  let now = network.specializationOf(start);
  /** The last to change each variable; and the paths of those that are in memory, which weights are only once they are read. */
  const changedBy = new Map<string, Program | 'rest'>();
  const present = new Set<string>();
  let last: Program | undefined;

  const bring = (path: string): void => {
    if (present.has(path)) return;
    present.add(path);
    if (!changedBy.has(path)) instance.put(path, start.get(path)!);
  };
  for (const [path, { slot }] of homes) if (!slot.learned) bring(path);

  /** The range of a variable that a program has changed, if it has kept it. */
  const rangeOf = (path: string, by: Program | 'rest' | undefined): readonly number[] => {
    const at = typeof by === 'object' ? by.ranges.get(path) : undefined;
    return at === undefined ? [-1, 0] : readRange(instance.memory().i, at);
  };
  const valueAt = (path: string, make?: Arrays): (() => Tensor) => {
    const { shape, dtype } = slotType(homes.get(path)!.slot, batch);
    const silent = dtype === 'bool' ? zeros(shape, dtype) : undefined;
    return () =>
      changedBy.has(path)
        ? read(instance.memory(), network.addressOf(path)!, { shape, dtype: now.dtypes.get(path)! }, silent, make)
        : start.get(path)!;
  };
  /** Brings what a program reads into memory, unless it was the last to run, and notes what it changes. */
  const enter = (program: Program): void => {
    if (last === program) return;
    program.reads.forEach(bring);
    for (const [path, word] of program.dirty) {
      const by = changedBy.get(path);
      if (by !== program) instance.memory().i.set([-1, ...rangeOf(path, by)], word / 4);
    }
    for (const path of program.changed.keys()) {
      changedBy.set(path, program);
      instance.change(path);
    }
    last = program;
  };
  return {
    /** What the next program may take for granted. */
    specialization: (): Specialization => now,
    /** Makes all ready for a program, which then runs at most so many times, and tells how often. */
    ready: (compiled: Compiled<Code>): ((times: number) => number) => {
      const { repeat } = instance.runnable(compiled);
      enter(compiled.program);
      return (times) => {
        const taken = repeat(times);
        now = compiled.after;
        return taken;
      };
    },
    /** Begins an episode. */
    rest: (): void => {
      instance.memory().i.copyWithin(resting.to / 4, resting.from / 4, (resting.from + resting.bytes) / 4);
      for (const [path, { slot }] of homes) if (!slot.learned) changedBy.set(path, 'rest');
      now = specialization(first, now.constantMatrices);
      last = undefined;
    },
    /** A variable that is watched; its value comes in an array that is made for it. */
    watched: (watch: Watch): Watched => {
      const path = parts.map((part) => `state.${part}.${watch.of}.${watch.variable}`).find((of) => homes.has(of))!;
      return {
        watch,
        shape: slotType(homes.get(path)!.slot, batch).shape,
        dtypeIn: ({ dtypes }) => dtypes.get(path)!,
        value: valueAt(path, pieces()),
        address: () => (changedBy.has(path) ? network.addressOf(path) : undefined),
      };
    },
    state: (): AnyState<Tensor> => asState(mapTree((_, path) => valueAt(path)(), asTree(given), 'state')),
  };
};

export type Variables<Code, M extends Memory> = ReturnType<typeof variablesIn<Code, M>>;
