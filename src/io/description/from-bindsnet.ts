import type * as E from 'fp-ts/lib/Either.js';
import { isRecord } from '../../core/check/options.js';
import type { Faults } from '../../core/errors.js';
import type { AnyNetwork } from '../../core/network.js';
import type { Json } from '../json.js';
import { fromDescription } from './description.js';

/**
 * A network from plain data in the words of BindsNET (version 0.3.3), or all that is wrong with it: `{ dt, layers: [{ name, model: 'LIFNodes',
 * params: { n, tc_decay } }], connections: [{ source, target, model: 'Connection', params }] }`, or `{ model: 'TwoLayerNetwork', params }`.
 * `describe` shows it in our words; docs/bindsnet.md has the table. The same as `fromDescription` of data with `"compat": "bindsnet"`.
 */
export const fromBindsnet = (json: Json): E.Either<Faults, AnyNetwork> =>
  fromDescription(isRecord(json) ? { ...(json as { readonly [name: string]: Json }), compat: 'bindsnet' } : json);
