import type { ElementOp } from '../../../core/algebra.js';
import type { Node } from '../../../core/graph/graph.js';
import { axesOf } from '../../../core/ops.js';
import { sameShape, size, strides, type Shape } from '../../../core/shape.js';
import { filled, type Dtype } from '../../../core/tensor.js';
import type { Applied } from '../../graph.js';
import { constantOf } from '../kernels/kernel.js';
import { isLargest, largest } from '../kernels/outer-products.js';
import { sumsOf } from '../kernels/windows.js';

type Bare<N> = N extends Node ? Omit<N, 'id'> : never;

/** Makes nodes of a new graph, each with a number of its own. */
export const nodeMaker = () => {
  let count = 0;
  const made = (node: Bare<Node>): Node => ({ ...node, id: count++ }) as Node;
  const zero = (dtype: Dtype): Node => made(constantOf(filled([], 0, dtype)));
  const apply = (op: ElementOp | 'reshape', args: readonly Node[], shape: Shape, dtype: Dtype): Node =>
    made({ _tag: 'Apply', op, args, attribute: [], shape, dtype });
  return {
    made,
    zero,
    apply,
    /** Sums start from 0, which turns -0 into 0. */
    fromZero: (x: Node, { shape, dtype }: Node): Node => apply('add', [x, zero(dtype)], shape, dtype),
  };
};

type NodeMaker = ReturnType<typeof nodeMaker>;

/** A contraction in which every axis is kept, in the order of its operands. */
export const isProduct = ({ op, attribute, args }: Applied): boolean => {
  if (op !== 'contract' || args.some(({ dtype }) => dtype === 'i32')) return false;
  const [x, y, out] = axesOf(attribute[0] as string);
  const inOrder = (own: readonly string[]): boolean =>
    own.join() === out.filter((letter) => own.includes(letter)).join();
  return inOrder(x) && inOrder(y);
};

/** The same, element by element, of new operands. */
export const product = ({ zero, apply, fromZero }: NodeMaker, node: Applied, args: readonly Node[]): Node => {
  const [xAxes, yAxes, outAxes] = axesOf(node.attribute[0] as string);
  const spread = (x: Node, own: readonly string[]): Node => {
    const shape = outAxes.map((letter, axis) => (own.includes(letter) ? node.shape[axis]! : 1));
    return sameShape(x.shape, shape) ? x : apply('reshape', [x], shape, x.dtype);
  };
  const [x, y] = [spread(args[0]!, xAxes), spread(args[1]!, yAxes)];
  // A product is 0 where either is, whatever the other is; beside a truth the other is itself.
  const [driver, other] = y.dtype === 'bool' && x.dtype !== 'bool' ? [y, x] : [x, y];
  const isLive = (of: Node): Node => apply('ne', [of, zero('f32')], of.shape, 'bool');
  const isTruth = driver.dtype === 'bool';
  const live = isTruth ? driver : apply('and', [isLive(x), isLive(y)], node.shape, 'bool');
  const full = isTruth ? other : apply('mul', [x, y], node.shape, 'f32');
  return fromZero(apply('where', [live, full, zero('f32')], node.shape, 'f32'), node);
};

/**
 * The sum, or the largest, of the products of a batch's rows, as one contraction, which need not write out the products of each
 * row. (They start from 0, so none is -0, and it makes no difference in which order they are joined.)
 */
export const joinedProduct = (node: Applied): Applied | undefined => {
  const [x] = node.args;
  if ((node.op !== 'sum' && node.op !== 'maxOver') || node.attribute.join() !== '0') return undefined;
  if (x?._tag !== 'Apply' || !isProduct(x)) return undefined;
  const [pre, post, out] = axesOf(x.attribute[0] as string);
  const [row, ...kept] = out;
  const outer =
    [pre, post].every((own) => own.length === 2 && own[0] === row) && kept.join() === `${pre[1]},${post[1]}`;
  if (!outer || (node.op === 'maxOver' && x.shape[0] === 1)) return undefined;
  const axes = `${pre.join('')},${post.join('')}->${kept.join('')}`;
  return { ...node, op: 'contract', args: x.args, attribute: node.op === 'sum' ? [axes] : [axes, largest] };
};

/**
 * Where rows of numbers are scattered in memory (as the filters of a convolution are), and used often enough, they are first
 * brought together: then four neighbours are added at once, and a convolution of graded inputs takes a third of the time.
 */
export const contiguous = (maker: NodeMaker, node: Applied, [x, y]: readonly Node[]): Node | undefined => {
  if (node.op !== 'contract' || isLargest(node) || x!.dtype === 'bool' || y!.dtype === 'bool') return undefined;
  const [xAxes, yAxes, outAxes] = axesOf(node.attribute[0] as string);
  const row = yAxes.filter((letter) => !xAxes.includes(letter));
  const rowLast = (axes: readonly string[]): readonly string[] =>
    axes.filter((letter) => !row.includes(letter)).concat(row);
  const [from, to] = [rowLast(yAxes), rowLast(outAxes)];
  const extent = size(row.map((letter) => y!.shape[yAxes.indexOf(letter)]!));
  const isWorthIt = extent >= 4 && size(x!.shape.slice(0, -1)) >= 16;
  const isKept = row.every((letter) => outAxes.includes(letter)) && new Set(yAxes).size === yAxes.length;
  if (!isWorthIt || !isKept || (from.join() === yAxes.join() && to.join() === outAxes.join())) return undefined;
  const sum = maker.made({
    ...node,
    args: [x!, permuted(maker, y!, yAxes, from)],
    attribute: [`${xAxes.join('')},${from.join('')}->${to.join('')}`],
    shape: to.map((letter) => node.shape[outAxes.indexOf(letter)]!),
  });
  return permuted(maker, sum, to, outAxes);
};

/** A value with its axes in another order. */
const permuted = ({ made, apply }: NodeMaker, x: Node, from: readonly string[], to: readonly string[]): Node => {
  const [own, flat] = [strides(x.shape), [1, size(x.shape)]];
  const axes = to.map((letter) => from.indexOf(letter));
  const data = sumsOf(axes.map((axis) => Array.from({ length: x.shape[axis]! }, (_, k) => k * own[axis]!)));
  const places = made(constantOf({ shape: [data.length], dtype: 'i32', data }));
  const args = [apply('reshape', [x], flat, x.dtype), places];
  const gathered = made({ _tag: 'Apply', op: 'gather', args, attribute: [], shape: flat, dtype: x.dtype });
  const shape = axes.map((axis) => x.shape[axis]!);
  return apply('reshape', [gathered], shape, x.dtype);
};
