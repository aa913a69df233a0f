import type { ElementOp } from '../../core/algebra.js';
import { portable } from '../../core/exp-log.js';
import type { Node } from '../../core/graph/graph.js';
import { remembered } from '../../core/record.js';
import { size } from '../../core/shape.js';
import type { Dtype } from '../../core/tensor.js';
import { stored, type Applied } from '../graph.js';
import { float32 } from './float32.js';
import { broadcastPlace } from './places.js';
import type { Kernel, Writer } from './writer.js';

type Expression = (operands: readonly string[], truth: (place: number) => string) => string;

const infix =
  (symbol: string): Expression =>
  ([a, b]) =>
    `${a} ${symbol} ${b}`;
const flag = (condition: string): string => `${condition} ? 1 : 0`;
const compared =
  (symbol: string): Expression =>
  ([a, b]) =>
    flag(`${a} ${symbol} ${b}`);

/** The operations whose results have to be rounded; the others choose one of their operands, or give 0 or 1. */
const rounding = {
  add: infix('+'),
  sub: infix('-'),
  mul: infix('*'),
  div: infix('/'),
  exp: ([a]) => `Math.exp(${a})`,
  // GPUs give some number for the logarithm of 0, of what is below, and of NaN.
  log: ([a]) => `${a} > 0 ? Math.log(${a}) : (${a} < 0 ? 0 : -1) / (${a} - ${a})`,
} satisfies { readonly [O in ElementOp]?: Expression };

/** Every element-by-element operation as gpu.js reads it. Truth is 0 or 1; locals of type bool do not compile on WebGL. */
const expressions: Readonly<Record<ElementOp, Expression>> = {
  ...rounding,
  max: ([a, b]) => `${a} < ${b} ? ${b} : ${a}`,
  min: ([a, b]) => `${b} < ${a} ? ${b} : ${a}`,
  abs: ([a]) => `Math.abs(${a})`,
  clamp: ([a, least, most]) => {
    const raised = `(${a} < ${least} ? ${least} : ${a})`;
    return `${most} < ${raised} ? ${most} : ${raised}`;
  },
  gt: compared('>'),
  ge: compared('>='),
  lt: compared('<'),
  ne: compared('!='),
  and: (_, truth) => flag(`(${truth(0)} && ${truth(1)})`),
  or: (_, truth) => flag(`(${truth(0)} || ${truth(1)})`),
  not: (_, truth) => `${truth(0)} ? 0 : 1`,
  where: ([, yes, no], truth) => `${truth(0)} ? ${yes} : ${no}`,
};

/** The name of what an operation comes to. */
const computed = (w: Writer, op: ElementOp, ...given: Parameters<Expression>): string => {
  if ((op === 'exp' || op === 'log') && w.traits.rounds) return portable[op](float32(w), given[0][0]!);
  const expression = expressions[op](...given);
  return w.define(op in rounding ? w.rounded(expression) : expression);
};

/** NaN is not true, though it is not 0 either. */
const truthOf = (operand: string, dtype: Dtype): string =>
  dtype === 'bool' ? `${operand} != 0` : `(${operand} < 0 || ${operand} > 0)`;

/**
 * One kernel for many element-by-element nodes of one size: all that the outputs need, down to the inputs, which are read.
 * Intermediate values stay in locals.
 */
export const elementwiseKernel = (w: Writer, outputs: readonly Applied[], isInput: (node: Node) => boolean): Kernel => {
  const values = new Map<number, string>();
  const valueOf = (node: Applied): string =>
    remembered(values, node.id, () => {
      const operands = node.args.map((arg) => operandOf(arg, node));
      const truth = (place: number): string => truthOf(operands[place]!, node.args[place]!.dtype);
      return computed(w, node.op as ElementOp, operands, truth);
    });
  const operandOf = (arg: Node, { shape }: Applied): string => {
    const source = stored(arg);
    if (!isInput(source)) return valueOf(source as Applied);
    const element = w.element(arg, broadcastPlace(w, w.k, shape, arg.shape));
    return element.endsWith(']') ? w.define(element) : element;
  };
  return w.kernel(
    outputs.map((node) => [node.id, valueOf(node)] as const),
    size(outputs[0]!.shape),
  );
};
