import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../../core/backend.js';
import type { Frame } from '../../core/frame.js';
import { asState, asTree, type AnyState } from '../../core/moment.js';
import { slotType } from '../../core/slots.js';
import { zeros, type Tensor } from '../../core/tensor.js';
import { leaves, mapTree } from '../../core/tree.js';
import { isDue, type Watch } from '../../core/watch.js';
import { alike, pathOf, tensorsOf, type Given } from './given.js';
import { known } from './known.js';
import type { Compiled, Plant } from './machine.js';
import type { Program } from './program.js';
import type { Memory, Runnable } from './target.js';
import { read, write } from './transfer.js';

/** How a program is run: all at once, or in a way that takes its time. */
export type Execute = (runnable: Runnable, program: Program) => void;

/** A compiled step, for what is known of the state (`key`) and inputs of these kinds. */
interface Step<Code> {
  readonly key: string;
  readonly inputs: readonly Given[];
  readonly compiled: Compiled<Code>;
  /** Where the inputs go, in order; undefined where nothing reads them. */
  readonly addresses: readonly (number | undefined)[];
}

/** A run in progress on memory that holds the state. What no program has changed comes back as the object that it was. */
export const session = <Code, M extends Memory>(
  plant: Plant<Code, M>,
  batch: number,
  given: AnyState<Tensor>,
  watched: readonly Watch[],
  execute: Execute,
): Session => {
  const machine = plant.take();
  const { homes, resting } = plant.map;
  const start = new Map(leaves(asTree(given), 'state'));
  const first = new Map([...homes].map(([path, { slot }]) => [path, slot.dtype]));
  let now = plant.known(start);
  /** The last to change each variable; and the paths of those that are in memory, which weights are only once they are read. */
  const changedBy = new Map<string, Program | 'rest'>();
  const present = new Set<string>();
  let last: Program | undefined;

  const bring = (path: string): void => {
    if (present.has(path)) return;
    present.add(path);
    if (!changedBy.has(path)) write(machine.memory, homes.get(path)!.address, start.get(path)!);
  };
  for (const [path, { slot }] of homes) if (!slot.learned) bring(path);

  const enter = (program: Program): void => {
    program.reads.forEach(bring);
    for (const [path, word] of program.fresh) if (changedBy.get(path) !== program) machine.memory.i[word >> 2] = -1;
    for (const path of program.changed.keys()) changedBy.set(path, program);
    last = program;
  };
  /** The code of a program, and all that it reads of the state in memory. */
  const ready = (compiled: Compiled<Code>): Runnable => {
    const runnable = plant.runnable(machine, compiled);
    if (last !== compiled.program) enter(compiled.program);
    return runnable;
  };
  const go = (runnable: Runnable, { program, after }: Compiled<Code>): void => {
    execute(runnable, program);
    now = after;
  };
  let step: Step<Code> | undefined;
  const stepFor = (frame: Frame<Tensor>, inputs: readonly Given[]): Step<Code> => {
    if (step?.key === now.key && alike(step.inputs, inputs)) return step;
    const compiled = plant.step(now, frame);
    const addresses = inputs.map((one) => compiled.program.inputs.get(pathOf(one)));
    return (step = { key: now.key, inputs, compiled, addresses });
  };
  const advance = (frame: Frame<Tensor>): void => {
    const inputs = tensorsOf(frame);
    const { compiled, addresses } = stepFor(frame, inputs);
    const runnable = ready(compiled);
    inputs.forEach(({ value }, k) => {
      const address = addresses[k];
      if (address === undefined) return;
      if (value.dtype === 'bool') machine.memory.u.set(value.data, address);
      else write(machine.memory, address, value);
    });
    go(runnable, compiled);
  };
  const normalise = (): void => {
    const compiled = plant.normalise(now);
    go(ready(compiled), compiled);
  };
  const rest = (): void => {
    const words = (bytes: number): number => bytes >> 2;
    machine.memory.i.copyWithin(words(resting.to), words(resting.from), words(resting.from + resting.bytes));
    for (const [path, { slot }] of homes) if (!slot.learned) changedBy.set(path, 'rest');
    now = known(first, now.structures);
    last = undefined;
  };
  const valueAt = (path: string): (() => Tensor) => {
    const { slot, address, count } = homes.get(path)!;
    const { shape } = slotType(slot, batch);
    const silent = zeros(shape, 'bool');
    return () =>
      changedBy.has(path)
        ? read(machine.memory, address, shape, now.dtypes.get(path)!, count, silent)
        : start.get(path)!;
  };
  const observers = watched.map((watch) => {
    const path = `state.layers.${watch.of}.${watch.variable}`;
    return { watch, observe: valueAt(homes.has(path) ? path : `state.connections.${watch.of}.${watch.variable}`) };
  });
  let steps = 0;
  let open = true;

  return {
    advance: async (frames) =>
      E.right(
        frames.map((frame) => {
          advance(frame);
          steps++;
          const seen = observers.map(({ watch, observe }) => (isDue(watch, steps) ? observe() : undefined));
          if (frame.ends === true) {
            normalise();
            rest();
          }
          return seen;
        }),
      ),
    normalise: async () => normalise(),
    state: async () => asState(mapTree((_, path) => valueAt(path)(), asTree(given), 'state')),
    close: () => {
      if (open) plant.giveBack(machine);
      open = false;
    },
  };
};
