import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../../core/backend.js';
import type { Frame } from '../../core/run/frame.js';
import type { Observation } from '../../core/run/monitor.js';
import { asState, asTree, type AnyState } from '../../core/step-input.js';
import { atStep, normalisedAfter } from '../../core/check/numbers.js';
import { slotType } from '../../core/slots.js';
import { zeros, type Tensor } from '../../core/tensor.js';
import { leaves, mapTree } from '../../core/graph/tree.js';
import { isDue, type Watch } from '../../core/run/watch.js';
import { frameType, type FrameType } from '../../core/run/frame-type.js';
import { known } from './state-layout.js';
import type { CompiledNetwork } from './compiled-network.js';
import type { Compiled } from './programs.js';
import type { Program } from './plan/compile.js';
import { alarm } from './ir/ir.js';
import type { Memory, Runnable } from './ir/target.js';
import { bind, bindingsOf, read } from './memory.js';
import { stretchFrom } from './stretch.js';

/** How a program is run, at most so many times in a row; it gives how many times it did. */
export type Execute = (runnable: Runnable, program: Program, times: number) => number;

/** A run in progress on memory that holds the state. What no program has changed comes back as the object that it was. */
export const session = <Code, M extends Memory>(
  network: CompiledNetwork<Code, M>,
  batch: number,
  given: AnyState<Tensor>,
  watched: readonly Watch[],
  execute: Execute,
): Session => {
  const instance = network.acquire();
  instance.memory.i[alarm >> 2] = 0;
  const { homes, resting } = network.map;
  const start = new Map(leaves(asTree(given), 'state'));
  const first = new Map([...homes].map(([path, { slot }]) => [path, slot.dtype]));
  let now = network.known(start);
  /** The last to change each variable; and the paths of those that are in memory, which weights are only once they are read. */
  const changedBy = new Map<string, Program | 'rest'>();
  const present = new Set<string>();
  let last: Program | undefined;

  const bring = (path: string): void => {
    if (present.has(path)) return;
    present.add(path);
    if (!changedBy.has(path)) network.put(instance, path, start.get(path)!);
  };
  for (const [path, { slot }] of homes) if (!slot.learned) bring(path);

  const enter = (program: Program): void => {
    program.reads.forEach(bring);
    for (const [path, word] of program.fresh) if (changedBy.get(path) !== program) instance.memory.i[word / 4] = -1;
    for (const path of program.changed.keys()) {
      changedBy.set(path, program);
      instance.lying.delete(path);
    }
    last = program;
  };
  const perform = (compiled: Compiled<Code>, times = 1): number => {
    const runnable = network.runnable(instance, compiled);
    if (last !== compiled.program) enter(compiled.program);
    const taken = execute(runnable, compiled.program, times);
    now = compiled.after;
    return taken;
  };
  const { check, met, verdict } = network.checking();
  /** Whether all is finite that has to be; false alarms are infinite numbers that a variable may be. */
  const isSound = (when: (steps: number) => string): boolean => {
    const { i } = instance.memory;
    if (i[alarm >> 2] === 0) return true;
    i[alarm >> 2] = 0;
    return check(state(), when(steps));
  };
  /** A compiled step for frames of one type and a state of which as much is known, and where their tensors go. */
  const stepFor = (frame: Frame<Tensor>, type: FrameType) => {
    const compiled = network.step(now, frame);
    // Makes room in memory.
    network.runnable(instance, compiled);
    return { compiled, type, before: now, bindings: bindingsOf(type, compiled.program.inputs) };
  };
  let step: ReturnType<typeof stepFor> | undefined;
  /** Steps through a frame, and at most so many that are alike; gives how many steps it took. */
  const advance = (frame: Frame<Tensor>, type: FrameType, alike: number): number => {
    if (step?.type !== type || step.before.key !== now.key) step = stepFor(frame, type);
    bind(instance.memory, step.bindings, frame);
    return perform(step.compiled, step.compiled.after.key === now.key ? alike : 1);
  };
  const normalise = (): boolean => {
    perform(network.normalise(now));
    return isSound(normalisedAfter);
  };
  const rest = (): void => {
    instance.memory.i.copyWithin(resting.to / 4, resting.from / 4, (resting.from + resting.bytes) / 4);
    for (const [path, { slot }] of homes) if (!slot.learned) changedBy.set(path, 'rest');
    now = known(first, now.constantMatrices);
    last = undefined;
  };
  const valueAt = (path: string): (() => Tensor) => {
    const { slot } = homes.get(path)!;
    const { shape } = slotType(slot, batch);
    const silent = zeros(shape, 'bool');
    return () =>
      changedBy.has(path)
        ? read(instance.memory, network.addressOf(path)!, { shape, dtype: now.dtypes.get(path)! }, silent)
        : start.get(path)!;
  };
  const state = (): AnyState<Tensor> => asState(mapTree((_, path) => valueAt(path)(), asTree(given), 'state'));
  const end = (): void => (normalise() ? rest() : undefined);
  let steps = 0;
  let open = true;
  const observers = watched.map((watch) => {
    const path = `state.layers.${watch.of}.${watch.variable}`;
    const value = valueAt(homes.has(path) ? path : `state.connections.${watch.of}.${watch.variable}`);
    return () => (isDue(watch, steps) ? value() : undefined);
  });

  const unseen: Observation = watched.map(() => undefined);
  const someDue = (count: number): boolean => watched.some((watch) => isDue(watch, steps + count));

  return {
    advance: async (frames, types) => {
      const seen: Observation[] = [];
      while (seen.length < frames.length && met() === undefined) {
        const first = seen.length;
        const type = types?.[first] ?? frameType(frames[first]!);
        const taken = advance(frames[first]!, type, stretchFrom(first, frames, types, someDue));
        steps += taken - 1;
        const sound = isSound(atStep);
        steps++;
        while (seen.length < first + taken - 1) seen.push(unseen);
        seen.push(observers.map((observe) => observe()));
        if (frames[seen.length - 1]!.ends === true && sound) end();
      }
      return E.right(seen);
    },
    end: async () => {
      end();
      return verdict();
    },
    normalise: async () => void normalise(),
    state: async () => state(),
    met,
    close: () => {
      if (open) network.release(instance);
      open = false;
    },
  };
};
