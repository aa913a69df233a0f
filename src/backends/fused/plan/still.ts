import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { analysis, dependents, isElementwise, type Applied } from '../../graph.js';
import { float, type Value } from '../ir/ir.js';
import type { Update } from '../kernels/event-tail.js';
import type { Facts, Writer } from '../kernels/kernel.js';
import { furthest, isFixed } from './fixed.js';
import { bounding, ordinary, type Support } from './values.js';

/** What is known of nodes: the numbers that they are, where they may be other than 0, and their largest magnitude. */
export interface Analyses extends Pick<Facts, 'literalOf'> {
  readonly supportOf: (node: Node) => Support;
  readonly boundOf: (node: Node) => number;
}

/** What an update is made of. */
type Form = Pick<Update, 'nodes' | 'reads' | 'products' | 'covers'>;

/** Makes the update of a variable by some nodes, if the variable stays as it is where nothing spikes; `isZero` tells which values are 0 there. */
export type UpdateOf = <F extends Form>(
  before: Node,
  after: Applied,
  form: F,
  isZero: (node: Node) => boolean,
) => (F & Update) | undefined;

/** Magnitudes where nothing spikes: some values are 0 there; those of some nodes, and of constants, follow from their operands (undefined). */
export const besideSpikes = (
  nodes: readonly Node[],
  isZero: (node: Node) => boolean,
  boundOf: (node: Node) => number,
): ((node: Node) => number | undefined) => {
  const own = new Set(nodes);
  return (node) => (isZero(node) ? 0 : own.has(node) || node._tag === 'Constant' ? undefined : boundOf(node));
};

/**
 * Whether a variable stays as it is where nothing spikes, and which new values prevent that. `inside` gives magnitudes there (undefined
 * where they follow from operands); terms that are +0 there change no sign.
 */
export const stillness = (
  before: Node,
  after: Node,
  boundOf: (node: Node) => number,
  inside: (node: Node) => number | undefined,
): Pick<Update, 'isOdd' | 'wakes'> | undefined => {
  const vanishing = (most: number) => {
    const bound = bounding((node) => (node === before ? most : inside(node)));
    return (node: Node): boolean => bound(node) === 0;
  };
  const isBounded = holdsStill(after, before, vanishing(Math.min(clampedTo(after), boundOf(before))));
  if (!isBounded && !holdsStill(after, before, vanishing(ordinary))) return undefined;
  const vanishes = vanishing(boundOf(before));
  const isSettled = (node: Node): boolean => node === before || isPlus(node, vanishes);
  const settled: readonly Node[] = dependents(after, isSettled);
  const wakes = dependents(after, (node) => node === before).flatMap((node) => (isSwitch(node) ? [node.args[0]] : []));
  const isKnown = (node: Node): boolean =>
    settled.includes(node) || isSettled(node) || isFixed(node) || wakes.includes(node);
  const isSteady = settled.every((node) => node._tag === 'Apply' && node.args.every(isKnown));
  return { wakes: [...new Set(wakes)], isOdd: isBounded && isSteady ? undefined : oddOf(isBounded, isSteady) };
};

/** Whether a value that is 0 where `vanishes` says so is +0 there. */
const isPlus = (node: Node, vanishes: (node: Node) => boolean): boolean => {
  if (!vanishes(node)) return false;
  if (node.dtype === 'bool' || node._tag !== 'Apply') return node.dtype === 'bool';
  const [a, b, c] = node.args as [Node, Node, Node];
  const { op } = node;
  // Sums start from 0.
  return (
    op === 'contract' ||
    op === 'sum' ||
    (op === 'maxOver' && isPlus(a, vanishes)) ||
    (op === 'add' && (isZero(a) || isZero(b))) ||
    (op === 'where' && vanishes(a) && isZero(c))
  );
};

const isZero = (node: Node): boolean =>
  node._tag === 'Constant' && node.value.data.every((value) => Object.is(value, 0));

/** Whether a variable stays as it is if all that is added to it is 0; most do not, and are not looked at any further. */
export const mayStay = (before: Node, after: Node): boolean => holdsStill(after, before, () => true);

/** A choice that one truth makes for all elements. Where it is false the last operand counts, and where it is true all are computed. */
const isSwitch = (node: Node): node is Applied & { readonly args: readonly [Node, Node, Node] } =>
  node._tag === 'Apply' &&
  node.op === 'where' &&
  size(node.args[0]!.shape) === 1 &&
  node.args[0]!._tag !== 'Constant' &&
  size(node.shape) > 1;

/** The largest magnitude that the last operations of a value let through. */
const clampedTo = (node: Node): number => {
  if (isFixed(node)) return furthest(node);
  if (!isElementwise(node)) return Infinity;
  if (node.op === 'clamp') return Math.max(furthest(node.args[1]!), furthest(node.args[2]!));
  return node.op === 'where' ? Math.max(clampedTo(node.args[1]!), clampedTo(node.args[2]!)) : Infinity;
};

/** Which values are extraordinary; or -0, where a 0 of either sign may be added to it, so that its own sign would come and go. */
const oddOf =
  (isBounded: boolean, isSteady: boolean) =>
  (write: Writer, value: Value): Value => {
    const far = isBounded ? [] : [write.op('not', write.op('f32.lt', write.op('f32.abs', value), float(ordinary)))];
    const inverse = (): Value => write.op('f32.div', float(1), value);
    const negative = isSteady ? [] : [write.op('f32.lt', inverse(), float(-(2 ** 127)))];
    return write.anyOf([...far, ...negative]);
  };

/**
 * Whether a node, where nothing spikes, does nothing to a variable but add zeros, and then keep it within constant
 * bounds, or set constant parts of it: all of which a second time changes nothing more. Bounds that came before a sum would
 * only call back in the next step what it had added. `vanishes` tells what is 0 there.
 */
const holdsStill = (after: Node, variable: Node, vanishes: (node: Node) => boolean): boolean => {
  const holds: (node: Node) => boolean = analysis((node) => {
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
  });
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
