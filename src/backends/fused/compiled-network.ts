import type { Algebra, Type } from '../../core/algebra.js';
import { at, fault, FaultError, thrown } from '../../core/errors.js';
import type { Frame } from '../../core/run/frame.js';
import { draw, type Node } from '../../core/graph/graph.js';
import { asStepInput, asTree, type AnyState, type StepInput } from '../../core/step-input.js';
import { infiniteVariables } from '../../core/check/infinite.js';
import type { AnyNetwork } from '../../core/network.js';
import { numberCheck, type NumberCheck } from '../../core/check/numbers.js';
import { firstValue, slotType } from '../../core/slots.js';
import { normalised, stepNetwork } from '../../core/step.js';
import type { Tensor } from '../../core/tensor.js';
import { mapTree } from '../../core/graph/tree.js';
import { signatureOf, typesOf } from '../drawing.js';
import { repeating } from './kernels/constant-matrix.js';
import { known, specializationOf, stateLayout, type Specialization } from './state-layout.js';
import { compile, type Program } from './plan/compile.js';
import type { Memory, Runnable, Target } from './ir/target.js';
import { checkRoom, withRoom, write, type Purpose } from './memory.js';

/** A program with its code, and what is known of the state that it leaves behind. */
export interface Compiled<Code> {
  readonly program: Program;
  readonly code: Code;
  readonly after: Specialization;
}

/** Memory that holds a state, and the programs that have been made to run on it. */
export interface Instance<M extends Memory> {
  memory: M;
  readonly runnables: Map<Program, Runnable>;
}

export type CompiledNetwork<Code, M extends Memory> = ReturnType<typeof compiledNetwork<Code, M>>;

/** All that is compiled for a network and a number of rows: made once, used by every run. */
export const compiledNetwork = <Code, M extends Memory>(target: Target<Code, M>, net: AnyNetwork, batch: number) => {
  const map = stateLayout(net, batch);
  const asked = drawn(target.name, () => infiniteVariables(net));
  const infinite = (path: string): boolean => asked.has(path);
  const purpose: Purpose = { backend: target.name, rows: batch };
  const made = new Map<string, Compiled<Code>>();
  const idle: Instance<M>[] = [];
  const repeats = repeating(target);
  let top = map.end;

  const compiled = (
    name: string,
    before: Specialization,
    { ends: _, ...given }: Frame<Type>,
    f: (A: Algebra<Node>, input: StepInput<Node>) => AnyState<Node>,
  ): Compiled<Code> => {
    const frame = asTree<Type>(given);
    const key = [name, before.key, signatureOf(frame)].join();
    const found = made.get(key);
    if (found !== undefined) return found;
    const state = mapTree(
      (slot, path): Type => ({ shape: slotType(slot, batch).shape, dtype: before.dtypes.get(path)! }),
      map.slots,
      'state',
    );
    const graph = drawn(target.name, () =>
      draw({ state, frame: typesOf(frame) }, (A, inputs) => ({ state: asTree(f(A, asStepInput(inputs))) })),
    );
    const result = compile(graph, {
      addressOf: (path) => map.homes.get(path)?.address,
      start: top,
      lanes: target.lanes,
      constantMatrices: before.constantMatrices,
      infinite,
    });
    checkRoom(result.end, purpose);
    top = result.end;
    const after = known(
      new Map([...before.dtypes].map(([path, dtype]) => [path, result.changed.get(path)?.dtype ?? dtype])),
      new Map([...before.constantMatrices].filter(([path]) => !result.changed.has(path))),
    );
    const compiledNow = { program: result, code: target.compile(result.routines), after };
    made.set(key, compiledNow);
    return compiledNow;
  };

  return {
    map,
    checking: (): NumberCheck => numberCheck(net),
    known: (state: ReadonlyMap<string, Tensor>): Specialization => specializationOf(map, state, repeats),
    /** The step for frames of these types. */
    step: (before: Specialization, frame: Frame<Type>): Compiled<Code> =>
      compiled('step', before, frame, (A, input) => stepNetwork(A, net, input.state, input.frame)),
    normalise: (before: Specialization): Compiled<Code> =>
      compiled('normalise', before, {}, (A, { state }) => normalised(A, net, state)),
    acquire: (): Instance<M> => {
      const used = idle.pop();
      if (used !== undefined) return used;
      const memory = withRoom(top, purpose, () => target.memory(top));
      for (const { slot, address } of map.homes.values())
        if (!slot.learned) write(memory, address - map.resting.to + map.resting.from, firstValue(slot, batch));
      return { memory, runnables: new Map() };
    },
    release: (instance: Instance<M>): void => void idle.push(instance),
    runnable: (instance: Instance<M>, { program: wanted, code }: Compiled<Code>): Runnable => {
      const ready = instance.runnables.get(wanted);
      if (ready !== undefined) return ready;
      if (instance.memory.i.length * 4 < wanted.end) {
        const bytes = Math.max(wanted.end, top);
        instance.memory = withRoom(bytes, purpose, () => target.grown(instance.memory, bytes));
        // Kernels in JavaScript hold the memory that they were made for.
        instance.runnables.clear();
      }
      for (const { address, value } of wanted.constants) write(instance.memory, address, value);
      const runnable = target.instantiate(code, instance.memory);
      instance.runnables.set(wanted, runnable);
      return runnable;
    },
  };
};

/** A model's own code may throw while its step is drawn for frames of other types than `network` has drawn it for. */
const drawn = <A>(backend: string, drawing: () => A): A => {
  try {
    return drawing();
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw new FaultError([at(`backend '${backend}'`)(fault('Model', 'step', 'one for such frames', thrown(error)))]);
  }
};
