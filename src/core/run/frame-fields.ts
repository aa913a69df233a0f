import * as E from 'fp-ts/lib/Either.js';
import { fault, oneOf, type LocalFault } from '../faults/errors.js';
import type { Want } from './frame-fit.js';
import { isAmong, type Facts } from './source.js';
import { innermost } from '../term.js';
import { inputName } from '../input-name.js';
import { type AnyNetwork, type Layer, type Wire } from '../network.js';
import { hasOwn, mapEntries } from '../record.js';
import { shown } from '../faults/shown.js';

/** The fields of a frame that hold tensors by name. */
export const fields = ['inputs', 'inject', 'clamp', 'unclamp', 'masks', 'draws'] as const;
export type Field = (typeof fields)[number];

/** The constraint of the tensor of a name, or the fault of a name that takes none. */
export type Lookup = (name: string) => E.Either<LocalFault, Want>;

/** The tensors that each field of a frame of some source takes, by name. */
export const frameFields = (net: AnyNetwork, { rows }: Facts): Readonly<Record<Field, Lookup>> =>
  mapEntries(
    fieldsOf(net),
    (field, want): Lookup =>
      (name) =>
        isAmong(rows, field, name) ? want(name) : E.map((one: Want): Want => ({ ...one, alone: true }))(want(name)),
  );

const fieldsOf = (net: AnyNetwork): Readonly<Record<Field, Lookup>> => {
  const layers = (want: (layer: Layer<string>) => E.Either<LocalFault, Want>) => lookup('layer', net.layers, want);
  const neurons = (more: Pick<Want, 'neurons'>) => layers(({ shape }) => E.right({ shape, rowwise: true, ...more }));
  return {
    inputs: lookup('layer', inputsOf(net), ({ shape, model: { source, term } }) =>
      source === true
        ? E.left(fault('Frame', 'layer', 'one whose neurons take input', `a source (${innermost(term)})`))
        : E.right({ shape, rowwise: true }),
    ),
    clamp: neurons({ neurons: true }),
    unclamp: neurons({ neurons: true }),
    inject: layers(({ shape, variables }) =>
      variables.includes('v')
        ? E.right({ shape, rowwise: true, dtype: 'f32' })
        : E.left(fault('Frame', 'layer', "one with a voltage 'v'", `one with ${variables.join(', ')}`)),
    ),
    draws: layers(({ shape, model: { noise, term } }) =>
      noise === undefined
        ? E.left(fault('Frame', 'layer', 'one whose model draws random numbers', `'${innermost(term)}'`))
        : E.right({ shape: noise === 'neuron' ? shape : [], rowwise: true, dtype: 'f32', unit: true }),
    ),
    masks: lookup('connection', net.connections, ({ connection: { init, term } }: Wire<string>) =>
      init['w'] === undefined
        ? E.left(fault('Frame', 'connection', 'one with weights', `'${innermost(term)}'`))
        : E.right({ shape: init['w'].shape, rowwise: false, dtype: 'bool' }),
    ),
  };
};

/** The layer of each input that a frame can feed: of layers, and of their receptors. */
const inputsOf = ({ layers }: AnyNetwork): Readonly<Record<string, Layer<string>>> =>
  Object.fromEntries(
    Object.entries<Layer<string>>(layers).flatMap(([to, layer]) =>
      [undefined, ...Object.keys(layer.model.receptors ?? {})].map(
        (receptor) => [inputName(to, receptor), layer] as const,
      ),
    ),
  );

const lookup =
  <A>(kind: string, known: Readonly<Record<string, A>>, want: (value: A) => E.Either<LocalFault, Want>): Lookup =>
  (name) =>
    hasOwn(known, name) ? want(known[name]!) : E.left(fault('Unknown', kind, oneOf(Object.keys(known)), shown(name)));
