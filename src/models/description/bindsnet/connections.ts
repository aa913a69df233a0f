import * as E from 'fp-ts/lib/Either.js';
import { fault, type LocalFault } from '../../../core/errors.js';
import type { Plain } from '../../../core/json.js';
import { clamped } from '../../../core/slots.js';
import { isTensor, type Param } from '../../../core/tensor.js';
import { isRecord } from '../decode.js';
import { nameOf, unknown, wrap, type Fields, type Named, type Translated } from './fields.js';

/** A connection `{ source, target, model, params }`, called `X>Y`, with its rule. */
export const connectionTerm = ({ source, target, model, params = {}, ...rest }: Fields): Translated<Named> => {
  const name = `${nameOf(source)}>${nameOf(target)}`;
  if (model !== 'Connection' || !isRecord(params))
    return E.left([fault('Unknown', `model of connection '${name}'`, 'Connection', `'${nameOf(model)}'`)]);
  const {
    w = null,
    b = null,
    norm = null,
    wmin = null,
    wmax = null,
    weight_decay = 0,
    update_rule = null,
    nu = null,
    reduction = null,
    ...others
  } = params;
  const faults = [...unknown(`connection '${name}'`, { ...rest, ...others }, []), ...unknownRule(name, update_rule)];
  if (faults.length > 0) return E.left(faults);

  const bounds = { min: wmin ?? -Infinity, max: wmax ?? Infinity };
  const bounded = [...paramList(bounds.min), ...paramList(bounds.max)].some(Number.isFinite);
  const idle = update_rule === null || update_rule === 'NoOp';
  // Weights are clamped at the start under any rule; in later steps NoOp leaves them where weight decay takes them.
  const weights =
    w === null
      ? initialWeights(bounds)
      : isTensor(w) && bounded
        ? clamped(w, [bounds.min as Param, bounds.max as Param])
        : w;
  const dense: Plain = { name: 'dense', params: { w: weights } };
  const biased = b === null ? dense : wrap('biased', { b }, dense);
  const connection = norm === null ? biased : wrap('normalised', { norm }, biased);

  const learning: Plain = idle
    ? { name: 'noOp', params: {} }
    : { name: rules[update_rule as string]!, params: { nu: nu ?? 0, over: reduction ?? 'sum' } };
  const decaying =
    weight_decay === 0 || weight_decay === null ? learning : wrap('decaying', { rate: weight_decay }, learning);
  const rule = idle || !bounded ? decaying : wrap('bounded', bounds, decaying);
  return E.right([
    name,
    { from: source ?? null, to: target ?? null, connection, ...(rule === learning && idle ? {} : { rule }) },
  ]);
};

const rules: { readonly [theirs: string]: string } = { PostPre: 'postPre' };

const unknownRule = (name: string, rule: Plain): readonly LocalFault[] =>
  rule === null || rule === 'NoOp' || (typeof rule === 'string' && Object.hasOwn(rules, rule))
    ? []
    : [
        fault(
          'Unknown',
          `update_rule of connection '${name}'`,
          `one of NoOp, ${Object.keys(rules).join(', ')}`,
          `'${nameOf(rule)}'`,
        ),
      ];

const paramList = (value: Plain): readonly number[] =>
  typeof value === 'number' ? [value] : isTensor(value) ? Array.from(value.data) : [];

const initialWeights = ({ min, max }: { readonly min: Plain; readonly max: Plain }): Plain => ({
  name: 'uniform',
  params: { seed: 0, ...([min, max].every(Number.isFinite) ? { min, max } : {}) },
});
