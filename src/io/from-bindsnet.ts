import * as E from 'fp-ts/lib/Either.js';
import { isRecord } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { at, fault, oneOf, unlessFaulty, type Fault, type Faults } from '../core/faults/errors.js';
import type { AnyNetwork } from '../core/network.js';
import { isTensor, type Tensor } from '../core/tensor.js';
import { toJson, type Json } from './file/json.js';
import { fromDescription } from './description.js';
import { entryOf } from '../core/record.js';

/**
 * A network from plain data in the words of BindsNET (version 0.3.3), or all faults: `{ dt, layers: [{ name, model:
 * 'LIFNodes', params: { n, tc_decay } }], connections: [{ source, target, model: 'Connection', params }] }`, or `{ model:
 * 'TwoLayerNetwork', params }`. `{ tensor: name }` refers to one of the `tensors`, as `python/from_bindsnet.py` writes both.
 * `describe` shows the network in our words; docs/bindsnet.md has the table. The same as `fromDescription` of data with
 * `"compat": "bindsnet"`.
 */
export const fromBindsnet = (
  json: Json,
  tensors: Readonly<Record<string, Tensor>> = {},
): E.Either<Faults, AnyNetwork> => {
  if (!isRecord(tensors))
    return E.left([at('fromBindsnet')(fault('Parameter', 'tensors', 'a record of tensors by name', shown(tensors)))]);
  const faults: Fault[] = [];
  const whole = filled(json, tensors, faults);
  const described = isRecord(whole) ? { ...(whole as { readonly [name: string]: Json }), compat: 'bindsnet' } : whole;
  return E.chain(() => fromDescription(described))(unlessFaulty(faults, () => undefined));
};

/** The data with tensors in the places of their names; a name that no tensor has goes to the faults. */
const filled = (json: Json, tensors: Readonly<Record<string, Tensor>>, faults: Fault[]): Json => {
  if (Array.isArray(json)) return json.map((part: Json) => filled(part, tensors, faults));
  if (!isRecord(json)) return json;
  const { tensor: name, ...others } = json;
  if (name === undefined || Object.keys(others).length > 0)
    return Object.fromEntries(Object.entries(json).map(([key, part]) => [key, filled(part as Json, tensors, faults)]));
  const found = entryOf(tensors, name);
  if (isTensor(found)) return toJson(found);
  faults.push(at('description')(fault('Unknown', 'tensor', oneOf(Object.keys(tensors)), shown(name))));
  return null;
};
