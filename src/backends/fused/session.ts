import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../../core/run/backend.js';
import type { Faults } from '../../core/faults/errors.js';
import type { Observation } from '../../core/run/monitor.js';
import type { AnyState } from '../../core/graph/step-input.js';
import { atStep, normalisedAfter } from '../../core/check/numbers.js';
import type { Tensor } from '../../core/tensor.js';
import type { Watch } from '../../core/run/watch.js';
import type { Observed } from '../../core/run/observed.js';
import { frameType, type TypedFrame } from '../../core/run/frame-type.js';
import type { CompiledNetwork } from './compiled-network.js';
import { alarm } from './ir/ir.js';
import type { Memory } from './ir/target.js';
import { coalesced } from './inlets.js';
import { stretches } from './stretches.js';
import { variablesIn } from './variables.js';

/** A run in progress on memory that holds the state. What no program has changed comes back as the object that it was. */
export const session = <Code, M extends Memory>(
  network: CompiledNetwork<Code, M>,
  batch: number,
  given: AnyState<Tensor>,
  watched: readonly Watch[],
): Required<Session> => {
  const instance = network.acquire();
  instance.memory().i[alarm >> 2] = 0;
  const variables = variablesIn(network, instance, batch, given);
  const advance = stretches(network, instance, variables, watched);
  const { check, met, verdict } = network.checking();
  /** How many steps were taken. */
  let steps = 0;
  let open = true;

  /** Whether all is, and was, finite that has to be; false alarms are infinite numbers that a variable may be. */
  const isSound = (when: (steps: number) => string): boolean => {
    const { i } = instance.memory();
    if (i[alarm >> 2] === 0) return met() === undefined;
    i[alarm >> 2] = 0;
    return check(variables.state(), when(steps));
  };
  const normalise = (): boolean => {
    const compiled = network.normalise(variables.specialization());
    if (compiled !== undefined) variables.ready(compiled)(1);
    return isSound(normalisedAfter);
  };
  const end = (): void => (normalise() ? variables.rest() : undefined);
  /** Steps through a block, and adds what was watched. */
  const through = (block: TypedFrame, seen: Observed[]): void => {
    const { frame, steps: count = 1 } = block;
    for (let from = 0; from < count && met() === undefined;) {
      const observed = advance(block, from, steps);
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
  /** What was watched, step by step. */
  const inSteps = (seen: readonly Observed[]): readonly Observation[] =>
    seen.flatMap(({ steps: count, at }) =>
      Array.from({ length: count }, (_, step) => watched.map((__, place) => at(place, step))),
    );

  return {
    advance: async (frames, types) => {
      const typed = frames.map((frame, place) => ({ frame, type: types?.[place] ?? frameType(frame) }));
      return E.map(inSteps)(await advanceBlocks(typed));
    },
    advanceBlocks,
    end: async () => {
      end();
      return verdict();
    },
    normalise: async () => void normalise(),
    state: async () => variables.state(),
    met,
    close: () => {
      if (open) instance.release();
      open = false;
    },
  };
};
