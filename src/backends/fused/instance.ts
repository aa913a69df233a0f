import { makerOf } from '../../core/deferred.js';
import type { AnyNetwork } from '../../core/network.js';
import { remembered } from '../../core/record.js';
import { firstValue } from '../../core/slots.js';
import type { Tensor } from '../../core/tensor.js';
import type { Memory, Runnable, Target } from './ir/target.js';
import { redrawn, withRoom, write, writeConstant } from './memory.js';
import type { Program } from './plan/compile.js';
import type { Compiled, Instance, Programs } from './programs.js';
import type { StateLayout } from './state-layout.js';

/** Lends instances to the runs of a network, one that waits if there is any, and puts into them what its programs need. */
export const lending = <Code, M extends Memory>(
  target: Target<Code, M>,
  net: AnyNetwork,
  batch: number,
  { homes, resting }: StateLayout,
  programs: Programs<Code, M>,
) => {
  const drawnAgain = redrawn();
  const inRoom = (bytes: number, make: () => M): M => withRoom(bytes, { backend: target.name, rows: batch }, make);
  const newInstance = (): Instance<M> => {
    const bytes = programs.top();
    const memory = inRoom(bytes, () => target.memory(bytes));
    return { memory, of: undefined, numbered: new Set(), madeBy: new Map(), tables: new Set(), runnables: new Map() };
  };
  const acquired = (): Instance<M> => {
    const instance = programs.idle.take() ?? newInstance();
    if (instance.of === net) return instance;
    instance.of = net;
    instance.numbered.clear();
    for (const { slot, address } of homes.values())
      if (address !== undefined) write(instance.memory, address - resting.to + resting.from, firstValue(slot, batch));
    return instance;
  };
  /** Makes the memory of an instance as large as it has to be, if it ends before an address. */
  const makeRoom = (instance: Instance<M>, end: number): void => {
    if (instance.memory.i.length * 4 >= end) return;
    const bytes = Math.max(end, programs.top());
    instance.memory = inRoom(bytes, () => target.grown(instance.memory, bytes));
    // Kernels in JavaScript hold the memory that they were made for.
    instance.runnables.clear();
  };
  return () => {
    const instance = acquired();
    return {
      memory: (): M => instance.memory,
      /** Puts a variable into memory, unless it lies there as it was made. */
      put: (path: string, value: Tensor): void => {
        const { memory, madeBy } = instance;
        const maker = makerOf(value);
        if (maker !== undefined && madeBy.get(path) === maker) return;
        if (maker === undefined) madeBy.delete(path);
        else madeBy.set(path, maker);
        write(memory, programs.addressOf(path)!, drawnAgain(value));
      },
      /** A program is to change a variable. */
      change: (path: string): void => void instance.madeBy.delete(path),
      /** So many bytes of the memory for what a run watches. */
      reserve: (bytes: number): number => {
        const address = programs.reserve(bytes);
        makeRoom(instance, address + bytes);
        return address;
      },
      runnable: (compiled: Compiled<Code>): Runnable => {
        const { program, code } = compiled;
        const runnable = remembered(instance.runnables, program, () => {
          makeRoom(instance, program.end);
          putConstants(instance, program);
          return target.instantiate(code, instance.memory);
        });
        putNumbers(instance, compiled);
        return runnable;
      },
      release: (): void => programs.idle.put(instance),
    };
  };
};

/** An instance that a run has to itself. */
export type Lent<Code, M extends Memory> = ReturnType<ReturnType<typeof lending<Code, M>>>;

/** Puts the constants of a program into memory; a table that lies there already is not written again. */
const putConstants = ({ memory, tables }: Instance<Memory>, { constants }: Program): void => {
  for (const { address, value } of constants) {
    const isShared = !('dtype' in value);
    if (!isShared || !tables.has(value)) writeConstant(memory, address, value);
    if (isShared) tables.add(value);
  }
};

/** Puts the numbers of a network into memory where a program finds them, once. */
const putNumbers = <Code>({ memory, numbered }: Instance<Memory>, { program, numbers }: Compiled<Code>): void => {
  if (numbers.size === 0 || numbered.has(program)) return;
  numbered.add(program);
  for (const [path, value] of numbers) {
    const address = program.numbers.get(path);
    if (address !== undefined) write(memory, address, value);
  }
};
