import * as E from 'fp-ts/lib/Either.js';
import { fault } from '../../../core/errors.js';
import type { Plain } from '../../../core/json.js';
import { isRecord } from '../decode.js';
import { nameOf, renamed, unknown, wrap, type Fields, type Named, type Translated } from './fields.js';
import { neurons } from './neurons.js';

/** A layer `{ name, model, params, state }`; `state` holds values put in place after construction. */
export const layerTerm = ({ name, model, params = {}, state = {}, ...rest }: Fields): Translated<Named> => {
  const known = typeof model === 'string' && Object.hasOwn(neurons, model) ? neurons[model] : undefined;
  if (typeof name !== 'string' || known === undefined || !isRecord(params) || !isRecord(state))
    return E.left([
      fault(
        'Unknown',
        `model of layer '${nameOf(name)}'`,
        `one of ${Object.keys(neurons).join(', ')}`,
        `'${nameOf(model)}'`,
      ),
    ]);
  const { n, shape, traces, sum_input, one_spike, tc_trace, trace_scale, traces_additive, ...own } = {
    ...params,
    ...state,
  };
  const faults = [
    ...unknown(`layer '${name}'`, rest, []),
    ...unknown(`layer '${name}'`, own, [...Object.keys(known.params), ...(known.ignored ?? [])]),
  ];
  if (faults.length > 0) return E.left(faults);
  const given = { ...renamed(own, known.params), ...known.fixed?.({ ...own, n: n ?? null }) };
  const plain: Plain = { name: known.name, params: { ...known.defaults, ...given } };
  const single = (one_spike ?? known.oneSpike ?? false) ? wrap('oneSpike', {}, plain) : plain;
  const added = sum_input === true ? wrap('summed', {}, single) : single;
  const trace = renamed(
    { tc_trace: tc_trace ?? null, trace_scale: trace_scale ?? null, traces_additive: traces_additive ?? null },
    { tc_trace: 'tau', trace_scale: 'scale', traces_additive: 'additive' },
  );
  return E.right([
    name,
    { shape: shape ?? [n ?? null], model: traces === true ? wrap('traced', trace, added) : added },
  ]);
};
