import * as E from 'fp-ts/lib/Either.js';
import { fault, partOf, type LocalFault } from '../../../core/faults/errors.js';
import type { Plain, Term } from '../../../core/term.js';
import { entryOf, mapEntries, mapValues } from '../../../core/record.js';
import { isShape, size, type Shape } from '../../../core/shape.js';
import type { AnyNetwork } from '../../../core/network.js';
import { isRecord, refuse } from '../decode.js';
import { termsOf } from '../terms.js';
import { vocabulary } from '../../../models/vocabulary.js';
import { readersOf } from '../readers.js';
import { given, nameOf, oneNumber, renamed, unknown, wordsIn, type Fields, type Translated } from './fields.js';
import { counted } from './neurons.js';
import { networks, type ReadyMade } from './ready-made-classes.js';
import { reductions } from './rules.js';
import { silent, silentFaults } from './silent.js';

/**
 * A network of theirs by name: `{ model, params, weights }`, with weights by `X>Y` in place of those that it would start
 * with. What comes out is spelt in our terms, its connections called `X>Y`.
 */
export const fromReadyMade = (
  { model = null, params = {}, weights = {}, ...rest }: Fields,
  how: Fields,
): Translated<Plain> => {
  const known = entryOf(networks, model);
  if (known === undefined || !isRecord(params) || !isRecord(weights))
    return refuse('model', `one of ${Object.keys(networks).join(', ')}, with records of params and weights`, model);
  const name = nameOf(model);
  const {
    [known.inputs]: count = null,
    inpt_shape = null,
    device,
    w_dtype,
    sparse,
    batch_size,
    ...own
  } = mapValues(given(params), oneNumber);
  const shape = inpt_shape ?? [count];
  const faults = [
    ...unknown('description', rest, ['model', 'params', 'weights']),
    ...unknown(name, own, [known.inputs, 'inpt_shape', ...Object.keys(known.params), ...silent]),
    ...silentFaults({ device, w_dtype, sparse, batch_size }).map(partOf(name)),
    ...wordsIn(`reduction of ${name}`, own['reduction'], reductions),
    ...sizeFaults('inpt_shape', shape, known.inputs, count),
    ...('input_shape' in known.params ? sizeFaults('input_shape', own['input_shape'], known.inputs, count) : []),
  ];
  if (faults.length > 0) return E.left(faults);

  const ours = {
    name: known.name,
    params: { inputs: shape, over: 'sum', beyondBounds: true, ...renamed(own, known.params), ...known.fixed },
  };
  const built = E.flatten<readonly LocalFault[], AnyNetwork>(readersOf(vocabulary).network(ours, name));
  if (E.isLeft(built)) return E.left(built.left.map(inTheirWords(name, known)));
  const { layers, connections, ...net } = termsOf(built.right);
  const wires = Object.fromEntries(Object.values(connections).map((wire) => [`${wire.from}>${wire.to}`, wire]));
  const strange = unknown('weights', weights, Object.keys(wires));
  if (strange.length > 0) return E.left(strange);
  const nodes = mapValues(layers, (layer) => ({
    ...layer,
    model: changed(layer.model, { lif: counted, adaptiveLif: counted }),
  }));
  return E.right({
    ...net,
    ...how,
    layers: { ...nodes, X: { ...layers['X']!, shape: shape as Shape } },
    connections: mapEntries(wires, (ends, wire) => {
      const { [ends]: w } = weights;
      const given = w === undefined ? {} : { dense: { w } };
      return { ...wire, connection: changed(wire.connection, { ...known.changes, ...given }) };
    }),
  });
};

/** The shape of the inputs has to hold as many as there are said to be. */
const sizeFaults = (what: string, value: Plain | undefined, inputs: string, count: Plain): readonly LocalFault[] =>
  isShape(value) && size(value) === count
    ? []
    : [fault('Shape', what, `a shape of ${inputs} (${nameOf(count)}) neurons`, nameOf(value))];

/** The fault of a parameter, under its name in BindsNET. */
const inTheirWords = (name: string, { inputs, params }: ReadyMade) => {
  const theirs = new Map([...Object.entries(params).map(([their, our]) => [our, their] as const), ['inputs', inputs]]);
  return (found: LocalFault): LocalFault => partOf(name)({ ...found, what: theirs.get(found.what) ?? found.what });
};

/** A term with other parameters, and all that it wraps, by name. */
const changed = ({ name, params: { of, ...own } }: Term, changes: Readonly<Record<string, Fields>>): Term => ({
  name,
  params: {
    ...own,
    ...changes[name],
    ...(of === undefined ? {} : { of: changed(of as Term, changes) }),
  },
});
