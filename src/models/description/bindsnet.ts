import * as E from 'fp-ts/lib/Either.js';
import type { LocalFault } from '../../core/errors.js';
import type { Plain } from '../../core/json.js';
import { clamped } from '../../core/slots.js';
import { isTensor, type Param } from '../../core/tensor.js';
import { isRecord } from './decode.js';

/**
 * Translates a network in the words of BindsNET (version 0.3.3: `LIFNodes`, `tc_decay`, `update_rule`) into ours: data to
 * data, so that what it means is open to reading. Where the two behave differently, the term says so explicitly.
 */
export const fromBindsnet = ({ compat: _, dt = 1, learning = true, layers = [], connections = [], ...rest }: Fields): Translated => {
  const faults = [...unknown('description', rest, []), ...repeated(connections)];
  const nodes = listOf(layers, 'layer').map(layerTerm);
  const wires = listOf(connections, 'connection').map(connectionTerm);
  const all = [...faults, ...[...nodes, ...wires].flatMap((result) => (E.isLeft(result) ? result.left : []))];
  if (all.length > 0) return E.left(all);
  const record = (results: readonly E.Either<unknown, Named>[]): Plain => Object.fromEntries(results.flatMap((result) => (E.isRight(result) ? [result.right] : [])));
  return E.right({ dt, learning, layers: record(nodes), connections: record(wires) });
};

type Fields = { readonly [name: string]: Plain };
type Named = readonly [name: string, term: Plain];
type Translated = E.Either<readonly LocalFault[], Plain>;

const listOf = (value: Plain, what: string): readonly Fields[] => (Array.isArray(value) ? value.map((part) => (isRecord(part) ? part : { [what]: part })) : [{ [what]: value }]);

const unknown = (what: string, given: Fields, known: readonly string[]): readonly LocalFault[] =>
  Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => ({ _tag: 'Unknown', what: `field of ${what}`, want: known.length === 0 ? 'absent' : `one of ${known.join(', ')}`, got: `'${name}'` }));

/** The names that BindsNET gives to a model's parameters, and ours. `state` holds values put in place after construction. */
const membrane = { thresh: 'thresh', rest: 'rest', reset: 'reset', refrac: 'refrac', tc_decay: 'tau', lbound: 'lbound' };
const adaptive = { ...membrane, theta_plus: 'thetaPlus', tc_theta_decay: 'tauTheta', theta: 'theta' };
const neurons: { readonly [model: string]: { readonly name: string; readonly params: { readonly [theirs: string]: string } } } = {
  Input: { name: 'input', params: {} },
  McCullochPitts: { name: 'mcCullochPitts', params: { thresh: 'thresh' } },
  LIFNodes: { name: 'lif', params: membrane },
  AdaptiveLIFNodes: { name: 'adaptiveLif', params: adaptive },
  DiehlAndCookNodes: { name: 'adaptiveLif', params: adaptive },
};

/** A parameter left out, or null, has the default. */
const renamed = (params: Fields, names: { readonly [theirs: string]: string }): Fields =>
  Object.fromEntries(Object.entries(names).flatMap(([theirs, ours]) => (params[theirs] === undefined || params[theirs] === null ? [] : [[ours, params[theirs]]])));

const wrap = (name: string, params: Fields, of: Plain): Plain => ({ name, params: { ...params, of } });

const layerTerm = ({ name, model, params = {}, state = {}, ...rest }: Fields): E.Either<readonly LocalFault[], Named> => {
  const known = typeof model === 'string' && Object.hasOwn(neurons, model) ? neurons[model] : undefined;
  if (typeof name !== 'string' || known === undefined || !isRecord(params) || !isRecord(state))
    return E.left([{ _tag: 'Unknown', what: `model of layer '${String(name)}'`, want: `one of ${Object.keys(neurons).join(', ')}`, got: `'${String(model)}'` }]);
  const { n, shape, traces = false, sum_input = false, one_spike = model === 'DiehlAndCookNodes', tc_trace, trace_scale, traces_additive, ...own } = { ...params, ...state };
  const faults = [...unknown(`layer '${name}'`, rest, []), ...unknown(`layer '${name}'`, own, Object.keys(known.params))];
  if (faults.length > 0) return E.left(faults);
  const plain: Plain = { name: known.name, params: renamed(own, known.params) };
  const single = one_spike === true ? wrap('oneSpike', {}, plain) : plain;
  const added = sum_input === true ? wrap('summed', {}, single) : single;
  const trace = renamed({ tc_trace: tc_trace ?? null, trace_scale: trace_scale ?? null, traces_additive: traces_additive ?? null }, { tc_trace: 'tau', trace_scale: 'scale', traces_additive: 'additive' });
  return E.right([name, { shape: shape ?? [n ?? null], model: traces === true ? wrap('traced', trace, added) : added }]);
};

const connectionTerm = ({ source, target, model, params = {}, ...rest }: Fields): E.Either<readonly LocalFault[], Named> => {
  const name = `${String(source)}>${String(target)}`;
  if (model !== 'Connection' || !isRecord(params)) return E.left([{ _tag: 'Unknown', what: `model of connection '${name}'`, want: 'Connection', got: `'${String(model)}'` }]);
  const { w = null, b = null, norm = null, wmin = null, wmax = null, weight_decay = 0, update_rule = null, nu = null, reduction = null, ...others } = params;
  const faults = [...unknown(`connection '${name}'`, { ...rest, ...others }, []), ...unknownRule(name, update_rule)];
  if (faults.length > 0) return E.left(faults);

  const bounds = { min: wmin ?? -Infinity, max: wmax ?? Infinity };
  const bounded = [...paramList(bounds.min), ...paramList(bounds.max)].some(Number.isFinite);
  const idle = update_rule === null || update_rule === 'NoOp';
  // Weights are clamped at the start under any rule; in later steps NoOp leaves them where weight decay takes them.
  const weights = w === null ? initialWeights(bounds) : isTensor(w) && bounded ? clamped(w, [bounds.min as Param, bounds.max as Param]) : w;
  const dense: Plain = { name: 'dense', params: { w: weights } };
  const biased = b === null ? dense : wrap('biased', { b }, dense);
  const connection = norm === null ? biased : wrap('normalised', { norm }, biased);

  const learning: Plain = idle ? { name: 'noOp', params: {} } : { name: rules[update_rule as string]!, params: { nu: nu ?? 0, over: reduction ?? 'sum' } };
  const decaying = weight_decay === 0 || weight_decay === null ? learning : wrap('decaying', { rate: weight_decay }, learning);
  const rule = idle || !bounded ? decaying : wrap('bounded', bounds, decaying);
  return E.right([name, { from: source ?? null, to: target ?? null, connection, ...(rule === learning && idle ? {} : { rule }) }]);
};

const rules: { readonly [theirs: string]: string } = { PostPre: 'postPre' };

const unknownRule = (name: string, rule: Plain): readonly LocalFault[] =>
  rule === null || rule === 'NoOp' || (typeof rule === 'string' && Object.hasOwn(rules, rule))
    ? []
    : [{ _tag: 'Unknown', what: `update_rule of connection '${name}'`, want: `one of NoOp, ${Object.keys(rules).join(', ')}`, got: `'${String(rule)}'` }];

const paramList = (value: Plain): readonly number[] => (typeof value === 'number' ? [value] : isTensor(value) ? Array.from(value.data) : []);

const initialWeights = ({ min, max }: { readonly min: Plain; readonly max: Plain }): Plain => ({
  name: 'uniform',
  params: { seed: 0, ...([min, max].every(Number.isFinite) ? { min, max } : {}) },
});

const repeated = (connections: Plain): readonly LocalFault[] => {
  const names = listOf(connections, 'connection').map(({ source, target }) => `${String(source)}>${String(target)}`);
  return names.filter((name, place) => names.indexOf(name) !== place).map((name) => ({ _tag: 'Name', what: `connection '${name}'`, want: 'given once', got: 'given again' }));
};
