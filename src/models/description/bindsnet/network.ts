import * as E from 'fp-ts/lib/Either.js';
import { fault, type LocalFault } from '../../../core/errors.js';
import type { Plain } from '../../../core/json.js';
import { size, type Shape } from '../../../core/shape.js';
import { isRecord } from '../decode.js';
import { connectionTerm } from './connections.js';
import { nameOf, unknown, type Fields, type Named, type Translated } from './fields.js';
import { layerTerm } from './layers.js';
import { fromReadyMade } from './ready-made.js';

/**
 * Translates a network in the words of BindsNET (version 0.3.3: `LIFNodes`, `tc_decay`, `update_rule`) into ours: data to
 * data, so that what it means is open to reading. Where the two behave differently, the term says so explicitly.
 */
export const fromBindsnet = ({
  compat: _,
  learning = true,
  one_step = false,
  ...network
}: Fields): Translated<Plain> => {
  const how = { learning, arrival: one_step === true ? 'same step, dropping inputs' : 'next step' };
  return 'model' in network ? fromReadyMade(network, how) : fromParts(network, how);
};

const fromParts = ({ dt = 1, layers = [], connections = [], ...rest }: Fields, how: Fields): Translated<Plain> => {
  const [given, joined] = [listOf(layers, 'layer'), listOf(connections, 'connection')];
  const faults = [
    ...unknown('description', rest, []),
    ...repeated(
      'layer',
      given.map(({ name }) => nameOf(name)),
    ),
    ...repeated(
      'connection',
      joined.map(({ source, target }) => `${nameOf(source)}>${nameOf(target)}`),
    ),
  ];
  const nodes = given.map(layerTerm);
  const wires = joined.map(connectionTerm(sizeIn(given)));
  const all = [...faults, ...[...nodes, ...wires].flatMap((result) => (E.isLeft(result) ? result.left : []))];
  if (all.length > 0) return E.left(all);
  const record = (results: readonly E.Either<unknown, Named>[]): Plain =>
    Object.fromEntries(results.flatMap((result) => (E.isRight(result) ? [result.right] : [])));
  return E.right({ dt, ...how, layers: record(nodes), connections: record(wires) });
};

const listOf = (value: Plain, what: string): readonly Fields[] =>
  Array.isArray(value) ? value.map((part) => (isRecord(part) ? part : { [what]: part })) : [{ [what]: value }];

/** A name that is given again would silently take the place of the first. */
const repeated = (kind: string, names: readonly string[]): readonly LocalFault[] =>
  names
    .filter((name, place) => names.indexOf(name) !== place)
    .map((name) => fault('Name', `${kind} '${name}'`, 'given once', 'given again'));

/** How many neurons a layer has, by what is said of it. */
const sizeIn =
  (layers: readonly Fields[]) =>
  (name: string): number => {
    const params = layers.find((layer) => layer['name'] === name)?.['params'];
    const { n, shape } = isRecord(params) ? params : {};
    return typeof n === 'number' ? n : Array.isArray(shape) ? size(shape as Shape) : 0;
  };
