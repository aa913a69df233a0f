import { at, fault, type Fault } from '../core/faults/errors.js';
import { draw, type Node } from '../core/graph/graph.js';
import { algebra } from '../core/graph/interpret.js';
import type { Algebra, Type } from '../core/algebra.js';
import type { Start, Vars } from '../core/model.js';
import type { AnyNetwork, Layer, Wire } from '../core/network.js';
import { mapValues } from '../core/record.js';
import { sameShape } from '../core/shape.js';
import { networkSlots, slotTypes, type Slot, type Slots } from '../core/slots.js';
import { learn, normalise, stepLayer, transmit } from '../core/step-parts.js';
import { isTensor, sameTensor, type Tensor } from '../core/tensor.js';
import type { Term } from '../core/term.js';
import { leaves, type Tree } from '../core/graph/tree.js';

/**
 * The parts of a network that another one, read from its terms, does not have: a layer or connection whose variables or whose
 * step are not the same. A step is drawn of both, as one graph; equal computations are one node there, so it is enough to
 * look whether the results are. So a model of a program with the name of one of the library is found.
 */
export const differences = (net: AnyNetwork, read: AnyNetwork): readonly Fault[] => {
  const [slots, others] = [networkSlots(net), networkSlots(read)];
  const layers = Object.entries<Layer<string>>(net.layers).flatMap(([name, one]) => {
    const other = read.layers[name]!;
    const [own, its] = [slots.layers[name]!, others.layers[name]!];
    const alike = one.model.noise === other.model.noise && sameSlots(own, its) && sameLayer(net.dt, one, other, own);
    return alike ? [] : [differing(`layer '${name}'`, one.model.term)];
  });
  const connections = Object.entries<Wire<string>>(net.connections).flatMap(([name, one]) => {
    const other = read.connections[name]!;
    const [own, its] = [slots.connections[name]!, others.connections[name]!];
    const ends = { pre: slots.layers[one.from]!, post: slots.layers[one.to]! };
    const alike =
      Boolean(one.rule?.rewarded) === Boolean(other.rule?.rewarded) &&
      Boolean(one.connection.normalise) === Boolean(other.connection.normalise) &&
      sameSlots(own, its) &&
      sameWire(net.dt, one, other, own, ends);
    return alike ? [] : [differing(`connection '${name}'`, one.connection.term, one.rule?.term)];
  });
  return [...layers, ...connections];
};

const differing = (place: string, ...terms: readonly (Term | undefined)[]): Fault =>
  at(place)(
    fault(
      'Model',
      terms.flatMap((term) => (term === undefined ? [] : [`'${term.name}'`])).join(' and '),
      'the same when read back from the description (saveState saves the state alone)',
      'something else',
    ),
  );

const sameSlots = (own: Slots, its: Slots): boolean => {
  const others = Object.entries(its);
  const alike = ([name, a]: readonly [string, Slot], place: number): boolean => {
    const [other, b] = others[place]!;
    return (
      name === other &&
      sameShape(a.shape, b.shape) &&
      a.dtype === b.dtype &&
      a.learned === b.learned &&
      sameStart(a.init(), b.init())
    );
  };
  return Object.keys(own).length === others.length && Object.entries(own).every(alike);
};

const sameStart = (a: Start, b: Start): boolean => (isTensor(a) && isTensor(b) ? sameTensor(a, b) : Object.is(a, b));

/** Rows for the drawing; more than one, so that the batch axis is recognised. */
const rows = 2;

type Values = Vars<string, Node>;
type Shown = Record<'vars' | 'pre' | 'post', Values> & Record<'reward' | 'tick', Node>;

const sameLayer = (dt: number, one: Layer<string>, other: Layer<string>, slots: Slots): boolean => {
  const { noise } = one.model;
  const inputs = {
    state: typesOf(slots),
    input: f32([rows, ...one.shape]),
    u: f32(noise === undefined ? [] : noise === 'row' ? [rows] : [rows, ...one.shape]),
  };
  return sameDrawing(inputs, [one, other], (A, layer, given) => {
    const { state, input, u } = given as unknown as { state: Values; input: Node; u: Node };
    return stepLayer(A, layer, state, input, dt, u);
  });
};

const sameWire = (
  dt: number,
  one: Wire<string>,
  other: Wire<string>,
  slots: Slots,
  ends: { readonly pre: Slots; readonly post: Slots },
): boolean => {
  const scalars = { reward: f32([rows]), tick: { shape: [], dtype: 'i32' } satisfies Type };
  const inputs = { vars: typesOf(slots), ...mapValues(ends, typesOf), ...scalars };
  return sameDrawing(inputs, [one, other], (A, wire, given) => {
    const { vars, ...seen } = given as unknown as Shown;
    const { current, vars: sent } = transmit(A, wire, vars, seen.pre['s']!, dt);
    const learned = learn(A, wire, sent, { ...seen, dt });
    return { current, learned, normalised: normalise(A, wire.connection, vars) };
  });
};

const f32 = (shape: readonly number[]): Type => ({ shape, dtype: 'f32' });

const typesOf = (slots: Slots): Vars<string, Type> => slotTypes(slots, rows);

/** Whether two things do the same: drawn side by side, they have to come to the very same nodes. */
const sameDrawing = <P>(
  inputs: Tree<Type>,
  [one, other]: readonly [P, P],
  f: (A: Algebra<Node>, part: P, given: Tree<Node>) => Tree<Node>,
): boolean => {
  const { outputs } = draw(inputs, (drawing, given) => {
    const A = sharing(drawing);
    return { one: f(A, one, given), other: f(A, other, given) };
  });
  const found = new Map(leaves(outputs));
  const mine = [...found].filter(([path]) => path.startsWith('one.'));
  return (
    mine.length * 2 === found.size && mine.every(([path, node]) => found.get(path.replace('one', 'other')) === node)
  );
};

/** The same algebra, for which equal constants are one. */
const sharing = (A: Algebra<Node>): Algebra<Node> => {
  const known: Tensor[] = [];
  const shared = (value: Tensor): Tensor =>
    known.find((other) => sameTensor(value, other)) ?? known[known.push(value) - 1]!;
  return algebra<Node>({
    constant: (value) => A.constant(shared(value)),
    type: A.type,
    apply: (op, args, attribute) => A.apply(op, args, attribute),
  });
};
