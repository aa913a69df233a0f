import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../../core/backend.js';
import type { Type } from '../../core/algebra.js';
import { pieces } from '../../core/pieces.js';
import type { Observation } from '../../core/run/monitor.js';
import type { AnyState } from '../../core/step-input.js';
import { atStep, normalisedAfter } from '../../core/check/numbers.js';
import type { Tensor } from '../../core/tensor.js';
import { isDue, stepsUntilDue, type Watch } from '../../core/run/watch.js';
import { frameOf, frameType, type FrameType, type TypedFrame } from '../../core/run/frame-type.js';
import type { Specialization } from './state-layout.js';
import type { CompiledNetwork } from './compiled-network.js';
import type { Compiled } from './programs.js';
import type { Program } from './plan/compile.js';
import { alarm } from './ir/ir.js';
import type { Memory, Runnable } from './ir/target.js';
import { bind, bindingsOf } from './inlets.js';
import { joined } from './stretch.js';
import { variablesIn } from './variables.js';

/** How a program is run, at most so many times in a row; it gives how many times it did. */
export type Execute = (runnable: Runnable, program: Program, times: number) => number;

/** A run in progress on memory that holds the state. What no program has changed comes back as the object that it was. */
export const session = <Code, M extends Memory>(
  network: CompiledNetwork<Code, M>,
  batch: number,
  given: AnyState<Tensor>,
  watched: readonly Watch[],
  execute: Execute,
): Required<Session> => {
  const instance = network.acquire();
  instance.memory.i[alarm >> 2] = 0;
  const { homes } = network.map;
  const { specialization, enter, left, rest, valueAt, state } = variablesIn(network, instance, batch, given);

  const perform = (compiled: Compiled<Code>, times = 1): number => {
    const runnable = network.runnable(instance, compiled);
    enter(compiled.program);
    const taken = execute(runnable, compiled.program, times);
    left(compiled.after);
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
  const stepFor = (type: FrameType, before: Specialization) => {
    const compiled = network.step(
      before,
      frameOf<Type>(type, (part) => part),
    );
    // Makes room in memory.
    network.runnable(instance, compiled);
    return { compiled, type, before, bindings: bindingsOf(type, compiled.program.inlets) };
  };
  let step: ReturnType<typeof stepFor> | undefined;
  /** How many steps of a block lie in memory, from the next one on. */
  let lying = 0;
  /** Steps through a block from a step on, at most so many times; gives how many steps it took. */
  const advance = (block: TypedFrame, from: number, most: number): number => {
    const now = specialization();
    const isOther = step?.type !== block.type || step.before.key !== now.key;
    if (step === undefined || isOther) step = stepFor(block.type, now);
    if (from === 0 || isOther || lying === 0) lying = bind(instance.memory, step.bindings, block, from);
    const taken = perform(step.compiled, step.compiled.after.key === now.key ? Math.min(most, lying) : 1);
    lying -= taken;
    return taken;
  };
  const normalise = (): boolean => {
    perform(network.normalise(specialization()));
    return isSound(normalisedAfter);
  };
  const end = (): void => (normalise() ? rest() : undefined);
  let steps = 0;
  let open = true;
  const observers = watched.map((watch) => {
    const path = `state.layers.${watch.of}.${watch.variable}`;
    const value = valueAt(homes.has(path) ? path : `state.connections.${watch.of}.${watch.variable}`, pieces());
    return () => (isDue(watch, steps) ? value() : undefined);
  });

  const unseen: Observation = watched.map(() => undefined);
  const untilDue = (most: number): number =>
    watched.reduce((least, watch) => Math.min(least, stepsUntilDue(watch, steps)), most);
  /** Steps through a block until something is due again and again, and adds what was seen. */
  const through = (block: TypedFrame, seen: Observation[]): void => {
    const { frame, steps: count = 1 } = block;
    for (let from = 0; from < count && met() === undefined;) {
      const taken = advance(block, from, untilDue(count - from));
      from += taken;
      steps += taken - 1;
      const sound = isSound(atStep);
      steps++;
      for (let unwatched = 1; unwatched < taken; unwatched++) seen.push(unseen);
      seen.push(observers.map((observe) => observe()));
      if (from === count && frame.ends === true && sound) end();
    }
  };
  const advanceBlocks: Required<Session>['advanceBlocks'] = async (frames) => {
    const seen: Observation[] = [];
    for (const block of joined(frames)) through(block, seen);
    return E.right(seen);
  };

  return {
    advance: (frames, types) =>
      advanceBlocks(frames.map((frame, place) => ({ frame, type: types?.[place] ?? frameType(frame) }))),
    advanceBlocks,
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
