import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import { mapParam, mapParams, type Param } from '../../core/tensor.js';
import type { ConductanceReceptor, Placed } from './receptors.js';

/** What drives a membrane at some voltage: the sum of its conductances (uS), and that of their currents at 0 mV (nA). */
export interface Drive<T> {
  readonly total: T;
  readonly flow: T;
}

/** The conductance of the leak (uS), and its current at 0 mV (nA). */
export const leakOf = ({ capacitance, tau, rest }: Readonly<Record<'capacitance' | 'tau' | 'rest', Param>>) => {
  const leak = mapParams((c, ms) => c! / ms!, capacitance, tau);
  return { leak, atRest: mapParams((g, v) => g! * v!, leak, rest) };
};

/** The drive of the receptors of a cell in a step, at a voltage: each conductance at its mean over the step, at least 0. */
export const openReceptors = <T>(
  A: Algebra<T>,
  receptors: Placed<ConductanceReceptor>,
  state: Vars<string, T>,
  dt: number,
): ((drive: Drive<T>, at: T) => Drive<T>) => {
  const open = Object.values(receptors).map(({ kinetics, params: { reversal, magnesium } }) => ({
    mean: A.max(kinetics.integral!(A, state, dt, Infinity, 1 / dt), 0),
    reversal,
    magnesium,
  }));
  return (drive, at) =>
    open.reduce(({ total, flow }, { mean, reversal, magnesium }) => {
      const passing = magnesium === 0 ? mean : A.div(mean, blocked(A, magnesium, at));
      return { total: A.add(total, passing), flow: A.add(flow, A.mul(passing, reversal)) };
    }, drive);
};

/** By how much magnesium lessens an NMDA conductance at a voltage. Jahr & Stevens 1990. */
const blocked = <T>(A: Algebra<T>, magnesium: Param, at: T): T => {
  const atZero = mapParam((mM) => mM / 3.57, magnesium);
  return A.add(1, A.mul(atZero, A.exp(A.mul(-0.062, at))));
};

/** Whether what a cell's receptors pass depends on the voltage. */
export const isGated = (receptors: Placed<ConductanceReceptor>): boolean =>
  Object.values(receptors).some(({ params }) => params.magnesium !== 0);

/** The voltage after h ms in which the drive stays as it is: exact, and finite whatever h is (exponential Euler). */
export const relaxed = <T>(A: Algebra<T>, v: T, { total, flow }: Drive<T>, capacitance: Param, h: number): T => {
  const level = A.div(flow, total);
  const time = mapParam((c) => -h / c, capacitance);
  const kept = A.exp(A.mul(total, time));
  return A.add(level, A.mul(kept, A.sub(v, level)));
};
