import type { Graph } from '../../core/graph/graph.js';
import type { AnyNetwork } from '../../core/network.js';
import type { Numbers } from './kernels/kernel.js';
import type { Maker } from '../../core/deferred.js';
import { remembered } from '../../core/record.js';
import type { Tensor } from '../../core/tensor.js';
import type { Shelf } from './idle.js';
import type { Memory, Runnable, Target } from './ir/target.js';
import { aligned } from './ir/writer.js';
import { checkRoom, type Purpose } from './memory.js';
import { compile, type Program } from './plan/compile.js';
import { numbersApart } from './plan/numbers.js';
import { specialization, stateLayout, type Specialization } from './state-layout.js';

/** A program with its code, and what is known of the state that it leaves behind. */
export interface Compiled<Code> {
  readonly program: Program;
  readonly code: Code;
  readonly after: Specialization;
  /** The numbers that it finds in memory, by path. */
  readonly numbers: ReadonlyMap<string, Tensor>;
}

/** Memory that holds a state, and the programs that have been made to run on it. */
export interface Instance<M extends Memory> {
  memory: M;
  /** The network that it was last used for: its first values lie there, and its numbers for some programs. */
  of: AnyNetwork | undefined;
  readonly numbered: Set<Program>;
  /** The variables that still lie there as something made them, by path. */
  readonly madeBy: Map<string, Maker>;
  /** The tables that have been written into it. */
  readonly tables: Set<Numbers>;
  readonly runnables: Map<Program, Runnable>;
}

/** The programs of a network for so many rows, which run on one layout of memory, and instances that no run uses. */
export const programsOf = <Code, M extends Memory>(
  target: Target<Code, M>,
  net: AnyNetwork,
  batch: number,
  idle: Shelf<Instance<M>>,
) => {
  const { homes, end } = stateLayout(net, batch);
  const purpose: Purpose = { backend: target.name, rows: batch };
  const learned = new Map<string, number>();
  const addressOf = (path: string): number | undefined => homes.get(path)?.address ?? learned.get(path);
  let tables: ReadonlyMap<Numbers, number> = new Map();
  let top = end;
  let reserved = { address: 0, bytes: 0 };
  return {
    idle,
    /** Where a variable lies; undefined of one that is learned until a program needs it. */
    addressOf,
    /** The first byte behind all of them. */
    top: (): number => top,
    /** So many bytes of memory for what runs watch, which no program uses for anything else. */
    reserve: (bytes: number): number => {
      if (bytes > reserved.bytes) {
        reserved = { address: top, bytes };
        top += aligned(bytes);
      }
      return reserved.address;
    },
    /** Whether numbers may change under them: then none becomes a part of their code. */
    areShared: false,
    of: (graph: Graph, before: Specialization, infinite: ReadonlySet<string>, ranged: boolean): Compiled<Code> => {
      const { routines, ...program } = compile(graph, {
        addressOf,
        start: top,
        lanes: target.lanes,
        dt: net.dt,
        tables,
        constantMatrices: before.constantMatrices,
        infinite: (path) => infinite.has(path),
        ranged,
      });
      checkRoom(program.end, purpose, program.largest);
      top = program.end;
      tables = program.tables;
      for (const [path, address] of program.homes) learned.set(path, address);
      const after = specialization(
        new Map([...before.dtypes].map(([path, dtype]) => [path, program.changed.get(path)?.dtype ?? dtype])),
        new Map([...before.constantMatrices].filter(([path]) => !program.changed.has(path))),
      );
      return { program, code: target.compile(routines), after, numbers: new Map() };
    },
  };
};

export type Programs<Code, M extends Memory> = ReturnType<typeof programsOf<Code, M>>;

/**
 * The programs of all networks that differ from one in parameters only. Graphs that differ in numbers only are one program,
 * which finds these in memory.
 */
export const sharedPrograms = <Code, M extends Memory>(
  ...given: Parameters<typeof programsOf<Code, M>>
): Programs<Code, M> => {
  const own = programsOf(...given);
  const apart = numbersApart();
  const made = new Map<string, Compiled<Code>>();
  return {
    ...own,
    areShared: true,
    of: (drawn, before, ...more) => {
      const { graph, numbers, text } = apart(drawn);
      const key = [before.key, [...more[0]].join(), text].join('\n');
      return { ...remembered(made, key, () => own.of(graph, before, ...more)), numbers };
    },
  };
};
