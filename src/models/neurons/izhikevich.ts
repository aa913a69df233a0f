import type { Algebra } from '../../core/algebra.js';
import { size } from '../../core/shape.js';
import { asF32, everyNumber, mapParam, mapParams, productParam, type Param, type Tensor } from '../../core/tensor.js';
import { finite, lateral, number, oneOfWords } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { boundedBelow } from './membrane.js';
import { neuron, type Body } from './neuron.js';

/**
 * Izhikevich's simple model: dv/dt = 0.04 v^2 + slope v + base - u + I, du/dt = a (b (v - origin) - leak u); v in two half
 * steps, then u. Its usual form, 0.04 v^2 + 5 v + 140 and a (b v - u), is the default; `izhikevichPatterns` has all forms.
 *
 * Variables: v (mV; far above thresh in the step of a spike, at most 2^30), u recovery (mV a ms), s. The reset (v to c, u plus d) comes at
 * the start of the step after a spike, forced spikes included. Izhikevich 2003 and 2004; docs/spec/nodes.md.
 *
 * Steps are Euler's where Euler is stable: half steps h = dt / 2 of v with h f'(v) >= -2 (f' = 0.08 v + slope), steps of u with
 * a leak dt <= 1. Elsewhere, as far below rest under strong inhibition, a linearly implicit step takes its place: v + h f / (1 - h f'),
 * and the same for u. So v rests where the equations rest, whatever dt is, and no current makes it infinite. `stepping: 'euler'` takes
 * Euler's steps everywhere.
 */
export const izhikevich = neuron(
  'izhikevich',
  {
    /** Rate of recovery, 1/ms. */
    a: [0.02, finite, [0.01, 0.1]],
    /** Coupling of the recovery variable to the voltage, 1/ms. */
    b: [0.2, finite, [0.15, 0.26]],
    /** Reset voltage, mV. */
    c: [-65, finite, [-65, -50]],
    /** Increase of u at a spike, mV a ms. */
    d: [8, finite, [0, 8]],
    /** Initial voltage, mV. */
    rest: [-65, finite, [-70, -60]],
    /** Spikes at v >= thresh, mV. */
    thresh: [45, number, [0, 45]],
    /** The slope of the quadratic 0.04 v^2 + slope v + base that drives v; 5 fits a cortical neuron, 1/ms. */
    slope: [5, finite, [4, 5]],
    /** Value of the quadratic at v = 0; 140 fits a cortical neuron, mV a ms. */
    base: [140, finite, [108, 156]],
    /** Voltage at which recovery is in balance with u = 0, mV; u starts at b (rest - origin). */
    origin: [0, finite, [-65, 0]],
    /** Leak of the recovery variable; 0: it never decays. */
    leak: [1, finite, [0, 1]],
    /** Lower bound of v, mV; applied before the threshold test. */
    lbound: [-Infinity, number, [-90, -70]],
    /** Weights inside the layer, `[n, n]` to neuron by from neuron (mV); a spike acts in the step after it. Null: none. */
    lateral: [null, lateral, [-1, 0.5]],
    /** Whether steps are implicit where Euler's would overshoot, or always Euler's, as in BindsNET. */
    stepping: ['stable', oneOfWords('stable', 'euler')],
  },
  (p): Body<'v' | 'u' | 's'> => ({
    init: {
      v: asF32(p.rest),
      u: mapParams((b, rest, origin) => b! * Math.fround(rest! - origin!), p.b, p.rest, p.origin),
      s: false,
    },
    receives: (A, { s }, input) => driven(A, s, input, p.lateral),
    step: (A, state, input, dt) => {
      const current = driven(A, state.s, input, p.lateral);
      const u = A.where(state.s, A.add(state.u, p.d), state.u);
      const drift = A.add(A.sub(p.base, u), current);
      const h = dt / 2;
      const fixed = mapParam((slope) => 1 - h * slope, p.slope);
      const halfStep = (v: typeof u) => {
        if (p.stepping === 'euler') return A.add(v, A.mul(h, eulerRise(A, v, u, current, p)));
        const rise = A.mul(h, A.add(A.mul(v, A.add(A.mul(0.04, v), p.slope)), drift));
        // 1 - h f'(v)
        const implicit = A.sub(fixed, A.mul(0.08 * h, v));
        return A.add(v, A.div(rise, A.where(A.gt(implicit, 3), implicit, 1)));
      };
      const twice = halfStep(halfStep(A.where(state.s, p.c, state.v)));
      const risen = p.stepping === 'euler' ? twice : A.min(twice, highest);
      const v = boundedBelow(A, risen, p.lbound);
      const rate = mapParam((a) => a * dt, p.a);
      const recovered = A.mul(rate, A.sub(A.mul(p.b, A.sub(risen, p.origin)), A.mul(p.leak, u)));
      // How much of u a step takes away.
      const lost = mapParam((rate) => rate * dt, productParam(p.a, p.leak));
      const isEuler = p.stepping === 'euler' || paramValuesAtMost(lost, 1);
      const damping = mapParam((x) => (x > 1 ? 1 + x : 1), lost);
      return { v, u: A.add(u, isEuler ? recovered : A.div(recovered, damping)), s: A.ge(v, p.thresh) };
    },
  }),
);

/** All parameters of `izhikevich`. */
export type IzhikevichParams = ParamsOf<typeof izhikevich.entry.parameters>;

/** The change of v, added up from left to right as BindsNET does: the model magnifies what rounding leaves. */
const eulerRise = <T>(A: Algebra<T>, v: T, u: T, current: T, { slope, base }: IzhikevichParams): T => {
  const curve = A.add(A.add(A.mul(0.04, A.mul(v, v)), A.mul(slope, v)), base);
  return A.add(A.sub(curve, u), current);
};

/** The input of a step, with what the layer gives itself. */
const driven = <T>(A: Algebra<T>, s: T, input: T, lateral: Tensor | null): T => {
  if (lateral === null) return input;
  const [rows, ...shape] = A.type(s).shape;
  const within = A.contract('bj,ij->bi', A.reshape(s, [rows!, size(shape)]), lateral);
  return A.add(input, A.reshape(within, [rows!, ...shape]));
};

/** The largest v in the step of a spike: far above any threshold, and its square is still a float32. */
const highest = 2 ** 30;

const paramValuesAtMost = (p: Param, most: number): boolean => everyNumber(p, (value) => value <= most);
