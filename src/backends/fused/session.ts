import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../../core/run/backend.js';
import type { Faults } from '../../core/faults/errors.js';
import type { Type } from '../../core/algebra.js';
import type { Observation } from '../../core/run/monitor.js';
import type { AnyState } from '../../core/graph/step-input.js';
import { atStep, normalisedAfter } from '../../core/check/numbers.js';
import type { Tensor } from '../../core/tensor.js';
import type { Watch } from '../../core/run/watch.js';
import type { Observed } from '../../core/run/observed.js';
import { frameOf, frameType, type FrameType, type TypedFrame } from '../../core/run/frame-type.js';
import type { Specialization } from './state-layout.js';
import type { CompiledNetwork } from './compiled-network.js';
import type { Compiled } from './programs.js';
import { alarm } from './ir/ir.js';
import type { Memory } from './ir/target.js';
import { bind, bindingsOf, coalesced } from './inlets.js';
import { outletsOf } from './outlets.js';
import { variablesIn } from './variables.js';

/** A run in progress on memory that holds the state. What no program has changed comes back as the object that it was. */
export const session = <Code, M extends Memory>(
  network: CompiledNetwork<Code, M>,
  batch: number,
  given: AnyState<Tensor>,
  watched: readonly Watch[],
): Required<Session> => {
  const instance = network.acquire();
  instance.memory.i[alarm >> 2] = 0;
  const { specialization, enter, left, rest, watched: watchedAs, state } = variablesIn(network, instance, batch, given);

  const reserve = (bytes: number): number => network.reserve(instance, bytes);
  const outlets = outletsOf(watched.map(watchedAs), () => instance.memory, reserve);

  /** Makes a program ready, to be run so many times. */
  const ready = (compiled: Compiled<Code>): ((times: number) => number) => {
    const runnable = network.runnable(instance, compiled);
    enter(compiled.program);
    return (times) => {
      const taken = runnable.repeat(times);
      left(compiled.after);
      return taken;
    };
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
  /** How many steps were taken. */
  let steps = 0;
  /** How many steps of a block lie in memory, from the next one on. */
  let buffered = 0;
  /** Steps through a block from a step on, as far as it goes at once; gives what was watched. */
  const advance = (block: TypedFrame, from: number): Observed => {
    const now = specialization();
    const isOther = step?.type !== block.type || step.before.key !== now.key;
    if (step === undefined || isOther) step = stepFor(block.type, now);
    const { compiled, bindings } = step;
    if (from === 0 || isOther || buffered === 0) buffered = bind(instance.memory, bindings, block, from);
    const repeat = ready(compiled);
    const gathered = outlets.open(steps, compiled.after);
    const taken = repeat(compiled.after.key === now.key ? outlets.until(steps, buffered) : 1);
    buffered -= taken;
    return gathered(taken);
  };
  const normalise = (): boolean => {
    const compiled = network.normalise(specialization());
    if (compiled !== undefined) ready(compiled)(1);
    return isSound(normalisedAfter);
  };
  const end = (): void => (normalise() ? rest() : undefined);
  let open = true;
  /** Steps through a block, and adds what was watched. */
  const through = (block: TypedFrame, seen: Observed[]): void => {
    const { frame, steps: count = 1 } = block;
    for (let from = 0; from < count && met() === undefined;) {
      const observed = advance(block, from);
      seen.push(observed);
      from += observed.steps;
      steps += observed.steps - 1;
      const sound = isSound(atStep);
      steps++;
      if (from === count && frame.ends === true && sound) end();
    }
  };
  const advanceBlocks = async (frames: readonly TypedFrame[]): Promise<E.Either<Faults, readonly Observed[]>> => {
    const seen: Observed[] = [];
    for (const block of coalesced(frames)) through(block, seen);
    return E.right(seen);
  };

  return {
    advance: async (frames, types) => {
      const typed = frames.map((frame, place) => ({ frame, type: types?.[place] ?? frameType(frame) }));
      const each = (seen: readonly Observed[]): readonly Observation[] =>
        seen.flatMap(({ steps: count, at }) =>
          Array.from({ length: count }, (_, step) => watched.map((__, place) => at(place, step))),
        );
      return E.map(each)(await advanceBlocks(typed));
    },
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
