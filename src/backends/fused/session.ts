import * as E from 'fp-ts/lib/Either.js';
import type { Type } from '../../core/algebra.js';
import type { Session } from '../../core/backend.js';
import type { Frame } from '../../core/frame.js';
import type { Watch } from '../../core/monitor.js';
import type { Names, NetworkState } from '../../core/network.js';
import { slotType } from '../../core/slots.js';
import type { Tensor } from '../../core/tensor.js';
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
  /** The last to change each variable. */
  const changedBy = new Map<string, Program | 'rest'>();
  write(machine.memory, noise, given.noise);
  for (const [path, { address }] of homes) write(machine.memory, address, start.get(path)!);
  let dtypes = dtypesOf(new Map([...homes.keys()].map((path) => [path, start.get(path)!.dtype])));

  const execute = (compiled: Compiled<Code>, inputs: readonly (readonly [string, Tensor])[]): void => {
    const runnable = plant.runnable(machine, compiled);
    for (const [path, value] of inputs) {
      const place = compiled.program.inputs.get(path);
      if (place !== undefined) write(machine.memory, place.address, value);
    }
    for (const [path, word] of compiled.program.fresh)
      if (changedBy.get(path) !== compiled.program) machine.memory.i[word >> 2] = -1;
    runnable.all();
    for (const path of compiled.program.changed.keys()) changedBy.set(path, compiled.program);
    dtypes = compiled.after;
  };
  const valueOf = (path: string): Tensor => {
    const { slot, address, count } = homes.get(path)!;
    return read(machine.memory, address, slotType(slot, batch).shape, dtypes.of.get(path)!, count);
  };
  const normalise = (): void => execute(plant.normalise(dtypes), []);
  const rest = (): void => {
    const words = (bytes: number): number => bytes >> 2;
    machine.memory.i.copyWithin(words(resting.to), words(resting.from), words(resting.from + resting.bytes));
    for (const [path, { slot }] of homes) if (!slot.learned) changedBy.set(`state.${path}`, 'rest');
    dtypes = plant.first;
  };
  const paths = watched.map(({ of, variable }) =>
    homes.has(`layers.${of}.${variable}`) ? `layers.${of}.${variable}` : `connections.${of}.${variable}`,
  );

  return {
    advance: async (frames) =>
      E.right(
        frames.map((frame) => {
          const inputs = inputsOf(frame);
          execute(
            plant.step(
              dtypes,
              inputs.map(([path, { shape, dtype }]): readonly [string, Type] => [path, { shape, dtype }]),
            ),
            inputs,
          );
          const seen = paths.map(valueOf);
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
          path === 'noise' ? read(machine.memory, noise, [3], 'i32', 3) : changedBy.has(`state.${path}`) ? valueOf(path) : value,
        given as unknown as Tree<Tensor>,
      );
      return now as unknown as NetworkState<Names, Names>;
    },
    close: () => plant.giveBack(machine),
  };
};

const fields = ['inputs', 'inject', 'clamp', 'unclamp', 'masks', 'draws'] as const;

/** Every tensor of a frame, by the path that it has in the graph of a step. */
const inputsOf = (frame: Frame<Tensor>): readonly (readonly [path: string, value: Tensor])[] => {
  const found: (readonly [string, Tensor])[] = [];
  for (const field of fields) {
    const given = frame[field];
    if (given !== undefined)
      for (const name in given) if (given[name] !== undefined) found.push([`frame.${field}.${name}`, given[name]]);
  }
  if (typeof frame.reward === 'object') found.push(['frame.reward', frame.reward]);
  return found;
};
