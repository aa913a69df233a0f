import type { Node } from '../../../core/graph/graph.js';
import type { Made, Narrow } from '../../../core/places.js';
import { showShape } from '../../../core/shape.js';
import { zeros, type Tensor } from '../../../core/tensor.js';
import { stored, type Applied } from '../../graph.js';
import type { Literal } from '../ir/ir.js';
import type { Writer as RoutineWriter } from '../ir/writer.js';
import { lists, searches } from './compact.js';
import { arithmetic, loops } from './emit.js';

/** What a variable has to be: a number, finite or not; or a finite one. */
export type Guarded = 'number' | 'finite';

/** A variable of the state, as a step finds it, and the node that it is to be after the step. */
export interface Change {
  readonly before: Node;
  readonly after: Node;
}

/** The same, under its path, with where it lies in memory. */
export interface Variable extends Change {
  readonly path: string;
  readonly address: number;
}

/** Where the places of a variable's spikes are listed in memory, in ascending order. */
export interface SpikeList {
  readonly at: number;
  /** A word that is not 0 where something else has changed the variable; undefined if the list is made anew in each step. */
  readonly dirty: number | undefined;
}

/** The writer of a routine with what kernels are written in: arithmetic, loops and lists. */
export const kernelWriter = (write: RoutineWriter) => {
  const numbers = { ...write, ...arithmetic(write) };
  const looping = { ...numbers, ...loops(numbers) };
  const listing = { ...looping, ...lists(looping) };
  return { ...listing, ...searches(listing) };
};

/** Writes a kernel: it knows where values lie, and which have to be looked at. */
export interface Writer extends ReturnType<typeof kernelWriter> {
  /** The address of a value, or of that which it is a view of. */
  readonly at: (node: Node) => number;
  /** Whether a value is kept in memory. */
  readonly isStored: (node: Node) => boolean;
  readonly guarded: ReadonlyMap<Node, Guarded>;
  /** Values whose range is kept, and where. */
  readonly ranged: ReadonlyMap<Node, number>;
  /** The number that a constant is everywhere. */
  readonly literalOf: (node: Node) => Literal | undefined;
  /** Whether so few neurons spike in a step that it pays to ask whether any of a few does. */
  readonly areSpikesRare: boolean;
  /** Spikes that are listed when a step begins; and those that are to be listed as they are computed. */
  readonly listed: ReadonlyMap<Node, SpikeList>;
  readonly recorded: ReadonlyMap<Node, SpikeList>;
}

export type Constant = Extract<Node, { readonly _tag: 'Constant' }>;

/** A constant that a kernel brings along: a table, say. */
export const constantOf = (value: Tensor): Constant => ({
  _tag: 'Constant',
  id: -1,
  value,
  shape: value.shape,
  dtype: value.dtype,
});

/**
 * A word of memory that a run sets where something else has changed what a kernel keeps up to date, until the kernel has seen it. Behind
 * it stand the least and the largest bits of the numbers there (see `guards.ts`): the least is negative where nothing is known.
 */
export const dirtyWord = (): Constant => constantOf(zeros([3], 'i32'));

/** Whole numbers that lie in an array, or are made as they are written into memory. */
export type Numbers = Narrow | Made;

/** A table of whole numbers that a kernel brings along, in as few bytes each as they take. Programs share tables. */
export interface Table extends Constant {
  readonly table: Numbers;
}

export const tableOf = (table: Numbers): Table => ({
  ...constantOf({ shape: [table.length], dtype: 'i32', data: none }),
  table,
});

const none = new Int32Array(0);

export const isTable = (node: Node): node is Table => 'table' in node;

/** A piece of a step that is computed at once: what it reads from memory, what it may write there, and its code. */
export interface Kernel {
  /** What it does, in words: for profiles. */
  readonly name: string;
  readonly reads: readonly Node[];
  /** The spikes, of one batch row, that it goes through one by one. */
  readonly lists?: readonly Node[];
  readonly writes: readonly Applied[];
  /** Whether it may write its result over a value: it reads each element before it writes the same one, and never again. */
  readonly overwrites: (value: Node) => boolean;
  /** Whether it looks at what it writes where `guarded` says so. */
  readonly guards: boolean;
  /** Whether it lists the spikes that it computes where `recorded` says so. */
  readonly records?: boolean;
  readonly emit: (write: Writer) => void;
}

/** A kernel, or what brings inputs in. */
export interface Step extends Omit<Kernel, 'writes'> {
  readonly writes: readonly Node[];
}

/** A square matrix, or a list, that one number says all about: it is on the diagonal, everywhere else, or everywhere; elsewhere is 0. */
export interface ConstantMatrix {
  readonly where: 'diagonal' | 'others' | 'everywhere';
  readonly value: number;
}

/** What is known of the nodes of a graph. */
export interface Facts {
  readonly literalOf: Writer['literalOf'];
  /** What one number tells of a variable that no step changes. */
  readonly constantMatrixOf: (node: Node) => ConstantMatrix | undefined;
  /** Whether it is a variable that no step changes. */
  readonly isSteady: (node: Node) => boolean;
  /** How much is gained by going through what is not 0 in a value: nothing, something, or most, as of spikes. */
  readonly sparsityOf: (node: Node) => 0 | 1 | 2;
  /** The nodes, operands first, that are computed only where a `where` chooses its first value, by that `where`. */
  readonly sunk: ReadonlyMap<Node, readonly Applied[]>;
}

/** Makes a kernel of a node, if it is of its kind, and of those before it, operands first, that are computed in its loop. */
export type Form = (node: Applied, facts: Facts, before: readonly Applied[]) => Kernel | undefined;

/** What most kernels are: one node, in full, of values that lie in memory. */
export const kernelOf = (
  node: Applied,
  emit: Kernel['emit'],
  { kind = node.op, reads = node.args, ...more }: Partial<Omit<Kernel, 'emit'>> & { readonly kind?: string } = {},
): Kernel => ({
  name: `${[kind, ...node.attribute].join(' ')} ${showShape(node.shape)}`,
  reads: reads.map(stored),
  writes: [node],
  overwrites: () => false,
  guards: false,
  emit,
  ...more,
});
