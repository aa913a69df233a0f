import { at, oneOf, type Fault, type LocalFault } from '../faults/errors.js';
import { inputName } from '../input-name.js';
import { type AnyNetwork, type Layer, type Wire } from '../network.js';
import { unless } from '../faults/refuse.js';
import { showType } from '../ops.js';
import { sameShape, showShape } from '../shape.js';
import { networkSlots, slotType, type Slots } from '../slots.js';
import { sameTensor } from '../tensor.js';
import type { Plain, Term } from '../term.js';
import { hasOwn } from '../record.js';

const cure = 'as in the running network (a network of another structure starts from initial(net))';

/** The fault of something in which networks differ. */
const alike = (what: string, want: string, got: string, same = want === got): readonly LocalFault[] =>
  unless(same, 'Parameter', what, `${want}, ${cure}`, got);

/** What keeps a state of one network from going on in another: all in which they differ that is no parameter. */
export const differences = (net: AnyNetwork, other: AnyNetwork): readonly Fault[] => {
  const [mine, its] = [networkSlots(net), networkSlots(other)];
  return [
    ...[
      ...alike('dt', `${net.dt} ms`, `${other.dt} ms`),
      ...alike('arrival', `'${net.arrival}'`, `'${other.arrival}'`),
      ...alike('layers', named(net.layers), named(other.layers)),
      ...alike('connections', named(net.connections), named(other.connections)),
    ].map(at('network')),
    ...both<Layer<string>>(net.layers, other.layers, "layer '", (a, b, name) => [
      ...alike('shape', showShape(a.shape), showShape(b.shape)),
      ...alike('model', kindOf(a.model.term), kindOf(b.model.term)),
      ...(sameShape(a.shape, b.shape) ? slotDifferences(mine.layers[name]!, its.layers[name]!) : []),
    ]),
    ...both<Wire<string>>(net.connections, other.connections, "connection '", (a, b, name) => [
      ...alike('ends', endsOf(a), endsOf(b)),
      ...alike('connection', kindOf(a.connection.term), kindOf(b.connection.term)),
      ...alike('rule', kindOf(a.rule?.term), kindOf(b.rule?.term)),
      ...(endsOf(a) === endsOf(b) ? slotDifferences(mine.connections[name]!, its.connections[name]!) : []),
      ...alike('synapses', 'between the same neurons', 'other pairs of neurons', sameSynapses(a, b)),
    ]),
  ];
};

const named = (parts: object): string => {
  const names = Object.keys(parts);
  return names.length === 0 ? 'none' : oneOf(names).replace('one of ', '');
};

/** The faults of the parts that both networks have. */
const both = <A>(
  mine: Readonly<Record<string, A>>,
  its: Readonly<Record<string, A>>,
  word: string,
  compare: (a: A, b: A, name: string) => readonly LocalFault[],
): readonly Fault[] =>
  Object.entries(mine).flatMap(([name, part]) =>
    hasOwn(its, name) ? compare(part, its[name]!, name).map(at(`${word}${name}'`)) : [],
  );

/** A model, connection or rule without its parameters, `traced(lif)`. */
const kindOf = (term: Term | undefined): string => {
  if (term === undefined) return 'none';
  const of = term.params['of'];
  return isTerm(of) ? `${term.name}(${kindOf(of)})` : term.name;
};

const isTerm = (value: Plain | undefined): value is Term =>
  typeof value === 'object' && value !== null && 'name' in value && 'params' in value;

const endsOf = ({ from, to, receptor }: Wire<string>): string => `'${from}' to '${inputName(to, receptor)}'`;

const slotDifferences = (mine: Slots, its: Slots): readonly LocalFault[] => {
  const typeIn = (slots: Slots, name: string): string =>
    hasOwn(slots, name) ? showType(slotType(slots[name]!, 1)) : 'none';
  return [...new Set([...Object.keys(mine), ...Object.keys(its)])].flatMap((name) =>
    alike(`variable ${name}`, typeIn(mine, name), typeIn(its, name)),
  );
};

const sameSynapses = ({ connection: { ends: a } }: Wire<string>, { connection: { ends: b } }: Wire<string>): boolean =>
  a === undefined || b === undefined ? a === b : sameTensor(a.pre, b.pre) && sameTensor(a.post, b.post);
