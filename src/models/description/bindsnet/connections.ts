import * as E from 'fp-ts/lib/Either.js';
import { fault } from '../../../core/errors.js';
import type { Plain } from '../../../core/json.js';
import { pick } from '../../../core/record.js';
import { clamped } from '../../../core/slots.js';
import { isTensor, type Param } from '../../../core/tensor.js';
import { isRecord } from '../decode.js';
import { nameOf, unknown, wrap, type Fields, type Named, type Translated } from './fields.js';
import { connectionClasses } from './maps.js';
import { ruleParams, ruleTerm } from './rules.js';

/** A connection `{ source, target, model, params }`, called `X>Y`, with its rule. `sizeOf` is the number of a layer's neurons. */
export const connectionTerm =
  (sizeOf: (layer: string) => number) =>
  ({ source, target, model, params = {}, ...rest }: Fields): Translated<Named> => {
    const name = `${nameOf(source)}>${nameOf(target)}`;
    const known =
      typeof model === 'string' && Object.hasOwn(connectionClasses, model) ? connectionClasses[model] : undefined;
    if (known === undefined || !isRecord(params))
      return E.left([
        fault(
          'Unknown',
          `model of connection '${name}'`,
          `one of ${Object.keys(connectionClasses).join(', ')}`,
          `'${nameOf(model)}'`,
        ),
      ]);
    const {
      w = null,
      b = null,
      norm = null,
      wmin = null,
      wmax = null,
      weight_decay = 0,
      ...given
    } = { ...params, ...rest };
    const own = pick(
      given,
      known.params.filter((param) => param in given),
    );
    const learned = pick(
      given,
      ruleParams.filter((param) => param in given),
    );
    const rule = ruleTerm(name, learned);
    const faults = [
      ...unknown(`connection '${name}'`, given, [...known.params, ...ruleParams]),
      ...(E.isLeft(rule) ? rule.left : []),
    ];
    if (faults.length > 0 || E.isLeft(rule)) return E.left(faults);

    const bounds = { min: wmin ?? -Infinity, max: wmax ?? Infinity };
    const bounded = [...numbersOf(bounds.min), ...numbersOf(bounds.max)].some(Number.isFinite);
    const weights = w ?? known.weights?.() ?? initialWeights(bounds);
    // Weights are clamped at the start under any rule; in later steps NoOp leaves them where weight decay takes them.
    const start = isTensor(weights) && bounded ? clamped(weights, [bounds.min as Param, bounds.max as Param]) : weights;
    const map = known.term(own, start, sizeOf(nameOf(source)));
    const biased = b === null ? map : wrap('biased', { b }, map);
    const cells = known.cells?.(own) ?? 1;
    const connection =
      norm === null
        ? biased
        : wrap(
            'normalised',
            { norm: typeof norm === 'number' ? norm * cells : norm, signed: known.signed ?? false },
            biased,
          );

    const fades = weight_decay !== 0 && weight_decay !== null;
    const learning = rule.right ?? (fades ? { name: 'noOp', params: {} } : undefined);
    const decaying = learning !== undefined && fades ? wrap('decaying', { rate: weight_decay }, learning) : learning;
    const kept =
      decaying !== undefined && rule.right !== undefined && bounded ? wrap('bounded', bounds, decaying) : decaying;
    return E.right([
      name,
      { from: source ?? null, to: target ?? null, connection, ...(kept !== undefined && { rule: kept }) },
    ]);
  };

const numbersOf = (value: Plain): readonly number[] =>
  typeof value === 'number' ? [value] : isTensor(value) ? Array.from(value.data) : [];

const initialWeights = ({ min, max }: { readonly min: Plain; readonly max: Plain }): Plain => ({
  name: 'uniform',
  params: { seed: 0, ...([min, max].every(Number.isFinite) ? { min, max } : {}) },
});
