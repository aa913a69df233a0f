import * as E from 'fp-ts/lib/Either.js';
import { partOf } from '../../../core/faults/errors.js';
import { mapEntries } from '../../../core/record.js';
import { isTensor, type Param } from '../../../core/tensor.js';
import { isRecord, refuse } from '../decode.js';
import type { Plain } from '../../../core/term.js';
import { crossedFaults } from '../../../models/learning/bounded.js';
import { fraction } from '../../../models/parameters/constraint.js';
import { numberFaults } from '../../../models/parameters/faults.js';
import type { Ends } from './connection-class.js';
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
  wrap,
  type Fields,
  type Named,
  type Translated,
} from './fields.js';
import { firstWeights, isBounded, within } from './first-weights.js';
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
    const rule = ruleTerm(name, [nameOf(source), nameOf(target)], learned, tracesOf);
    const faults = [
      ...unknown(`connection '${name}'`, others, [...connectionParams, ...known.params, ...ruleParams]),
      ...[
        ...Object.entries({ wmin, wmax }).flatMap(([param, value]) => boundFaults(param, value)),
        ...crossedFaults((wmin ?? -Infinity) as Param, (wmax ?? Infinity) as Param, ['wmin', 'wmax']),
        ...(known.faults?.({ ...own, ...(w !== undefined && { w }) }, ends) ?? []),
        ...numberFaults('weight_decay', weight_decay, fraction),
        ...flagFaults('Dales_rule', Dales_rule),
        ...wordFaults('w_dtype', w_dtype),
        ...wordFaults('device', device),
      ].map(partOf(`connection '${name}'`)),
      ...(E.isLeft(rule) ? rule.left : []),
    ];
    if (faults.length > 0 || E.isLeft(rule)) return E.left(faults);

    const bounds = { min: (wmin ?? -Infinity) as Param, max: (wmax ?? Infinity) as Param };
    const bounded = isBounded(bounds);
    // Weights are clamped at the start under any rule; in later steps NoOp leaves them where weight decay takes them.
    const start =
      w === undefined ? firstWeights(known.shape(own, ends), bounds, known.drawn) : bounded ? within(w, bounds) : w;
    const map = known.term(own, start, ends);
    const signed =
      typeof Dales_rule === 'boolean' ? wrap('dale', { sign: Dales_rule ? 'excitatory' : 'inhibitory' }, map) : map;
    // Where a target has one channel, a bias of one number has the shape of it.
    const biased = b === undefined ? signed : wrap('biased', { b: ends.to[0] === 1 ? b : oneNumber(b) }, signed);
    const cells = known.cells?.(own) ?? 1;
    const connection =
      norm === undefined
        ? biased
        : wrap(
            'normalised',
            {
              norm: typeof norm === 'number' ? norm * cells : norm,
              signed: known.signed ?? false,
              // Theirs lets a norm be more than the bounds allow.
              beyondBounds: true,
            },
            biased,
          );

    const fades = weight_decay !== 0;
    const learning = rule.right ?? (fades ? { name: 'noOp', params: {} } : undefined);
    const decaying = learning !== undefined && fades ? wrap('decaying', { rate: weight_decay }, learning) : learning;
    const kept =
      decaying !== undefined && rule.right !== undefined && bounded ? wrap('bounded', bounds, decaying) : decaying;
    return E.right([
      name,
      { from: source ?? null, to: target ?? null, connection, ...(kept !== undefined && { rule: kept }) },
    ]);
  };

/** What is given for single weights in the shape of all of them; a pair, as of rates, each so. */
const eachWeight = (value: Plain, w: Plain | undefined): Plain => {
  if (w === undefined || !isTensor(w)) return value;
  return Array.isArray(value) ? value.map((one) => spread(one, w.shape)) : spread(value, w.shape);
};
