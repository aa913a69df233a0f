import * as E from 'fp-ts/lib/Either.js';
import { fault, partOf, type LocalFault } from '../../../core/faults/errors.js';
import type { Plain } from '../../../core/term.js';
import { mapEntries } from '../../../core/record.js';
import { isShape, showShape, size, type Shape } from '../../../core/shape.js';
import { shown } from '../../../core/faults/shown.js';
import { isRecord, refuse } from '../decode.js';
import {
  entryOf,
  flagFaults,
  given,
  nameOf,
  oneNumber,
  renamed,
  unknown,
  wrapped,
  wordFaults,
  type Fields,
  type Named,
  type Translated,
} from './fields.js';
import { neurons, type Neuron } from './neurons.js';
import { spread } from './spread.js';

/** Parameters of every class of neurons. */
const layerParams = [
  'n',
  'shape',
  'traces',
  'traces_additive',
  'tc_trace',
  'trace_scale',
  'sum_input',
  'learning',
  'device',
] as const;

/**
 * A layer `{ name, model, params, state }`; `state` holds values put in place after construction. Whether it learns is for its
 * network to say, as it is there; `device` has no effect on numbers. A layer is driven where connections with weights end in it.
 */
export const layerTerm = (
  { name, model, params = {}, state = {}, ...rest }: Fields,
  isDriven: boolean,
): Translated<Named> => {
  const place = `layer '${nameOf(name)}'`;
  const entry = entryOf(neurons, model, `model of ${place}`);
  if (E.isLeft(entry)) return entry;
  if (typeof name !== 'string') return refuse('name of a layer', 'a string', name);
  if (!isRecord(params) || !isRecord(state)) return refuse(`params and state of ${place}`, 'records', [params, state]);
  const known = entry.right;
  const { n, shape, traces, sum_input, learning, device, tc_trace, trace_scale, traces_additive, ...own } = given({
    ...params,
    ...state,
  });
  const extents = shapeOf(n, shape);
  const numbers = isShape(extents)
    ? mapEntries(own, (param, value) => (param === 'S' ? value : spread(oneNumber(value), extents)))
    : own;
  const faults = [
    ...unknown(place, rest, []),
    ...unknown(place, own, [
      ...layerParams,
      ...Object.keys(known.params),
      ...(known.oneSpike === undefined ? [] : ['one_spike']),
      ...(known.ignored ?? []),
    ]),
    ...[
      ...(isShape(extents) ? [] : [extents]),
      ...Object.entries({ traces, traces_additive, sum_input, learning, one_spike: own['one_spike'] }).flatMap(
        ([param, value]) => flagFaults(param, value),
      ),
      ...wordFaults('device', device),
      ...(known.faults?.(numbers) ?? []),
    ].map(partOf(place)),
  ];
  if (faults.length > 0 || !isShape(extents)) return E.left(faults);
  const trace = given({
    tau: spread(oneNumber(tc_trace ?? null), extents),
    scale: spread(oneNumber(trace_scale ?? null), extents),
    additive: traces_additive ?? null,
  });
  const single = own['one_spike'] ?? known.oneSpike ?? false;
  const term = wrapped((isDriven ? known.driven : undefined) ?? neuronTerm(known, numbers, extents), {
    ...(single === true && { oneSpike: {} }),
    ...(sum_input === true && { summed: {} }),
    ...(traces === true && { traced: trace }),
  });
  return E.right([name, { shape: extents, model: term }]);
};

const neuronTerm = ({ name, params, defaults, fixed }: Neuron, own: Fields, extents: Shape): Plain => ({
  name,
  params: { ...defaults, ...renamed(own, params), ...fixed?.(own, extents) },
});

/** The extents of a layer of `n` neurons, of a `shape`, or of both, or why there can be none. */
export const shapeOf = (n: Plain | undefined, shape: Plain | undefined): Shape | LocalFault => {
  const count = n === undefined ? undefined : oneNumber(n);
  const extents = shape ?? (count === undefined ? undefined : [count]);
  if (!isShape(extents))
    return fault(
      'Shape',
      shape === undefined ? 'n' : 'shape',
      shape === undefined ? 'a whole number of at least 1, or shape given' : 'whole numbers of at least 1',
      shown(shape ?? n),
    );
  return count === undefined || count === size(extents)
    ? extents
    : fault('Shape', 'n', `${size(extents)}, the product of shape ${showShape(extents)}`, shown(count));
};
