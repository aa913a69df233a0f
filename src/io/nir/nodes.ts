import type { NumberArray } from '../hdf5/array.js';
import type { Shape } from '../../core/shape.js';
import { entryOf } from '../../core/record.js';

/** What a parameter of a node is, and whether files may lack it. */
interface Row<A, Needed extends boolean = boolean> {
  readonly is: 'numbers' | 'whole' | 'extents' | 'padding' | 'shape';
  readonly needed: Needed;
  readonly type?: A;
}

/** Numbers of any type, in a shape. */
const numbers: Row<NumberArray, true> = { is: 'numbers', needed: true };
const numbersIfGiven: Row<NumberArray, false> = { is: 'numbers', needed: false };
const whole: Row<number, true> = { is: 'whole', needed: true };
/** One whole number, or one for each axis. */
const extents: Row<number | Shape, true> = { is: 'extents', needed: true };
const extentsIfGiven: Row<number | Shape, false> = { is: 'extents', needed: false };
const padding: Row<number | Shape | 'same' | 'valid', true> = { is: 'padding', needed: true };
const shape: Row<Shape, true> = { is: 'shape', needed: true };

const convolution = {
  /** The image's extents, without its channels. */
  input_shape: extentsIfGiven,
  /** `[filters, channels / groups, ...kernel]` */
  weight: numbers,
  stride: extents,
  padding,
  dilation: extents,
  groups: whole,
  /** `[filters]` */
  bias: numbers,
};
const pool = { kernel_size: extents, stride: extents, padding };
const leak = { tau: numbers, r: numbers, v_leak: numbers };
const cuba = { tau_mem: numbers, tau_syn: numbers, r: numbers, v_leak: numbers, w_in: numbersIfGiven };
const firing = { v_threshold: numbers, v_reset: numbersIfGiven };

/** The nodes of NIR 1.x and their parameters, under NIR's own names. Times are in seconds. */
export const nodeTypes = {
  Input: { shape },
  Output: { shape },
  /** `[outputs, inputs]` and `[outputs]` */
  Affine: { weight: numbers, bias: numbers },
  Linear: { weight: numbers },
  Scale: { scale: numbers },
  Conv1d: convolution,
  Conv2d: convolution,
  SumPool2d: pool,
  AvgPool2d: pool,
  Flatten: { start_dim: whole, end_dim: whole, input_type: extentsIfGiven },
  Delay: { delay: numbers },
  Threshold: { threshold: numbers },
  I: { r: numbers },
  IF: { r: numbers, ...firing },
  LI: leak,
  LIF: { ...leak, ...firing },
  CubaLI: cuba,
  CubaLIF: { ...cuba, ...firing },
} satisfies Readonly<Record<string, Readonly<Record<string, Row<unknown>>>>>;

type Types = typeof nodeTypes;
type Required<T> = { readonly [K in keyof T as T[K] extends Row<unknown, true> ? K : never]: TypeOf<T[K]> };
type Optional<T> = { readonly [K in keyof T as T[K] extends Row<unknown, true> ? never : K]?: TypeOf<T[K]> };
type TypeOf<R> = R extends Row<infer A> ? A : never;

/** A node of one type, such as `NirNodeOf<'LIF'>`. */
export type NirNodeOf<T extends keyof Types> = T extends keyof Types
  ? { readonly type: T; readonly metadata?: NirMetadata } & Required<Types[T]> & Optional<Types[T]>
  : never;

/** A node of NIR that is not a graph: its type, its parameters under NIR's names, and whatever a program noted down of it. */
export type NirNode = { readonly [T in keyof Types]: NirNodeOf<T> }[keyof Types];

/** Notes of a program: texts, numbers, and notes within notes. They change nothing of what a graph computes. */
export interface NirMetadata {
  readonly [name: string]: string | number | boolean | NumberArray | TextList | NirMetadata;
}

/** Texts in a shape. */
export interface TextList {
  readonly shape: Shape;
  readonly dtype: 'text';
  readonly data: readonly string[];
}

/**
 * A NIR graph as plain data: nodes by name, and edges from node to node, by which alone it is connected (the order of nodes says
 * nothing). What a node gets is the sum of what its edges bring. A graph may be a node of another, with its `Input` and `Output`
 * as the ends. Pedersen et al. 2024, Nature Communications 15, 8122.
 */
export interface NirGraph {
  readonly type: 'NIRGraph';
  readonly nodes: Readonly<Record<string, NirNode | NirGraph>>;
  readonly edges: readonly (readonly [from: string, to: string])[];
  readonly metadata?: NirMetadata;
  /** Of the outermost graph: the version of NIR that wrote it. */
  readonly version?: string;
}

/** What a parameter has to be, for faults. */
export const wanted: Readonly<Record<Row<unknown>['is'], string>> = {
  numbers: 'numbers in a shape, such as tensor([2], [1, 2])',
  whole: 'a whole number',
  extents: 'a whole number, or one for each axis',
  padding: "whole numbers, 'same' or 'valid'",
  shape: 'an array of whole numbers',
};

/** The rows of a type's table. */
export const rowsOf = (type: string): Readonly<Record<string, Row<unknown>>> | undefined => entryOf(nodeTypes, type);

export type { Row };
