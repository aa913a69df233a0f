import { expect } from 'vitest';
import { size, type Tensor } from '../../../src/index.js';
import { eagerAlgebra, evaluate, type Graph } from '../../../src/authoring.js';
import { leaves, type Tree } from '../../../src/core/graph/tree.js';
import { alarm, outlets } from '../../../src/backends/fused/ir/ir.js';
import { compile as compiled, type Program } from '../../../src/backends/fused/plan/compile.js';
import { jsTarget, wasmTarget, type Memory, type Target } from '../../../src/backends/fused/ir/target.js';
import { bindTensor } from '../../../src/backends/fused/inlets.js';
import { read, write, writeConstant } from '../../../src/backends/fused/memory.js';
import { bare } from '../../support/plain.js';
import { expectSame } from '../../support/same.js';
import { alone } from './setting.js';

/** A tensor for every input of a graph, by path; those under `state.` are its variables. */
export type Given = ReadonlyMap<string, Tensor>;

/** A graph that has been compiled: it steps from what its inputs are to what they are next. */
export interface Compiled {
  readonly program: Program;
  readonly step: (given: Given) => Given;
}

/** What stands in memory where nothing has been written: as a number it is large, as a mask it is true. */
const rubbish = 0x7a5a5a5a;
const margin = 64;

const isVariable = (path: string): boolean => path.startsWith('state.');

/** The addresses of the variables, with a gap after each, and where they end. */
const homesOf = (graph: Graph): { readonly homes: ReadonlyMap<string, number>; readonly end: number } =>
  leaves(graph.inputs).reduce(
    ({ homes, end }, [path, { shape }]) =>
      isVariable(path)
        ? { homes: new Map([...homes, [path, end]]), end: end + Math.ceil((size(shape) * 4) / 16) * 16 + 16 }
        : { homes, end },
    { homes: new Map<string, number>(), end: 16 },
  );

/**
 * Compiles a graph whose outputs are its variables after a step. Memory is full of rubbish, and each step is held to leave
 * alone what is neither a variable nor memory of the program's own.
 */
const compile = <Code, M extends Memory>(target: Target<Code, M>, graph: Graph, mayBeInfinite = true): Compiled => {
  const { homes, end } = homesOf(graph);
  const made = compiled(graph, {
    ...alone,
    addressOf: (path) => homes.get(path),
    start: end,
    lanes: target.lanes,
    // Spikes count as rare.
    dt: 0.1,
    infinite: () => mayBeInfinite,
  });
  const memory = target.memory(made.end + margin);
  memory.i.fill(rubbish);
  memory.i[outlets >> 2] = 0;
  for (const { address, value } of made.constants) writeConstant(memory, address, value);
  const { all } = target.instantiate(target.compile(made.routines), memory);
  const types = new Map(leaves(graph.outputs));
  // What the last step left: the program may then count on nothing else having changed it.
  let left: Given = new Map();

  const step = (given: Given): Given => {
    for (const [path, word] of made.dirty) if (left.get(path) !== given.get(path)) memory.i.set([-1, -1, 0], word >> 2);
    for (const [path, value] of given) {
      const [home, inlet] = [homes.get(path), made.inlets.get(path)];
      if (home !== undefined) write(memory, home, value);
      else if (inlet !== undefined) bindTensor(memory, inlet, value, 1);
    }
    all();
    // From now on, events alone tell what to compute, as long as values are ordinary.
    for (const [path, word] of made.dirty) {
      const { shape } = given.get(path)!;
      const { data } = read(memory, homes.get(path)!, { shape, dtype: 'f32' });
      const isOrdinary = (value: number): boolean =>
        Math.abs(value) < 2 ** 60 && (mayBeInfinite || !Object.is(value, -0));
      if (data.every(isOrdinary)) expect(memory.i[word >> 2]).toBe(0);
    }
    const after = new Map(
      [...given].map(([path, value]): [string, Tensor] => {
        const type = types.get(path);
        if (type === undefined) return [path, value];
        return [path, read(memory, homes.get(path)!, type)];
      }),
    );
    const own = [...homes].map(([path, address]) => [address, address + size(given.get(path)!.shape) * 4] as const);
    const strayed = Array.from(memory.i.subarray(0, end >> 2).entries())
      .concat(Array.from(memory.i.subarray(made.end >> 2), (word, k) => [(made.end >> 2) + k, word]))
      .filter(
        ([k, word]) =>
          word !== rubbish &&
          k! * 4 !== alarm &&
          k * 4 !== outlets &&
          !own.some(([from, to]) => k * 4 >= from && k * 4 < to),
      );
    expect(strayed).toStrictEqual([]);
    left = after;
    return after;
  };
  return { program: made, step };
};

export const targets: readonly {
  readonly name: string;
  readonly compile: (graph: Graph, mayBeInfinite?: boolean) => Compiled;
}[] = [
  { name: 'wasm', compile: (graph, infinite) => compile(wasmTarget, graph, infinite) },
  { name: 'js', compile: (graph, infinite) => compile(jsTarget, graph, infinite) },
];

/** A step of a graph as eager has it. */
export const stepped = (graph: Graph, given: Given): Given => {
  const after = new Map(leaves(evaluate(eagerAlgebra, graph, tree(given))));
  return new Map([...given].map(([path, value]) => [path, bare(after.get(path) ?? value)]));
};

export const tree = <T extends Tensor>(given: ReadonlyMap<string, T>): Tree<T> =>
  [...given].reduce<Tree<T>>((all, [path, leaf]) => put(all, path.split('.'), leaf), {});

const put = <T extends Tensor>(all: Tree<T>, [name, ...rest]: readonly string[], leaf: T): Tree<T> => {
  const branches = all as { readonly [name: string]: Tree<T> };
  return { ...branches, [name!]: rest.length === 0 ? leaf : put(branches[name!] ?? {}, rest, leaf) };
};

/**
 * Expects a graph, compiled, to give in every step what eager gives, to the bit: from `first` on, with some inputs given anew
 * in each of the later steps.
 */
export const expectFaithful = (
  graph: Graph,
  first: Given,
  later: readonly Given[] = [],
  mayBeInfinite = true,
): void => {
  const moments: readonly Given[] = [new Map(), ...later];
  const through = (step: (given: Given) => Given): readonly Given[] => {
    let now = first;
    return moments.map((anew) => (now = step(new Map([...now, ...anew]))));
  };
  const wanted = through((given) => stepped(graph, given));
  for (const { compile: compiling } of targets) {
    const { step } = compiling(graph, mayBeInfinite);
    const got = through(step);
    wanted.forEach((want, k) => expectSame(Object.fromEntries(got[k]!), Object.fromEntries(want)));
  }
};

/** The same values, with -0 where a number is large or none. */
export const finite = (given: Given): Given =>
  new Map(
    [...given].map(([path, value]) => [
      path,
      value.dtype === 'f32' ? { ...value, data: value.data.map((x) => (Math.abs(x) < 1e30 ? x : -0)) } : value,
    ]),
  );
