import * as E from 'fp-ts/lib/Either.js';
import { partOf } from '../../../core/faults/errors.js';
import { mapEntries } from '../../../core/record.js';
import { isTensor, type Param } from '../../../core/tensor.js';
import { isRecord, refuse } from '../decode.js';
import type { Plain } from '../../../core/term.js';
import { crossedFaults } from '../../../models/learning/bounded.js';
import { fraction } from '../../../models/parameters/constraint.js';
import { numberFaults } from '../../../models/parameters/faults.js';
import type { ConnectionClass, Ends } from './connection-class.js';
import {
  among,
  boundFaults,
  entryOf,
  flagFaults,
  given,
  nameOf,
  oneNumber,
  unknown,
  wordFaults,
  wrapped,
  type Fields,
  type Named,
  type Translated,
} from './fields.js';
import { firstWeights, isBounded, within, type Bounds } from './first-weights.js';
import { connectionClasses } from './maps.js';
import { ruleParams, ruleTerm, type TracesOf } from './rules.js';
import { spread } from './spread.js';

/** Parameters of every class of connections, besides those of its rule. */
const connectionParams = ['w', 'b', 'norm', 'wmin', 'wmax', 'weight_decay', 'Dales_rule', 'w_dtype', 'device'] as const;

/** What a connection has to know of the layers of its description. */
export interface Layers {
  readonly endsOf: (source: string, target: string) => Ends;
  readonly tracesOf: TracesOf;
}

/** A connection `{ source, target, model, params }`, called `X>Y`, with its rule; `w_dtype` and `device` have no effect on numbers. */
export const connectionTerm =
  ({ endsOf, tracesOf }: Layers) =>
  ({ source, target, model, params = {}, ...rest }: Fields): Translated<Named> => {
    const name = `${nameOf(source)}>${nameOf(target)}`;
    const entry = entryOf(connectionClasses, model, `model of connection '${name}'`);
    if (E.isLeft(entry)) return entry;
    if (!isRecord(params)) return refuse(`params of connection '${name}'`, 'a record', params);
    const known = entry.right;
    // A parameter that is null is left out, there as here.
    const all = mapEntries(given({ ...params, ...rest }), (param, value) =>
      ['w', 'b', 'sparse'].includes(param) && known.shared !== true ? value : eachWeight(oneNumber(value), params['w']),
    );
    const { w, b, norm, wmin, wmax, weight_decay = 0, Dales_rule, w_dtype, device, ...others } = all;
    const [own, learned] = [known.params, ruleParams].map((names) => among(others, names)) as [Fields, Fields];
    const ends = endsOf(nameOf(source), nameOf(target));
    const bounds = { min: (wmin ?? -Infinity) as Param, max: (wmax ?? Infinity) as Param };
    const rule = ruleTerm(name, [nameOf(source), nameOf(target)], learned, tracesOf);
    const faults = [
      ...unknown(`connection '${name}'`, others, [...connectionParams, ...known.params, ...ruleParams]),
      ...[
        ...Object.entries({ wmin, wmax }).flatMap(([param, value]) => boundFaults(param, value)),
        ...crossedFaults(bounds.min, bounds.max, ['wmin', 'wmax']),
        ...(known.faults?.({ ...own, ...(w !== undefined && { w }) }, ends) ?? []),
        ...numberFaults('weight_decay', weight_decay, fraction),
        ...flagFaults('Dales_rule', Dales_rule),
        ...wordFaults('w_dtype', w_dtype),
        ...wordFaults('device', device),
      ].map(partOf(`connection '${name}'`)),
      ...(E.isLeft(rule) ? rule.left : []),
    ];
    if (faults.length > 0 || E.isLeft(rule)) return E.left(faults);

    const first = w === undefined ? firstWeights(known.shape(own, ends), bounds, known.drawn) : startOf(w, bounds);
    const connection = wrapped(known.term(own, first, ends), {
      ...(typeof Dales_rule === 'boolean' && { dale: { sign: Dales_rule ? 'excitatory' : 'inhibitory' } }),
      // Where a target has one channel, a bias of one number has the shape of it.
      ...(b !== undefined && { biased: { b: ends.to[0] === 1 ? b : oneNumber(b) } }),
      ...(norm !== undefined && { normalised: normOf(norm, known, own) }),
    });
    const kept = aroundRule(rule.right, weight_decay, bounds);
    return E.right([
      name,
      { from: source ?? null, to: target ?? null, connection, ...(kept !== undefined && { rule: kept }) },
    ]);
  };

/** Weights are clamped at the start under any rule; in later steps NoOp leaves them where weight decay takes them. */
const startOf = (w: Plain, bounds: Bounds): Plain => (isBounded(bounds) ? within(w, bounds) : w);

/** Theirs is for each cell, and may be more than the bounds allow. */
const normOf = (norm: Plain, known: ConnectionClass, own: Fields): Fields => ({
  norm: typeof norm === 'number' ? norm * (known.cells?.(own) ?? 1) : norm,
  signed: known.signed ?? false,
  beyondBounds: true,
});

/** A rule, undefined where there is none, with the decay of weights, and their bounds where it changes them. */
const aroundRule = (rule: Plain | undefined, decay: Plain, bounds: Bounds): Plain | undefined => {
  const learning = rule ?? (decay === 0 ? undefined : { name: 'noOp', params: {} });
  if (learning === undefined) return undefined;
  return wrapped(learning, {
    ...(decay !== 0 && { decaying: { rate: decay } }),
    ...(rule !== undefined && isBounded(bounds) && { bounded: { ...bounds } }),
  });
};

/** What is given for single weights in the shape of all of them; a pair, as of rates, each so. */
const eachWeight = (value: Plain, w: Plain | undefined): Plain => {
  if (w === undefined || !isTensor(w)) return value;
  return Array.isArray(value) ? value.map((one) => spread(one, w.shape)) : spread(value, w.shape);
};
