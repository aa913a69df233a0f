import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import { everyNumber, mapParams, type Param } from '../../core/tensor.js';
import { propagator } from '../cells/propagator.js';
import { resetFrom, vanishingToZero } from '../neurons/membrane.js';
import { finite, number, oneOfWords } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';

/**
 * How a step of dt solves an equation of NIR. 'exact': its solution for an input that stays during the step. 'euler': forward Euler, from
 * the values before the step. 'euler, current first': the same, but the voltage follows the current of after the step. 'exact leak':
 * what leaks is exact, what is added is dt / tau of the input, the current first.
 */
export const integrators = ['exact', 'euler', 'euler, current first', 'exact leak'] as const;
/** How the equations of a NIR neuron become steps. */
export type Integrator = (typeof integrators)[number];

export const resets = ['value', 'subtraction', 'value, next step', 'subtraction, next step'] as const;
/**
 * What a spike does to the voltage: 'value' puts it at the reset, 'subtraction' takes thresh - reset from it, both at the end of the step of
 * the spike. In the 'next step' the same is done to the voltage that this step comes to, before its test of the threshold. So with
 * 'subtraction, next step' v[t + 1] = step(v[t], input) - (v[t] > thresh) (thresh - reset), and s[t + 1] = v[t + 1] > thresh, as in snnTorch.
 */
export type Reset = (typeof resets)[number];

/** What the neurons that follow NIR's equations have in common. */
export const firingParameters = {
  /** The threshold, mV. */
  thresh: [1, number, [0.5, 3]],
  /** Whether a neuron spikes at v > thresh, as NIR has it, or at v >= thresh. */
  fires: ['above', oneOfWords('above', 'at')],
  /** Reset voltage, mV. */
  reset: [0, finite, [-1, 0.4]],
  /** Whether a spike puts v at the reset, as NIR has it, or takes thresh - reset from it; at once or in the next step: docs/nir.md, Options. */
  resetBy: ['value', oneOfWords(...resets)],
} satisfies Table;

/** The voltage and the spikes after a step that began with the voltage `before` and came to `charged`. */
export const fired = <T>(
  A: Algebra<T>,
  before: T,
  charged: T,
  p: ParamsOf<typeof firingParameters>,
): Vars<'v' | 's', T> => {
  const reached = (v: T): T => (p.fires === 'above' ? A.gt(v, p.thresh) : A.ge(v, p.thresh));
  const resetBy = p.resetBy.startsWith('value') ? 'value' : 'subtraction';
  const late = p.resetBy.endsWith('next step');
  const isReset = reached(late ? before : charged);
  const v = A.where(isReset, resetFrom(A, charged, p.thresh, { reset: p.reset, resetBy }), charged);
  return { v, s: late ? reached(v) : isReset };
};

export const solvingParameters = {
  /** How a step solves the equations: docs/nir.md, Options. */
  integrator: ['exact', oneOfWords(...integrators)],
} satisfies Table;

/** The part of a quantity that leaks in a step, and the part of an input that gets in. */
export interface Leak {
  readonly lost: Param;
  readonly gain: Param;
}

/** Of tau dx/dt = -x + scale input. */
export const leakOf = (kind: Integrator, tau: Param, scale: Param, dt: number): Leak => {
  const exactly = (t: number): number => -Math.expm1(-dt / t);
  const lost = (t: number): number => (kind.startsWith('euler') ? dt / t : exactly(t));
  const gain = (t: number): number => (kind === 'exact' ? exactly(t) : dt / t);
  return {
    lost: mapParams((t) => lost(t!), tau),
    gain: mapParams((t, s) => gain(t!) * s!, tau, scale),
  };
};

/** What is left of a quantity after it leaks towards a level; one of 0 is reached below 1e-30. */
export const leaked = <T>(A: Algebra<T>, x: T, lost: Param, level: Param): T => {
  const left = A.add(x, A.mul(lost, A.sub(level, x)));
  return everyNumber(level, (to) => to === 0) ? vanishingToZero(A, left) : left;
};

/** What a current adds to the voltage in a step: so much of the current before the step, and so much of the input to it. */
export interface Coupling {
  readonly current: Param;
  readonly input: Param;
}

/** Of tauMem dv/dt = resistance current, with the current of tauSyn di/dt = -i + weight input. */
export const couplingOf = (
  kind: Integrator,
  { tauSyn, tauMem, resistance, weight }: Readonly<Record<'tauSyn' | 'tauMem' | 'resistance' | 'weight', Param>>,
  dt: number,
): Coupling => {
  const whole = (tau: number): number => propagator(0, dt, Infinity, tau);
  const decaying = (syn: number, tau: number): number => propagator(0, dt, syn, tau);
  const loss = (syn: number): number => (kind === 'exact leak' ? -Math.expm1(-dt / syn) : dt / syn);
  const ofCurrent = (syn: number, tau: number): number =>
    kind === 'exact' ? decaying(syn, tau) : kind === 'euler' ? dt : dt * (1 - loss(syn));
  const ofInput = (syn: number, tau: number): number =>
    kind === 'exact' ? whole(tau) - decaying(syn, tau) : kind === 'euler' ? 0 : (dt * dt) / syn;
  return {
    current: mapParams((s, m, r) => (ofCurrent(s!, m!) * r!) / m!, tauSyn, tauMem, resistance),
    input: mapParams((s, m, r, w) => (ofInput(s!, m!) * r! * w!) / m!, tauSyn, tauMem, resistance, weight),
  };
};
