import type { Type } from '../../core/algebra.js';
import { FaultError, refused, thrown } from '../../core/faults/errors.js';
import type { Frame } from '../../core/frame.js';
import { makerOf } from '../../core/deferred.js';
import { draw } from '../../core/graph/graph.js';
import { asTree } from '../../core/graph/step-input.js';
import { infiniteVariables } from '../../core/check/infinite.js';
import type { AnyNetwork, Wire } from '../../core/network.js';
import { numberCheck, type NumberCheck } from '../../core/check/numbers.js';
import { firstValue, slotType } from '../../core/slots.js';
import { remembered } from '../../core/record.js';
import type { Tensor } from '../../core/tensor.js';
import { mapTree } from '../../core/graph/tree.js';
import { drawablesOf, signatureOf, typesOf } from '../drawing.js';
import { repeating } from './kernels/constant-matrix.js';
import { specializationOf, stateLayout, type Specialization } from './state-layout.js';
import { isNumber } from './plan/numbers.js';
import type { Memory, Runnable, Target } from './ir/target.js';
import { instanceOn, type Compiled, type Instance, type Programs } from './programs.js';
import { redrawn, withRoom, write, writeConstant, type Purpose } from './memory.js';

export type CompiledNetwork<Code, M extends Memory> = ReturnType<typeof compiledNetwork<Code, M>>;

/**
 * All that is compiled for a network and a number of rows: made once, used by every run. A network that differs from others in
 * parameters only shares its programs with them.
 */
export const compiledNetwork = <Code, M extends Memory>(
  target: Target<Code, M>,
  net: AnyNetwork,
  batch: number,
  programs: Programs<Code, M>,
) => {
  const layout = stateLayout(net, batch);
  const infinite = drawn(target.name, () => infiniteVariables(net));
  const drawables = drawablesOf(net);
  const purpose: Purpose = { backend: target.name, rows: batch };
  const made = new Map<string, Compiled<Code>>();
  const drawnAgain = redrawn();
  const repeats = repeating(target);
  const compiled = (name: 'step' | 'normalise', before: Specialization, given: Frame<Type>): Compiled<Code> => {
    const { ends: _, ...types } = given;
    const frame = asTree<Type>(types);
    return remembered(made, [name, before.key, signatureOf(frame)].join(), () => {
      const state = mapTree(
        (slot, path): Type => ({ shape: slotType(slot, batch).shape, dtype: before.dtypes.get(path)! }),
        layout.slots,
        'state',
      );
      const inputs = { state, frame: typesOf(frame) };
      return programs.of(
        drawn(target.name, () =>
          draw(inputs, (A, input) => ({ state: drawables[name](A, input) }), programs.areShared ? isNumber : undefined),
        ),
        before,
        infinite,
        name === 'normalise',
      );
    });
  };

  /** Makes the memory of an instance as large as it has to be, if it ends before an address. */
  const makeRoom = (instance: Instance<M>, end: number): void => {
    if (instance.memory.i.length * 4 >= end) return;
    const bytes = Math.max(end, programs.top());
    instance.memory = withRoom(bytes, purpose, () => target.grown(instance.memory, bytes));
    // Kernels in JavaScript hold the memory that they were made for.
    instance.runnables.clear();
  };

  return {
    layout,
    addressOf: programs.addressOf,
    checking: (): NumberCheck => numberCheck(net),
    specializationOf: (state: ReadonlyMap<string, Tensor>): Specialization =>
      specializationOf(layout.homes, state, programs.areShared ? undefined : repeats),
    /** The step for frames of these types. */
    step: (before: Specialization, frame: Frame<Type>): Compiled<Code> => compiled('step', before, frame),
    /** What normalises its weights; undefined where none are. */
    normalise: (before: Specialization): Compiled<Code> | undefined =>
      isNormalised(net) ? compiled('normalise', before, {}) : undefined,
    acquire: (): Instance<M> => {
      const memory = (): M => withRoom(programs.top(), purpose, () => target.memory(programs.top()));
      const instance = programs.idle.take() ?? instanceOn(memory());
      if (instance.of === net) return instance;
      instance.of = net;
      instance.numbered.clear();
      const { from, to } = layout.resting;
      for (const { slot, address } of layout.homes.values())
        if (address !== undefined) write(instance.memory, address - to + from, firstValue(slot, batch));
      return instance;
    },
    /** Puts a variable into memory, unless it lies there as it was made. */
    put: ({ memory, madeBy }: Instance<M>, path: string, value: Tensor): void => {
      const maker = makerOf(value);
      if (maker !== undefined && madeBy.get(path) === maker) return;
      if (maker === undefined) madeBy.delete(path);
      else madeBy.set(path, maker);
      write(memory, programs.addressOf(path)!, drawnAgain(value));
    },
    /** So many bytes of the memory for what a run watches. */
    reserve: (instance: Instance<M>, bytes: number): number => {
      const address = programs.reserve(bytes);
      makeRoom(instance, address + bytes);
      return address;
    },
    release: (instance: Instance<M>): void => programs.idle.put(instance),
    runnable: (instance: Instance<M>, { program, code, numbers }: Compiled<Code>): Runnable => {
      const runnable = remembered(instance.runnables, program, () => {
        makeRoom(instance, program.end);
        for (const { address, value } of program.constants) {
          const isShared = !('dtype' in value);
          if (!isShared || !instance.tables.has(value)) writeConstant(instance.memory, address, value);
          if (isShared) instance.tables.add(value);
        }
        return target.instantiate(code, instance.memory);
      });
      if (numbers.size > 0 && !instance.numbered.has(program)) {
        instance.numbered.add(program);
        for (const [path, value] of numbers) {
          const address = program.numbers.get(path);
          if (address !== undefined) write(instance.memory, address, value);
        }
      }
      return runnable;
    },
  };
};

const isNormalised = ({ connections }: AnyNetwork): boolean =>
  Object.values<Wire<string>>(connections).some(({ connection }) => connection.normalise !== undefined);

/** A model's own code may throw while its step is drawn for frames of other types than `network` has drawn it for. */
const drawn = <A>(backend: string, drawing: () => A): A => {
  try {
    return drawing();
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw refused(`backend '${backend}'`, 'step', 'one that takes these frames', thrown(error), 'Model');
  }
};
