import { fault, type LocalFault } from '../../../core/faults/errors.js';
import { shown } from '../../../core/faults/shown.js';
import { size, type Shape } from '../../../core/shape.js';
import { paramAt, type Param } from '../../../core/tensor.js';
import type { Integrator } from '../../../models/nir/integrators.js';
import { nextBelow } from '../from/next-float.js';
import type { NumberArray } from '../../hdf5/array.js';
import type { NirNode } from '../nodes.js';
import type { Unsaid } from './unsaid.js';

/** Where a layer stands: its shape, the length of a step in ms, and the integrator that the graph is meant for. */
export interface Context {
  readonly shape: Shape;
  readonly dt: number;
  readonly integrator: Integrator;
}

export interface Said {
  readonly node: NirNode;
  readonly unsaid: Unsaid;
}

export type Params = Readonly<Record<string, Param>>;
export type Conversion = (params: Params, context: Context) => Said | LocalFault;

/** A number for each neuron, float64, as NIR's simulators have them. */
export const each = (
  param: Param,
  { shape }: Context,
  f: (value: number) => number = (value) => value,
): NumberArray => ({
  shape,
  dtype: 'f64',
  data: Float64Array.from({ length: size(shape) }, (_, k) => f(paramAt(param, k))),
});

export const said = (node: NirNode, unsaid: Unsaid = {}): Said => ({ node, unsaid });

/** What is otherwise than NIR has it. */
const otherThan = (params: Params, plain: Readonly<Record<string, unknown>>): Unsaid =>
  Object.fromEntries(
    Object.entries(plain)
      .filter(([name, value]) => params[name] !== undefined && params[name] !== value)
      .map(([name, value]) => [name, { value: params[name], want: shown(value) }]),
  );

const firing = (p: Params, context: Context, fires: unknown) => ({
  // NIR's neurons spike above their threshold: at it is above the float before it.
  v_threshold: each(p['thresh']!, context, fires === 'above' ? undefined : nextBelow),
  v_reset: each(p['reset']!, context),
});

/** The time constant and the gain by which a quantity that keeps exp(-dt / tau) in a step, and takes its input whole, is what NIR's equation gives. */
const jumping = (
  tau: Param,
  { integrator, dt, ...context }: Context,
): { readonly tau: NumberArray; readonly gain: NumberArray } => {
  const lost = (t: number): number => -Math.expm1(-dt / t);
  const own = (t: number): number => (integrator.startsWith('euler') ? dt / lost(t) : t);
  const gain = (t: number): number => (integrator === 'exact' ? 1 / lost(t) : own(t) / dt);
  const all = { ...context, integrator, dt };
  return { tau: each(tau, all, (t) => own(t) / 1000), gain: each(tau, all, gain) };
};

const plainLif = { refrac: 0, lbound: -Infinity, resetBy: 'value' };
const plainNir = (rest: unknown) => ({ resetBy: 'value', start: rest });

const lif: Conversion = (p, context) => {
  const { tau, gain } = jumping(p['tau']!, context);
  const others = Object.keys(p).filter((name) => name.startsWith('theta') || name === 'tauTheta');
  const adaptation = Object.fromEntries(others.map((name) => [name, { value: p[name], want: 'absent' }]));
  return said(
    { type: 'LIF', tau, r: gain, v_leak: each(p['rest']!, context), ...firing(p, context, 'at') },
    { ...otherThan(p, plainLif), ...adaptation },
  );
};

/** How the neurons that NIR can say are said. */
export const conversions: Readonly<Record<string, Conversion>> = {
  input: (_, { shape }) => said({ type: 'Input', shape }),
  mcCullochPitts: (p, context) => said({ type: 'Threshold', threshold: each(p['thresh']!, context, nextBelow) }),
  integrateAndFire: (p, context) =>
    said({ type: 'IF', r: each(1000 / context.dt, context), ...firing(p, context, 'at') }, otherThan(p, plainLif)),
  lif,
  adaptiveLif: lif,
  currentLif: (p, context) => {
    if (context.integrator !== 'euler, current first' && context.integrator !== 'exact leak')
      return fault(
        'Model',
        'integrator',
        "'euler, current first' or 'exact leak', as v follows the current of after the step",
        `'${context.integrator}'`,
      );
    const [synapse, membrane] = [jumping(p['tauCurrent']!, context), jumping(p['tau']!, context)];
    return said(
      {
        type: 'CubaLIF',
        tau_syn: synapse.tau,
        w_in: synapse.gain,
        tau_mem: membrane.tau,
        r: membrane.gain,
        v_leak: each(p['rest']!, context),
        ...firing(p, context, 'at'),
      },
      otherThan(p, plainLif),
    );
  },
  nirIf: (p, context) =>
    said(
      { type: 'IF', r: each(p['resistance']!, context, (r) => r * 1000), ...firing(p, context, p['fires']) },
      otherThan(p, plainNir(0)),
    ),
  nirLif: (p, context) =>
    said(
      {
        type: 'LIF',
        tau: each(p['tau']!, context, (tau) => tau / 1000),
        r: each(p['resistance']!, context),
        v_leak: each(p['rest']!, context),
        ...firing(p, context, p['fires']),
      },
      otherThan(p, plainNir(p['rest'])),
    ),
  nirCubaLif: (p, context) =>
    said(
      {
        type: 'CubaLIF',
        tau_syn: each(p['tauSyn']!, context, (tau) => tau / 1000),
        tau_mem: each(p['tauMem']!, context, (tau) => tau / 1000),
        r: each(p['resistance']!, context),
        v_leak: each(p['rest']!, context),
        w_in: each(p['weight']!, context),
        ...firing(p, context, p['fires']),
      },
      otherThan(p, plainNir(p['rest'])),
    ),
};
