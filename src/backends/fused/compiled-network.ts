import type { Type } from '../../core/algebra.js';
import { at, fault, FaultError, thrown } from '../../core/errors.js';
import type { Frame } from '../../core/run/frame.js';
import { sourceOf, type Source } from '../../core/deferred.js';
import { draw } from '../../core/graph/graph.js';
import type { Narrow } from '../../core/places.js';
import { asTree } from '../../core/step-input.js';
import { infiniteVariables } from '../../core/check/infinite.js';
import type { AnyNetwork } from '../../core/network.js';
import { numberCheck, type NumberCheck } from '../../core/check/numbers.js';
import { firstValue, slotType } from '../../core/slots.js';
import { remembered } from '../../core/record.js';
import type { Tensor } from '../../core/tensor.js';
import { mapTree } from '../../core/graph/tree.js';
import { drawablesOf, signatureOf, typesOf } from '../drawing.js';
import { repeating } from './kernels/constant-matrix.js';
import { known, specializationOf, stateLayout, type Specialization } from './state-layout.js';
import { compile, type Program } from './plan/compile.js';
import type { Memory, Runnable, Target } from './ir/target.js';
import { redrawn } from './redrawn.js';
import { checkRoom, withRoom, write, writeConstant, type Purpose } from './memory.js';

/** A program with its code, and what is known of the state that it leaves behind. */
export interface Compiled<Code> {
  readonly program: Program;
  readonly code: Code;
  readonly after: Specialization;
}

/** Memory that holds a state, and the programs that have been made to run on it. */
export interface Instance<M extends Memory> {
  memory: M;
  /** The variables that still lie there as something made them, by path. */
  readonly lying: Map<string, Source>;
  /** The tables that have been written into it. */
  readonly tables: Set<Narrow>;
  readonly runnables: Map<Program, Runnable>;
}

export type CompiledNetwork<Code, M extends Memory> = ReturnType<typeof compiledNetwork<Code, M>>;

/** All that is compiled for a network and a number of rows: made once, used by every run. */
export const compiledNetwork = <Code, M extends Memory>(target: Target<Code, M>, net: AnyNetwork, batch: number) => {
  const map = stateLayout(net, batch);
  const infinite = drawn(target.name, () => infiniteVariables(net));
  const drawables = drawablesOf(net);
  const purpose: Purpose = { backend: target.name, rows: batch };
  const made = new Map<string, Compiled<Code>>();
  const idle: Instance<M>[] = [];
  const drawnAgain = redrawn();
  const repeats = repeating(target);
  let top = map.end;
  const learned = new Map<string, number>();
  const addressOf = (path: string): number | undefined => map.homes.get(path)?.address ?? learned.get(path);
  let tables: ReadonlyMap<Narrow, number> = new Map();

  const compiled = (name: 'step' | 'normalise', before: Specialization, given: Frame<Type>): Compiled<Code> => {
    const { ends: _, ...types } = given;
    const frame = asTree<Type>(types);
    return remembered(made, [name, before.key, signatureOf(frame)].join(), () => {
      const state = mapTree(
        (slot, path): Type => ({ shape: slotType(slot, batch).shape, dtype: before.dtypes.get(path)! }),
        map.slots,
        'state',
      );
      const inputs = { state, frame: typesOf(frame) };
      const program = compile(
        drawn(target.name, () => draw(inputs, (A, input) => ({ state: drawables[name](A, input) }))),
        {
          addressOf,
          start: top,
          lanes: target.lanes,
          dt: net.dt,
          tables,
          constantMatrices: before.constantMatrices,
          infinite: (path) => infinite.has(path),
        },
      );
      checkRoom(program.end, purpose, program.largest);
      top = program.end;
      tables = program.tables;
      for (const [path, address] of program.homes) learned.set(path, address);
      const after = known(
        new Map([...before.dtypes].map(([path, dtype]) => [path, program.changed.get(path)?.dtype ?? dtype])),
        new Map([...before.constantMatrices].filter(([path]) => !program.changed.has(path))),
      );
      return { program, code: target.compile(program.routines), after };
    });
  };

  return {
    map,
    addressOf,
    checking: (): NumberCheck => numberCheck(net),
    known: (state: ReadonlyMap<string, Tensor>): Specialization => specializationOf(map.homes, state, repeats),
    /** The step for frames of these types. */
    step: (before: Specialization, frame: Frame<Type>): Compiled<Code> => compiled('step', before, frame),
    normalise: (before: Specialization): Compiled<Code> => compiled('normalise', before, {}),
    acquire: (): Instance<M> => {
      const used = idle.pop();
      if (used !== undefined) return used;
      const memory = withRoom(top, purpose, () => target.memory(top));
      for (const { slot, address } of map.homes.values())
        if (address !== undefined) write(memory, address - map.resting.to + map.resting.from, firstValue(slot, batch));
      return { memory, lying: new Map(), tables: new Set(), runnables: new Map() };
    },
    /** Puts a variable into memory, unless it lies there as it was made. */
    put: ({ memory, lying }: Instance<M>, path: string, value: Tensor): void => {
      const source = sourceOf(value);
      if (source !== undefined && lying.get(path) === source) return;
      if (source === undefined) lying.delete(path);
      else lying.set(path, source);
      write(memory, addressOf(path)!, drawnAgain(value));
    },
    release: (instance: Instance<M>): void => void idle.push(instance),
    runnable: (instance: Instance<M>, { program, code }: Compiled<Code>): Runnable =>
      remembered(instance.runnables, program, () => {
        if (instance.memory.i.length * 4 < program.end) {
          const bytes = Math.max(program.end, top);
          instance.memory = withRoom(bytes, purpose, () => target.grown(instance.memory, bytes));
          // Kernels in JavaScript hold the memory that they were made for.
          instance.runnables.clear();
        }
        for (const { address, value } of program.constants) {
          const isShared = ArrayBuffer.isView(value);
          if (!isShared || !instance.tables.has(value)) writeConstant(instance.memory, address, value);
          if (isShared) instance.tables.add(value);
        }
        return target.instantiate(code, instance.memory);
      }),
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
