import { draw, type Graph, type Node } from '../../core/graph.js';
import type { Type } from '../../core/algebra.js';
import type { Frame } from '../../core/frame.js';
import type { Names, Network, NetworkState } from '../../core/network.js';
import { firstValue, slotType } from '../../core/slots.js';
import { normalised, stepNetwork } from '../../core/step.js';
import type { Dtype } from '../../core/tensor.js';
import type { Tree } from '../../core/tree.js';
import { stateMap, type StateMap } from './memory.js';
import { program, type Program } from './program.js';
import type { Memory, Runnable, Target } from './target.js';
import { write } from './transfer.js';

/** The element types of all variables: an input layer's `s` takes those of its frames. */
export interface Dtypes {
  readonly key: string;
  readonly of: ReadonlyMap<string, Dtype>;
}

export const dtypesOf = (of: ReadonlyMap<string, Dtype>): Dtypes => ({ key: [...of.values()].join(), of });

/** A program with its code, and the types that it leaves behind. */
export interface Compiled<Code> {
  readonly program: Program;
  readonly code: Code;
  readonly after: Dtypes;
}

/** Memory that holds a state, and the programs that have been made to run on it. */
export interface Machine<M extends Memory> {
  memory: M;
  readonly runnables: Map<Program, Runnable>;
}

/** All that is compiled for a network and a number of rows: made once, used by every run. */
export interface Plant<Code, M extends Memory> {
  readonly map: StateMap;
  readonly first: Dtypes;
  /** The step for frames with inputs of these types. */
  readonly step: (dtypes: Dtypes, inputs: readonly (readonly [path: string, type: Type])[]) => Compiled<Code>;
  readonly normalise: (dtypes: Dtypes) => Compiled<Code>;
  readonly take: () => Machine<M>;
  readonly giveBack: (machine: Machine<M>) => void;
  readonly runnable: (machine: Machine<M>, compiled: Compiled<Code>) => Runnable;
}

export const plant = <Code, M extends Memory>(
  target: Target<Code, M>,
  net: Network<Names, Names>,
  batch: number,
): Plant<Code, M> => {
  const map = stateMap(net, batch);
  const first = dtypesOf(new Map([...map.homes].map(([path, { slot }]) => [path, slot.dtype])));
  const programs = new Map<string, Compiled<Code>>();
  const idle: Machine<M>[] = [];
  let top = map.end;

  const compiled = (
    key: string,
    dtypes: Dtypes,
    inputs: readonly (readonly [string, Type])[],
    f: (
      A: Parameters<Parameters<typeof draw>[1]>[0],
      state: NetworkState<Names, Names, Node>,
      frame: Frame<Node>,
    ) => NetworkState<Names, Names, Node>,
  ): Compiled<Code> => {
    const known = programs.get(key);
    if (known !== undefined) return known;
    const graph: Graph = draw(treeOf(inputs, { state: stateTypes(map, batch, dtypes), frame: {} }), (A, given) => {
      const { state, frame } = given as unknown as {
        readonly state: NetworkState<Names, Names, Node>;
        readonly frame: Frame<Node>;
      };
      return { state: f(A, state, frame) } as unknown as Tree<Node>;
    });
    const made = program(graph, (path) => addressIn(map, path), top, target.lanes);
    top = made.end;
    const after = dtypesOf(
      new Map([...dtypes.of].map(([path, dtype]) => [path, made.changed.get(`state.${path}`)?.dtype ?? dtype])),
    );
    const result = { program: made, code: target.compile(made.routines), after };
    programs.set(key, result);
    return result;
  };

  return {
    map,
    first,
    step: (dtypes, inputs) =>
      compiled(
        `step ${dtypes.key} ${inputs.map(([path, { dtype, shape }]) => `${path} ${dtype} ${shape.join('x')}`).join()}`,
        dtypes,
        inputs,
        (A, state, frame) => stepNetwork(A, net, state, frame),
      ),
    normalise: (dtypes) => compiled(`normalise ${dtypes.key}`, dtypes, [], (A, state) => normalised(A, net, state)),
    take: () => {
      const used = idle.pop();
      if (used !== undefined) return used;
      const memory = target.memory(top);
      for (const { slot, address } of map.homes.values())
        if (!slot.learned) write(memory, address - map.resting.to + map.resting.from, firstValue(slot, batch));
      return { memory, runnables: new Map() };
    },
    giveBack: (machine) => void idle.push(machine),
    runnable: (machine, { program: wanted, code }) => {
      const known = machine.runnables.get(wanted);
      if (known !== undefined) return known;
      if (machine.memory.i.length * 4 < wanted.end) {
        machine.memory = target.grown(machine.memory, Math.max(wanted.end, top));
        // Kernels in JavaScript hold the memory that they were made for.
        machine.runnables.clear();
      }
      for (const { address, value } of wanted.constants) write(machine.memory, address, value);
      const runnable = target.instantiate(code, machine.memory);
      machine.runnables.set(wanted, runnable);
      return runnable;
    },
  };
};

const addressIn = ({ homes, noise }: StateMap, path: string): number | undefined =>
  path === 'state.noise' ? noise : path.startsWith('state.') ? homes.get(path.slice(6))!.address : undefined;

/** The types of a state, in the form of a state. */
const stateTypes = ({ homes }: StateMap, batch: number, { of }: Dtypes): Tree<Type> =>
  treeOf(
    [
      ['noise', { shape: [3], dtype: 'i32' }],
      ...[...homes].map(
        ([path, { slot }]) => [path, { shape: slotType(slot, batch).shape, dtype: of.get(path)! }] as const,
      ),
    ],
    { layers: {}, connections: {} },
  );

/** A tree of what stands at paths. */
export const treeOf = <T extends Type>(
  leaves: readonly (readonly [path: string, leaf: T])[],
  start: Tree<T> = {},
): Tree<T> => {
  const put = (tree: Tree<T>, [name, ...rest]: readonly string[], leaf: T): Tree<T> => {
    const branches = tree as { readonly [name: string]: Tree<T> };
    return { ...branches, [name!]: rest.length === 0 ? leaf : put(branches[name!] ?? {}, rest, leaf) };
  };
  return leaves.reduce((tree, [path, leaf]) => put(tree, path.split('.'), leaf), start);
};
