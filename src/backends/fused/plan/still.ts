import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { analysis, isElementwise, type Applied } from '../../graph.js';
import { float, type Value } from '../ir/ir.js';
import type { Update } from '../kernels/event-tail.js';
import type { Facts, Writer } from '../kernels/kernel.js';
import { furthest, isFixed } from './fixed.js';
import { bounding, ordinary, type Support } from './values.js';

/** What is known of nodes: the numbers that they are, where they may be other than 0, and how far from it. */
export interface Analyses extends Pick<Facts, 'literalOf'> {
  readonly supportOf: (node: Node) => Support;
  readonly boundOf: (node: Node) => number;
}

/** How often each node is read, or becomes a variable. */
export type Uses = ReadonlyMap<Node, number>;

/** The element-by-element nodes that lead to one from some others, operands first. */
export const dependents = (after: Node, isSource: (node: Node) => boolean): readonly Applied[] => {
  const found: Applied[] = [];
  const leads = analysis<boolean>((node, of) => {
    if (isSource(node)) return true;
    // All operands are visited, whatever the first of them leads to.
    const isFound = isElementwise(node) && node.args.map(of).includes(true);
    if (isFound) found.push(node as Applied);
    return isFound;
  });
  leads(after);
  return found;
};

/** How often each node is read by some nodes. */
export const readsBy = (nodes: readonly Node[]): Map<Node, number> => {
  const reads = new Map<Node, number>();
  for (const node of nodes)
    if (node._tag === 'Apply') for (const arg of node.args) reads.set(arg, (reads.get(arg) ?? 0) + 1);
  return reads;
};

/** Whether no node but some (of which the last becomes a variable) reads any of some values. */
export const areOwn = (values: readonly Node[], nodes: readonly Applied[], uses: Uses): boolean => {
  const reads = readsBy(nodes);
  return values.every((node) => (node === nodes.at(-1) ? 1 : (reads.get(node) ?? 0)) === uses.get(node));
};

/** How far from 0 values are where no spikes are: some are 0 there, and some nodes, and constants, are what they are made of (undefined). */
export const besideSpikes = (
  nodes: readonly Node[],
  isZero: (node: Node) => boolean,
  boundOf: (node: Node) => number,
): ((node: Node) => number | undefined) => {
  const own = new Set(nodes);
  return (node) => (isZero(node) ? 0 : own.has(node) || node._tag === 'Constant' ? undefined : boundOf(node));
};

/**
 * Where no spikes are, whether a variable stays as it is, and what new values stand in the way of that. There, `inside` tells how
 * far from 0 values are that are made of others (undefined: by their operands); and terms that are +0 there change no sign.
 */
export const stillness = (
  before: Node,
  after: Node,
  boundOf: (node: Node) => number,
  inside: (node: Node) => number | undefined,
  isPlusZero: (node: Node) => boolean,
): Pick<Update, 'isOdd' | 'wakes'> | undefined => {
  const beside = (most: number) => bounding((node) => (node === before ? most : inside(node)));
  const isStill = (most: number): boolean => holdsStill(after, before, beside(most));
  const isBounded = isStill(Math.min(clampedTo(after), boundOf(before)));
  if (!isBounded && !isStill(ordinary)) return undefined;
  const isSettled = (node: Node): boolean => node === before || isPlusZero(node);
  const settled: readonly Node[] = dependents(after, isSettled);
  const wakes = dependents(after, (node) => node === before).flatMap((node) => (isSwitch(node) ? [node.args[0]] : []));
  const isKnown = (node: Node): boolean =>
    settled.includes(node) || isSettled(node) || isFixed(node) || wakes.includes(node);
  const isSteady = settled.every((node) => node._tag === 'Apply' && node.args.every(isKnown));
  return { wakes: [...new Set(wakes)], isOdd: isBounded && isSteady ? undefined : oddOf(isBounded, isSteady) };
};

/** A choice that one truth makes for all elements. Where it is false the last operand counts, and where it is true all are computed. */
export const isSwitch = (node: Node): node is Applied & { readonly args: readonly [Node, Node, Node] } =>
  node._tag === 'Apply' &&
  node.op === 'where' &&
  size(node.args[0]!.shape) === 1 &&
  node.args[0]!._tag !== 'Constant' &&
  size(node.shape) > 1;

/** How far from 0 a value may be for the bounds that its last operations keep it in. */
const clampedTo = (node: Node): number => {
  if (isFixed(node)) return furthest(node);
  if (!isElementwise(node)) return Infinity;
  if (node.op === 'clamp') return Math.max(furthest(node.args[1]!), furthest(node.args[2]!));
  return node.op === 'where' ? Math.max(clampedTo(node.args[1]!), clampedTo(node.args[2]!)) : Infinity;
};

/** Values that are extraordinary; and -0, where what is added to it may be 0 of either sign, as its own sign would come and go. */
const oddOf =
  (isBounded: boolean, isSteady: boolean) =>
  (write: Writer, value: Value): Value => {
    const far = isBounded ? [] : [write.op('not', write.op('f32.lt', write.op('f32.abs', value), float(ordinary)))];
    const inverse = (): Value => write.op('f32.div', float(1), value);
    const negative = isSteady ? [] : [write.op('f32.lt', inverse(), float(-(2 ** 127)))];
    return [...far, ...negative].reduce((a, b) => write.op('or', a, b));
  };

/**
 * Whether a node, where nothing spikes, does nothing to a variable but add zeros, and then keep it within constant
 * bounds, or set constant parts of it: all of which a second time changes nothing more. Bounds that came before a sum would
 * only call back in the next step what it had added. `boundOf` is told beside spikes: what is 0 there is bounded by 0.
 */
const holdsStill = (after: Node, variable: Node, boundOf: (node: Node) => number): boolean => {
  const vanishes = (node: Node): boolean => boundOf(node) === 0;
  const holds = (node: Node): boolean => {
    if (node === variable) return true;
    if (!isElementwise(node)) return false;
    const [a, b, c] = node.args as [Node, Node, Node];
    switch (node.op) {
      case 'add':
        return (grows(a) && vanishes(b)) || (vanishes(a) && grows(b));
      case 'sub':
        return grows(a) && vanishes(b);
      case 'clamp':
        return holds(a) && isBound(b) && isBound(c);
      case 'max':
      case 'min':
        // Of a bound and NaN comes the bound, which bounds before it would call back.
        return (holds(a) && isBound(b)) || (isBound(a) && grows(b));
      case 'where':
        if (isSwitch(node)) return holds(c);
        return a._tag === 'Constant' && ((isBound(b) && holds(c)) || (holds(b) && isBound(c)));
      default:
        return false;
    }
  };
  const grows = (node: Node): boolean =>
    isSwitch(node)
      ? grows(node.args[2])
      : holds(node) && (node === variable || (isElementwise(node) && ['add', 'sub'].includes(node.op)));
  return holds(after);
};

/** Fixed numbers; -0 is none, as it would come and go. */
const isBound = (node: Node): boolean =>
  node.dtype === 'f32' &&
  isFixed(node) &&
  (node._tag !== 'Constant' || node.value.data.every((value) => !Object.is(value, -0)));
