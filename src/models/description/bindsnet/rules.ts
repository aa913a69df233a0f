import * as E from 'fp-ts/lib/Either.js';
import { fault } from '../../../core/errors.js';
import type { Plain } from '../../../core/json.js';
import { nameOf, renamed, type Fields, type Translated } from './fields.js';

/** BindsNET's rules in our words; one that is modulated by reward uses the presynaptic rate only. */
const rules: {
  readonly [theirs: string]: {
    readonly name: string;
    readonly modulated?: boolean;
    readonly params: { readonly [theirs: string]: string };
  };
} = {
  PostPre: { name: 'postPre', params: {} },
  WeightDependentPostPre: { name: 'weightDependentPostPre', params: {} },
  Hebbian: { name: 'hebbian', params: {} },
  MSTDP: {
    name: 'mstdp',
    modulated: true,
    params: { tc_plus: 'tauPlus', tc_minus: 'tauMinus', a_plus: 'aPlus', a_minus: 'aMinus' },
  },
  MSTDPET: {
    name: 'mstdpet',
    modulated: true,
    params: {
      tc_plus: 'tauPlus',
      tc_minus: 'tauMinus',
      a_plus: 'aPlus',
      a_minus: 'aMinus',
      tc_e_trace: 'tauEligibility',
    },
  },
  Rmax: { name: 'rmax', modulated: true, params: { tc_c: 'tauC', tc_e_trace: 'tauEligibility' } },
};

/** Parameters of a connection that are its rule's. */
export const ruleParams = [
  'update_rule',
  'nu',
  'reduction',
  'tc_plus',
  'tc_minus',
  'a_plus',
  'a_minus',
  'tc_c',
  'tc_e_trace',
] as const;

/** The rule of a connection, undefined for NoOp. */
export const ruleTerm = (
  name: string,
  { update_rule = null, nu = 0, reduction, ...params }: Fields,
): Translated<Plain | undefined> => {
  if (update_rule === null || update_rule === 'NoOp') return E.right(undefined);
  const known = typeof update_rule === 'string' && Object.hasOwn(rules, update_rule) ? rules[update_rule] : undefined;
  if (known === undefined)
    return E.left([
      fault(
        'Unknown',
        `update_rule of connection '${name}'`,
        `one of NoOp, ${Object.keys(rules).join(', ')}`,
        `'${nameOf(update_rule)}'`,
      ),
    ]);
  const strange = Object.keys(params).filter(
    (param) => params[param] !== undefined && params[param] !== null && !(param in known.params),
  );
  if (strange.length > 0)
    return E.left(
      strange.map((param) =>
        fault(
          'Unknown',
          `parameter of ${nameOf(update_rule)} of connection '${name}'`,
          `one of nu, reduction, ${Object.keys(known.params).join(', ')}`,
          `'${param}'`,
        ),
      ),
    );
  const rate = known.modulated === true && Array.isArray(nu) ? (nu[0] as Plain) : nu;
  return E.right({
    name: known.name,
    params: { nu: rate ?? 0, over: reduction ?? 'sum', ...renamed(params, known.params) },
  });
};
