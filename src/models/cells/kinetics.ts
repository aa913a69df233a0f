import type { Algebra } from '../../core/algebra.js';
import type { Receptor, Vars } from '../../core/model.js';
import { mapParam, mapParams, type Param } from '../../core/tensor.js';
import { faded, fadedToZero, vanishingToZero } from '../neurons/membrane.js';
import { gated } from '../neurons/refractory.js';
import { propagator } from './propagator.js';

/** How what arrives at a receptor becomes its current or conductance. All are linear, so a step of them is exact. */
export interface Kinetics {
  /** Its variables, which start at 0. */
  readonly variables: readonly string[];
  readonly arrive: Receptor;
  /** The variables after a step in which nothing arrives. */
  readonly step: <T>(A: Algebra<T>, state: Vars<string, T>, dt: number) => Vars<string, T>;
  /** `scale` times the integral of its value over the step, weighed by the part that a membrane of `tauM` keeps; absent: 0. */
  readonly integral?: <T>(A: Algebra<T>, state: Vars<string, T>, dt: number, tauM: Param, scale: Param) => T;
}

export interface KineticsParams {
  readonly tau: Param;
  readonly rise: Param;
}

/** What the value of a receptor called `name` is made of: a variable of this name, and what it needs besides. */
export type KineticsOf = (name: string, params: KineticsParams) => Kinetics;

const scaled =
  (power: 0 | 1, dt: number) =>
  (tau: Param, tauM: Param, scale: Param): Param =>
    mapParams((t, m, c) => c! * propagator(power, dt, t!, m!), tau, tauM, scale);

/** The value jumps by what arrives, and decays. */
const exponential: KineticsOf = (name, { tau }) => ({
  variables: [name],
  arrive: (A, state, arriving) => ({ [name]: A.add(state[name]!, arriving) }),
  step: (A, state, dt) => ({ [name]: fadedToZero(A, state[name]!, tau, dt) }),
  integral: (A, state, dt, tauM, scale) => A.mul(state[name]!, scaled(0, dt)(tau, tauM, scale)),
});

/** The value follows (t / tau) exp(1 - t / tau): it peaks at what arrived, after tau. */
const alpha: KineticsOf = (name, { tau }) => {
  const rise = riseOf(name);
  const slope = mapParam((t) => Math.E / t, tau);
  return {
    variables: [name, rise],
    arrive: (A, state, arriving) => ({ [rise]: A.add(state[rise]!, A.mul(arriving, slope)) }),
    step: (A, state, dt) => {
      const grown = A.add(state[name]!, A.mul(state[rise]!, dt));
      return { [name]: fadedToZero(A, grown, tau, dt), [rise]: fadedToZero(A, state[rise]!, tau, dt) };
    },
    integral: (A, state, dt, tauM, scale) =>
      A.add(A.mul(state[name]!, scaled(0, dt)(tau, tauM, scale)), A.mul(state[rise]!, scaled(1, dt)(tau, tauM, scale))),
  };
};

/** The value is a slow part less a fast one, `rise`, so scaled that it peaks at what arrived. */
const doubleExponential: KineticsOf = (name, { tau, rise: fastTau }) => {
  const fast = riseOf(name);
  const scale = mapParams((slow, quick) => 1 / peak(slow!, quick!), tau, fastTau);
  const parts = <T>(A: Algebra<T>, state: Vars<string, T>) =>
    ({ slow: A.add(state[name]!, state[fast]!), fast: state[fast]! }) as const;
  return {
    variables: [name, fast],
    arrive: (A, state, arriving) => ({ [fast]: A.add(state[fast]!, A.mul(arriving, scale)) }),
    step: (A, state, dt) => {
      const now = parts(A, state);
      const quick = fadedToZero(A, now.fast, fastTau, dt);
      return { [name]: vanishingToZero(A, A.sub(faded(A, now.slow, tau, dt), quick)), [fast]: quick };
    },
    integral: (A, state, dt, tauM, scale) => {
      const now = parts(A, state);
      return A.sub(
        A.mul(now.slow, scaled(0, dt)(tau, tauM, scale)),
        A.mul(now.fast, scaled(0, dt)(fastTau, tauM, scale)),
      );
    },
  };
};

/** Where exp(-t / slow) - exp(-t / quick) is largest, and how large. */
const peak = (slow: number, quick: number): number => {
  const t = (Math.log(slow / quick) * slow * quick) / (slow - quick);
  return Math.exp(-t / slow) - Math.exp(-t / quick);
};

/** What arrives is a jump of the voltage, mV; a refractory neuron receives none. */
const delta: KineticsOf = () => ({
  variables: [],
  arrive: (A, state, arriving, dt) => ({ v: A.add(state['v']!, gated(A, state['refrac']!, arriving, dt)) }),
  step: () => ({}),
});

const riseOf = (name: string): string => `${name}Rise`;

export const kineticsOf = { exponential, alpha, 'double exponential': doubleExponential, delta } as const;
