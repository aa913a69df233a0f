import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../../core/backend.js';
import type { Frame } from '../../core/frame.js';
import { isDue, type Watch } from '../../core/watch.js';
import type { Names, NetworkState } from '../../core/network.js';
import { sameShape } from '../../core/shape.js';
import { slotType } from '../../core/slots.js';
import { zeros, type Tensor } from '../../core/tensor.js';
import { leaves, mapTree, type Tree } from '../../core/tree.js';
import { dtypesOf, type Compiled, type Plant } from './machine.js';
import type { Program } from './program.js';
import type { Memory } from './target.js';
import { read, write } from './transfer.js';

/** A run in progress on memory that holds the whole state. What no program has changed comes back as the object that it was. */
export const session = <Code, M extends Memory>(
  plant: Plant<Code, M>,
  batch: number,
  given: NetworkState<Names, Names>,
  watched: readonly Watch[],
): Session => {
  const machine = plant.take();
  const { homes, noise, resting } = plant.map;
  const start = new Map(leaves(given as unknown as Tree<Tensor>));
  write(machine.memory, noise, given.noise);
  for (const [path, { address }] of homes) write(machine.memory, address, start.get(path)!);

  let dtypes = dtypesOf(new Map([...homes.keys()].map((path) => [path, start.get(path)!.dtype])));
  /** The last to change each variable. */
  const changedBy = new Map<string, Program | 'rest'>();
  let last: Program | undefined;

  const execute = (
    compiled: Compiled<Code>,
    inputs: readonly Given[],
    addresses: readonly (number | undefined)[],
  ): void => {
    const { program } = compiled;
    const runnable = plant.runnable(machine, compiled);
    for (let k = 0; k < inputs.length; k++) {
      const [{ value }, address] = [inputs[k]!, addresses[k]];
      if (address === undefined) continue;
      if (value.dtype === 'bool') machine.memory.u.set(value.data, address);
      else write(machine.memory, address, value);
    }
    if (last !== program) {
      for (const [path, word] of program.fresh) if (changedBy.get(path) !== program) machine.memory.i[word >> 2] = -1;
      for (const path of program.changed.keys()) changedBy.set(path, program);
      last = program;
    }
    runnable.all();
    dtypes = compiled.after;
  };
  const valueAt = (path: string): (() => Tensor) => {
    const { slot, address, count } = homes.get(path)!;
    const { shape } = slotType(slot, batch);
    const silent = zeros(shape, 'bool');
    return () => read(machine.memory, address, shape, dtypes.of.get(path)!, count, silent);
  };
  const normalise = (): void => execute(plant.normalise(dtypes), [], []);
  const rest = (): void => {
    const words = (bytes: number): number => bytes >> 2;
    machine.memory.i.copyWithin(words(resting.to), words(resting.from), words(resting.from + resting.bytes));
    for (const [path, { slot }] of homes) if (!slot.learned) changedBy.set(`state.${path}`, 'rest');
    dtypes = plant.first;
    last = undefined;
  };
  const observers = watched.map((watch) => {
    const path = `layers.${watch.of}.${watch.variable}`;
    return { watch, observe: valueAt(homes.has(path) ? path : `connections.${watch.of}.${watch.variable}`) };
  });
  let steps = 0;

  /** The step for frames like the last one. */
  let step: Step<Code> | undefined;
  const stepFor = (inputs: readonly Given[]): Step<Code> => {
    if (step?.key === dtypes.key && alike(step.inputs, inputs)) return step;
    const types = inputs.map(({ field, name, value }) => [pathOf(field, name), value] as const);
    const compiled = plant.step(dtypes, types);
    const addresses = types.map(([path]) => compiled.program.inputs.get(path));
    return (step = { key: dtypes.key, inputs, compiled, addresses });
  };

  return {
    advance: async (frames) =>
      E.right(
        frames.map((frame) => {
          const inputs = tensorsOf(frame);
          const { compiled, addresses } = stepFor(inputs);
          execute(compiled, inputs, addresses);
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
    state: async () => {
      const now = mapTree<Tensor, Tensor>(
        (value, path) =>
          path === 'noise'
            ? read(machine.memory, noise, [3], 'i32', 3)
            : changedBy.has(`state.${path}`)
              ? valueAt(path)()
              : value,
        given as unknown as Tree<Tensor>,
      );
      return now as unknown as NetworkState<Names, Names>;
    },
    close: () => plant.giveBack(machine),
  };
};

/** A compiled step, for element types of the state (`key`) and inputs of these kinds. */
interface Step<Code> {
  readonly key: string;
  readonly inputs: readonly Given[];
  readonly compiled: Compiled<Code>;
  /** Where the inputs go, in order; undefined where nothing reads them. */
  readonly addresses: readonly (number | undefined)[];
}

const fields = ['inputs', 'inject', 'clamp', 'unclamp', 'masks', 'draws'] as const;

/** A tensor of a frame. */
interface Given {
  readonly field: (typeof fields)[number] | 'reward';
  readonly name: string;
  readonly value: Tensor;
}

/** Its path among the inputs of a step's graph. */
const pathOf = (field: string, name: string): string => (name === '' ? `frame.${field}` : `frame.${field}.${name}`);

const tensorsOf = (frame: Frame<Tensor>): readonly Given[] => {
  const found: Given[] = [];
  for (const field of fields) {
    const given = frame[field];
    if (given !== undefined) for (const name in given) found.push({ field, name, value: given[name]! });
  }
  if (typeof frame.reward === 'object') found.push({ field: 'reward', name: '', value: frame.reward });
  return found;
};

/** Whether two frames have tensors of the same names and types. */
const alike = (a: readonly Given[], b: readonly Given[]): boolean =>
  a.length === b.length &&
  a.every(({ field, name, value }, k) => {
    const other = b[k]!;
    return (
      field === other.field &&
      name === other.name &&
      value.dtype === other.value.dtype &&
      (value.shape === other.value.shape || sameShape(value.shape, other.value.shape))
    );
  });
