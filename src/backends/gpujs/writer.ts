import type { Node } from '../../core/graph/graph.js';
import { remembered } from '../../core/record.js';
import { size } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { stored } from '../graph.js';
import type { Traits } from './modes.js';

/** An array that a kernel reads: a value of the graph, by node, or plain data. */
export type Source = number | Tensor;

/** A kernel: a thread for each of `size` elements, which computes that element of every output. */
export interface Kernel {
  readonly inputs: readonly Source[];
  /** How many elements each of them has: some modes fix that when they compile. */
  readonly lengths: readonly number[];
  /** The nodes whose elements it computes. */
  readonly outputs: readonly number[];
  readonly size: number;
  /** The function that runs: parameters `a0`, `a1`, ... for the inputs; it calls `out0`, `out1`, ... with all outputs but the last. */
  readonly source: string;
  /** Whether whole numbers among the inputs must not be rounded. */
  readonly exact: boolean;
}

/** A kernel being written. Names are used once: gpu.js cannot be relied on for block scopes. */
export const writer = (traits: Traits, known: ReadonlyMap<number, Tensor>) => {
  const lines: string[] = [];
  const names = new Map<string, string>();
  const inputs = new Map<Source, number>();
  let count = 0;
  /** A new name. */
  const fresh = (): string => `t${count++}`;
  const write = (line: string): void => void lines.push(line);
  /** Adds `let NAME = EXPRESSION;`, unless that was defined before, and gives the name. Only for expressions that never change. */
  const define = (expression: string): string =>
    remembered(names, expression, () => {
      const name = fresh();
      write(`let ${name} = ${expression};`);
      return name;
    });
  /** The parameter that stands for an array. */
  const array = (source: Source, length: number): string => {
    if (!inputs.has(source)) inputs.set(source, length);
    return `a${[...inputs.keys()].indexOf(source)}`;
  };
  /** A number, as a literal or, where no literal is safe, as data. */
  const number = (value: number, data: Tensor = one(value)): string =>
    isLiteral(value) ? literal(value) : `${array(data, data.data.length)}[0]`;
  /** The place of this thread's element. */
  const k = define('this.thread.x');
  return {
    traits,
    k,
    define,
    fresh,
    write,
    array,
    number,
    /** An element of an operand, at a place that does not matter where all its elements are one number. */
    element: (operand: Node, place: string): string => {
      const data = known.get(operand.id);
      if (data === undefined) return `${array(stored(operand).id, size(operand.shape))}[${place}]`;
      return isUniform(data) ? number(data.data[0] ?? 0, data) : `${array(data, data.data.length)}[${place}]`;
    },
    /** An expression rounded to float32, where the mode does not do so itself. */
    rounded: (expression: string): string => (traits.wide ? `Math.fround(${expression})` : expression),
    kernel: (outputs: readonly (readonly [node: number, value: string])[], threads: number): Kernel => {
      const handed = outputs.map(([, value], place) =>
        place + 1 < outputs.length ? `out${place}(${value});` : `return ${value};`,
      );
      const parameters = [...inputs.keys()].map((_, place) => `a${place}`).join(', ');
      const body = [...lines, ...handed].map((line) => `  ${line}\n`).join('');
      return {
        inputs: [...inputs.keys()],
        lengths: [...inputs.values()],
        outputs: outputs.map(([id]) => id),
        size: threads,
        source: `function kernel(${parameters}) {\n${body}}`,
        exact: false,
      };
    },
  };
};

export type Writer = ReturnType<typeof writer>;

const one = (value: number): Tensor => ({ shape: [1], dtype: 'f32', data: Float32Array.of(value) });

/** Whether a value needs no array: the same number everywhere, which a literal can write. */
export const isInline = (data: Tensor): boolean => isUniform(data) && isLiteral(data.data[0] ?? 0);

/** Whether all elements are the same number, to the bit. */
const isUniform = ({ data }: Tensor): boolean => {
  for (let i = 1; i < data.length; i++) if (!Object.is(data[i], data[0])) return false;
  return true;
};

/**
 * Whether gpu.js translates a number without a change in all modes. Exceptions are infinities (the largest finite number on WebGL), NaN, -0
 * (an integer 0, negated), whole numbers of many digits (integers of 32 bits), the very small (flushed by some compilers).
 */
const isLiteral = (value: number): boolean =>
  Object.is(value, 0) || (Math.abs(value) < 2 ** 24 && Math.abs(value) > 1e-30);

const literal = (value: number): string => (value < 0 ? `(${value})` : `${value}`);
