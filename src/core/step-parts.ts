import type { Algebra } from './algebra.js';
import { isLinear, type Connection, type Over } from './connection.js';
import type { Vars } from './model.js';
import type { Layer, Wire } from './network.js';
import { onArrival } from './on-arrival.js';
import { gain, weighed, type Response } from './response.js';
import { overRows } from './rows.js';
import type { Seen } from './rule.js';
import { zeros } from './tensor.js';

/** Forces on a layer in one step, besides its current. */
export interface Forcing<T> {
  /** Added to `v` before the step, mV. */
  readonly inject?: T | undefined;
  /** Neurons that spike in this step in any case; only `s` changes. */
  readonly clamp?: T | undefined;
  /** Neurons that do not spike; stronger than `clamp`. */
  readonly unclamp?: T | undefined;
}

/** One step of one layer: injected voltage, the model's own step, then forced spikes and forced silence. */
export const stepLayer = <T>(
  A: Algebra<T>,
  { model }: Layer<string>,
  state: Vars<string, T>,
  input: T,
  dt: number,
  u: T,
  { inject, clamp, unclamp }: Forcing<T> = {},
): Vars<string, T> => {
  const injected = inject === undefined ? state : { ...state, v: A.add(state['v']!, inject) };
  const next = model.step(A, injected, input, dt, u);
  const forced = clamp === undefined ? next : { ...next, s: A.where(clamp, 1, next['s']!) };
  return unclamp === undefined ? forced : { ...forced, s: A.where(unclamp, 0, forced['s']!) };
};

/** What reaches one input of a layer in a step: the currents of its connections, in their order, and what a frame gives. */
export interface Arrivals<T> {
  readonly delivered: readonly T[];
  readonly external: T | undefined;
}

/**
 * A layer's plain input of one step, and its state: what arrives at receptors goes into it, and, where the model responds over
 * time, the external input too; then only the currents of connections are input.
 */
export const receive = <T>(
  A: Algebra<T>,
  { model }: Layer<string>,
  state: Vars<string, T>,
  arrivalsAt: (receptor?: string) => Arrivals<T>,
  dt: number,
): { readonly input: T; readonly state: Vars<string, T> } => {
  const nothing = (): T => A.constant(zeros(A.type(state['s']!).shape, 'bool'));
  const total = ({ delivered, external }: Arrivals<T>): T | undefined => {
    const [first, ...others] = external === undefined ? delivered : [...delivered, external];
    return first && others.reduce((sum, current) => A.add(sum, current), first);
  };
  const reached = { ...state };
  for (const [name, receptor] of Object.entries(model.receptors ?? {})) {
    const arriving = total(arrivalsAt(name));
    if (arriving !== undefined) Object.assign(reached, receptor(A, reached, arriving, dt));
  }
  const plain = arrivalsAt();
  if (model.responds === undefined) return { input: total(plain) ?? nothing(), state: reached };
  const inputs = A.shiftIn(state['inputs']!, plain.external ?? nothing());
  return { input: total({ ...plain, external: undefined }) ?? nothing(), state: { ...reached, inputs } };
};

/** The current of a connection for the spikes of its source, and its variables after the step. */
export const transmit = <T>(
  A: Algebra<T>,
  { connection, response }: Wire<string>,
  vars: Vars<string, T>,
  pre: T,
  dt: number,
): { readonly current: T; readonly vars: Vars<string, T> } => {
  const sent =
    response === undefined ? connection.apply(A, vars, pre, dt) : respond(A, connection, response, vars, pre, dt);
  const bias = connection.bias?.(A, vars);
  const always = bias === undefined || response === undefined ? bias : A.mul(bias, gain(response, dt));
  return {
    current: always === undefined ? sent.current : A.add(sent.current, always),
    vars: sent.vars === vars ? vars : { ...vars, ...sent.vars },
  };
};

/** The current for the spikes of the last steps, by their age and the present weights. */
const respond = <T>(
  A: Algebra<T>,
  connection: Connection<string>,
  { kernel }: Response,
  vars: Vars<string, T>,
  pre: T,
  dt: number,
): { readonly current: T; readonly vars: Vars<string, T> } => {
  if (isLinear(connection)) {
    const recent = A.shiftIn(vars['recent']!, pre);
    const { current } = connection.apply(A, vars, weighed(A, recent, dt, kernel), dt);
    return { current, vars: { recent } };
  }
  const sent = connection.apply(A, vars, pre, dt);
  const recent = A.shiftIn(vars['recent']!, sent.current);
  return { current: weighed(A, recent, dt, kernel), vars: { ...sent.vars, recent } };
};

/** One step of learning from the two layers of a connection, unless it is frozen; then, learning or not, masked weights are 0. */
export const learn = <T>(
  A: Algebra<T>,
  { connection, rule, frozen }: Wire<string>,
  vars: Vars<string, T>,
  seen: Omit<Seen<string, string, T>, 'bounds' | 'correlate'>,
  given?: T,
): Vars<string, T> => {
  const mask = given ?? (rule && connection.mask && A.constant(connection.mask));
  if (rule === undefined || frozen !== undefined) return maskedVars(A, vars, mask);
  const { arriving } = connection;
  const joined = (pre: T, post: T, over: Over): T => (arriving ?? connection).correlate(A, pre, post, over);
  const correlate: Seen<string, string, T>['correlate'] = (pre, post, over) =>
    typeof over === 'function'
      ? overRows(A, joined(pre, post, 'each'), over)
      : joined(pre, post, over === 'single' ? 'sum' : over);
  const pre = arriving?.pre(A, vars) ?? seen.pre;
  const step = arriving?.line === undefined ? rule.step : onArrival(rule, arriving.line);
  const next = step(A, vars, { ...seen, pre, bounds: rule.bounds ?? [-Infinity, Infinity], correlate });
  const after = { ...vars, ...next };
  return maskedVars(A, next['w'] === vars['w'] ? after : constrained(A, connection, after), mask);
};

/** The variables of a connection at the end of a run or an episode: normalised, if it has a norm, and within its constraints. */
export const normalise = <T>(A: Algebra<T>, connection: Connection<string>, vars: Vars<string, T>): Vars<string, T> =>
  connection.normalise === undefined ? vars : constrained(A, connection, { ...vars, ...connection.normalise(A, vars) });

const constrained = <T>(A: Algebra<T>, { constrain }: Connection<string>, vars: Vars<string, T>): Vars<string, T> =>
  constrain === undefined ? vars : { ...vars, w: constrain(A, vars['w']!) };

const maskedVars = <T>(A: Algebra<T>, vars: Vars<string, T>, mask: T | undefined): Vars<string, T> =>
  mask === undefined ? vars : { ...vars, w: A.where(mask, 0, vars['w']!) };
