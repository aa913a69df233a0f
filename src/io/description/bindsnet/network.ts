import * as E from 'fp-ts/lib/Either.js';
import { fault, type LocalFault } from '../../../core/faults/errors.js';
import type { Plain } from '../../../core/term.js';
import { isShape } from '../../../core/shape.js';
import { unless } from '../../../core/faults/refuse.js';
import { shown } from '../../../core/faults/shown.js';
import { isRecord } from '../decode.js';
import { connectionTerm, type Layers } from './connections.js';
import { isPool } from './maps.js';
import {
  flagFaults,
  wholeFaults,
  given,
  nameOf,
  oneNumber,
  unknown,
  wordFaults,
  type Fields,
  type Named,
  type Translated,
} from './fields.js';
import { layerTerm, shapeOf } from './layers.js';
import { fromReadyMade } from './ready-made.js';

/**
 * Translates a network in the words of BindsNET (version 0.3.3: `LIFNodes`, `tc_decay`, `update_rule`) into ours, as data
 * that can be read. Where the two behave differently, the term says so explicitly.
 */
export const fromBindsnet = ({ compat: _, ...all }: Fields): Translated<Plain> => {
  const { learning = true, one_step = false, batch_size, reward_fn, progress_bar, device, ...network } = given(all);
  const faults = [
    ...Object.entries({ learning, one_step, progress_bar }).flatMap(([what, value]) => flagFaults(what, value)),
    ...(batch_size === undefined ? [] : wholeFaults('batch_size', oneNumber(batch_size))),
    ...rewardFaults(reward_fn),
    ...wordFaults('device', device),
  ];
  const how = { learning, arrival: one_step === true ? 'same step, dropping inputs' : 'next step' };
  const read = 'model' in network ? fromReadyMade(network, how) : fromParts(network, how);
  return faults.length === 0 ? read : E.left([...faults, ...(E.isLeft(read) ? read.left : [])]);
};

/** Of batch size and reward predictor a network here has nothing: `initial` takes the one, frames carry what the other makes of a reward. */
const rewardFaults = (value: Plain | undefined): readonly LocalFault[] => {
  const name = value !== undefined && isRecord(value) ? value['model'] : value;
  const isKnown = name === undefined || name === 'MovingAvgRPE';
  return unless(isKnown, 'Unknown', 'reward_fn', 'MovingAvgRPE, or null', shown(value));
};

const fromParts = ({ dt = 1, layers = [], connections = [], ...rest }: Fields, how: Fields): Translated<Plain> => {
  const unlisted = [
    ...listFaults('layers', layers, '{ name, model, params }'),
    ...listFaults('connections', connections, '{ source, target, model, params }'),
  ];
  if (unlisted.length > 0) return E.left(unlisted);
  const [all, joined] = [listOf(layers, 'layer'), listOf(connections, 'connection')];
  const faults = [
    ...unknown('description', rest, [
      'dt',
      'batch_size',
      'learning',
      'reward_fn',
      'one_step',
      'layers',
      'connections (monitors are given to run)',
    ]),
    ...repeated(
      'layer',
      all.map(({ name }) => nameOf(name)),
    ),
    ...repeated(
      'connection',
      joined.map(({ source, target }) => `${nameOf(source)}>${nameOf(target)}`),
    ),
  ];
  const driven = new Set(joined.filter(({ model }) => !isPool(model)).map(({ target }) => target));
  const nodes = all.map((layer) => layerTerm(layer, driven.has(layer['name'])));
  const missing = (name: string): boolean => all.findIndex((layer) => layer['name'] === name) < 0;
  const wires = joined.map((one) => {
    const strange = (['source', 'target'] as const).filter((end) => missing(nameOf(one[end])));
    return strange.length === 0
      ? connectionTerm(layersIn(all))(one)
      : E.left(
          strange.map((end) =>
            fault(
              'Unknown',
              `${end} of a connection`,
              `one of ${all.map(({ name }) => nameOf(name)).join(', ')}`,
              shown(one[end]),
            ),
          ),
        );
  });
  const found = [...faults, ...[...nodes, ...wires].flatMap((result) => (E.isLeft(result) ? result.left : []))];
  if (found.length > 0) return E.left(found);
  const record = (results: readonly E.Either<unknown, Named>[]): Plain =>
    Object.fromEntries(results.flatMap((result) => (E.isRight(result) ? [result.right] : [])));
  return E.right({ dt: oneNumber(dt), ...how, layers: record(nodes), connections: record(wires) });
};

const listFaults = (what: string, value: Plain, part: string): readonly LocalFault[] =>
  unless(Array.isArray(value), 'Data', what, `an array of ${part}`, shown(value));

const listOf = (value: Plain, what: string): readonly Fields[] =>
  (value as readonly Plain[]).map((part) => (isRecord(part) ? part : { [what]: part }));

/** A name that is given again would silently take the place of the first. */
const repeated = (kind: string, names: readonly string[]): readonly LocalFault[] =>
  names
    .filter((name, place) => names.indexOf(name) !== place)
    .map((name) => fault('Name', `${kind} '${name}'`, 'given once', 'given again'));

/** What connections have to know of the layers; of one that cannot be, one neuron. */
const layersIn = (layers: readonly Fields[]): Layers => {
  const paramsOf = (name: string): Fields => {
    const params = layers.find((layer) => layer['name'] === name)?.['params'];
    return params !== undefined && isRecord(params) ? given(params) : {};
  };
  const extents = (name: string) => {
    const { n, shape } = paramsOf(name);
    const found = shapeOf(n, shape);
    return isShape(found) ? found : [1];
  };
  return {
    endsOf: (source, target) => ({ from: extents(source), to: extents(target) }),
    tracesOf: (name) => {
      const { traces, traces_additive } = paramsOf(name);
      return { traces: traces === true, additive: traces_additive === true };
    },
  };
};
