import type { Algebra } from '../../core/algebra.js';
import type { LocalFault } from '../../core/errors.js';
import type { Model } from '../../core/model.js';
import { size, type Shape } from '../../core/shape.js';
import { mapParam, productParam, type Param, type Tensor } from '../../core/tensor.js';
import { demand, finite, number, paramFaults } from '../params.js';
import { boundedBelow } from './membrane.js';

export interface IzhikevichParams {
  /** Rate of recovery, 1/ms. */
  readonly a: Param;
  /** How far recovery follows the voltage. */
  readonly b: Param;
  /** Where a spike puts v, mV. */
  readonly c: Param;
  /** What a spike adds to u. */
  readonly d: Param;
  /** Where v starts, mV. */
  readonly rest: Param;
  /** Spikes at v >= thresh, mV. */
  readonly thresh: Param;
  /** v is kept at or above, mV; before the threshold test. */
  readonly lbound: Param;
  /** Weights inside the layer, `[n, n]` to neuron by from neuron (mV); a spike acts in the step after it. Null: none. */
  readonly lateral: Tensor | null;
}

export const izhikevichDefaults: IzhikevichParams = {
  a: 0.02,
  b: 0.2,
  c: -65,
  d: 8,
  rest: -65,
  thresh: 45,
  lbound: -Infinity,
  lateral: null,
};

/**
 * Izhikevich's simple model: dv/dt = 0.04 v^2 + 5 v + 140 - u + I, du/dt = a (b v - u); v in two half steps, then u.
 *
 * Variables: v (mV; far above thresh in the step of a spike), u recovery, s. The reset (v to c, u plus d) comes at the start of
 * the step after a spike, forced spikes included. Izhikevich 2003; spec/nodes.md.
 */
export const izhikevich = (params: Partial<IzhikevichParams> = {}): Model<'v' | 'u' | 's'> => {
  const p = { ...izhikevichDefaults, ...params };
  const { lateral, ...own } = p;
  const driven = <T>(A: Algebra<T>, s: T, input: T): T =>
    lateral === null ? input : A.add(input, from(A, s, lateral));
  return {
    term: { name: 'izhikevich', params: { ...p } },
    init: { v: p.rest, u: productParam(p.b, p.rest), s: false },
    faults: (shape) => [
      ...demand(own, { a: finite, b: finite, c: finite, d: finite, rest: finite, thresh: number, lbound: number })(
        shape,
      ),
      ...lateralFaults(lateral, shape),
    ],
    receives: (A, { s }, input) => driven(A, s, input),
    step: (A, state, input, dt) => {
      const current = driven(A, state.s, input);
      const u = A.where(state.s, A.add(state.u, p.d), state.u);
      const drift = A.add(A.sub(140, u), current);
      const halfStep = (v: typeof u) => A.add(v, A.mul(dt / 2, A.add(A.mul(v, A.add(A.mul(0.04, v), 5)), drift)));
      const risen = halfStep(halfStep(A.where(state.s, p.c, state.v)));
      const v = boundedBelow(A, risen, p.lbound);
      return {
        v,
        u: A.add(
          u,
          A.mul(
            mapParam((a) => a * dt, p.a),
            A.sub(A.mul(p.b, risen), u),
          ),
        ),
        s: A.ge(v, p.thresh),
      };
    },
  };
};

/** What the spikes of a layer give to the layer itself. */
const from = <T>(A: Algebra<T>, s: T, lateral: Tensor): T => {
  const [rows, ...shape] = A.type(s).shape;
  return A.reshape(A.contract('bj,ij->bi', A.reshape(s, [rows!, size(shape)]), lateral), [rows!, ...shape]);
};

const lateralFaults = (lateral: Tensor | null, shape: Shape): readonly LocalFault[] =>
  lateral === null ? [] : paramFaults('lateral', lateral, finite, [size(shape), size(shape)]);
