import * as E from 'fp-ts/lib/Either.js';
import { fault, type LocalFault } from '../../../core/faults/errors.js';
import type { Plain } from '../../../core/term.js';
import { unknownName } from '../../../models/parameters/names.js';
import { entryOf, nameOf, renamed, wordsIn, type Fields, type Translated } from './fields.js';

interface RuleClass {
  readonly name: string;
  /** Modulated by reward: it uses the presynaptic rate only. */
  readonly modulated?: boolean;
  /** Which ends have to keep traces. */
  readonly traces?: 'both' | 'additive source';
  readonly params: { readonly [theirs: string]: string };
}

const windows = { tc_plus: 'tauPlus', tc_minus: 'tauMinus', a_plus: 'aPlus', a_minus: 'aMinus' };

/** BindsNET's rules in our words. */
const rules: { readonly [theirs: string]: RuleClass } = {
  NoOp: { name: 'noOp', params: {} },
  PostPre: { name: 'postPre', traces: 'both', params: {} },
  WeightDependentPostPre: { name: 'weightDependentPostPre', traces: 'both', params: {} },
  Hebbian: { name: 'hebbian', traces: 'both', params: {} },
  MSTDP: { name: 'mstdp', modulated: true, params: windows },
  MSTDPET: { name: 'mstdpet', modulated: true, params: { ...windows, tc_e_trace: 'tauEligibility' } },
  Rmax: {
    name: 'rmax',
    modulated: true,
    traces: 'additive source',
    params: { tc_c: 'tauC', tc_e_trace: 'tauEligibility' },
  },
};

const ownParams: readonly string[] = ['tc_plus', 'tc_minus', 'a_plus', 'a_minus', 'tc_c', 'tc_e_trace'];

/** Parameters of a connection that are its rule's. */
export const ruleParams: readonly string[] = ['update_rule', 'nu', 'reduction', ...ownParams];

/** How the updates of a batch are joined; the same words as ours. */
export const reductions: readonly string[] = ['sum', 'mean', 'max'];

/** What a layer of a description says of its traces. */
export type TracesOf = (layer: string) => { readonly traces: boolean; readonly additive: boolean };

/** The rule of a connection, undefined for NoOp; no parameter is null. */
export const ruleTerm = (
  name: string,
  [source, target]: readonly [string, string],
  { update_rule = 'NoOp', nu = 0, reduction = 'sum', ...params }: Fields,
  tracesOf: TracesOf,
): Translated<Plain | undefined> => {
  const entry = entryOf(rules, update_rule, `update_rule of connection '${name}'`);
  if (E.isLeft(entry)) return entry;
  const known = entry.right;
  const faults = [
    ...Object.keys(params)
      .filter((param) => !(param in known.params))
      .map((param) =>
        unknownName(
          `parameter of ${nameOf(update_rule)} of connection '${name}'`,
          ['nu', 'reduction', ...Object.keys(known.params)],
          param,
        ),
      ),
    ...wordsIn(`reduction of connection '${name}'`, reduction, reductions),
    ...traceFaults(name, nameOf(update_rule), known, [source, target], tracesOf),
  ];
  if (faults.length > 0) return E.left(faults);
  if (update_rule === 'NoOp') return E.right(undefined);
  const rate = known.modulated === true && Array.isArray(nu) ? (nu[0] as Plain) : nu;
  return E.right({
    name: known.name,
    params: { nu: rate ?? 0, over: reduction, ...renamed(params, known.params) },
  });
};

/** A rule that reads traces of a layer that keeps none, or of the kind that it does not read. */
const traceFaults = (
  name: string,
  rule: string,
  { traces }: RuleClass,
  [source, target]: readonly [string, string],
  tracesOf: TracesOf,
): readonly LocalFault[] =>
  (traces === undefined ? [] : traces === 'both' ? [...new Set([source, target])] : [source]).flatMap((layer) => {
    const kept = tracesOf(layer);
    const why = `which ${rule} of connection '${name}' reads`;
    if (!kept.traces) return [fault('Model', `traces of layer '${layer}'`, `true, ${why}`, 'false')];
    return traces === 'additive source' && !kept.additive
      ? [fault('Model', `traces_additive of layer '${layer}'`, `true, ${why}`, 'false')]
      : [];
  });
