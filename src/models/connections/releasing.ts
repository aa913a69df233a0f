import type { Algebra } from '../../core/algebra.js';
import type { Connection } from '../../core/connection.js';
import type { Vars } from '../../core/model.js';
import type { Shape } from '../../core/shape.js';
import { zeros, type Param } from '../../core/tensor.js';
import { lostPart, vanishingToZero } from '../neurons/membrane.js';
import { fraction, notNegative, perSource } from '../parameters/constraint.js';
import type { Table } from '../parameters/table.js';
import type { Change } from './around.js';

/** What a connection has whose sources release a part of their resources. */
export const shortTermPlasticity = 'short-term plasticity';

/** The parameters of resources that a spike uses a part of. */
export const resources = {
  /** Fraction of the resources that a first spike uses. */
  U: [0.5, perSource(fraction)],
  /** Time constant with which resources recover, ms; 0: they always are there. */
  tauRec: [800, perSource(notNegative), [0, 200]],
  /** Time constant with which facilitation decays, ms; 0: every spike uses U. */
  tauFacil: [0, perSource(notNegative), [0, 200]],
} satisfies Table;

/** What a spike of each source would release in a step, and the variables after it, given where there are spikes. */
export type Release<V extends string> = <T>(
  A: Algebra<T>,
  vars: Vars<V, T>,
  spiked: T,
  dt: number,
) => { readonly released: T; readonly vars: Vars<V, T> };

/** What a connection whose sources release a part of their resources with a spike changes, by variables of its own, all 0 after a long silence. */
export const releasing = <V extends string>(
  { init, apply }: Connection<string>,
  own: readonly V[],
  from: Shape,
  release: Release<V>,
): Change => ({
  init: { ...init, ...Object.fromEntries(own.map((variable) => [variable, zeros(from)])) },
  // What a synapse passes on depends on its history: a delay for each goes inside.
  synapses: undefined,
  apply: (A, vars, pre, dt) => {
    const { released, vars: after } = release(A, vars, A.ne(pre, 0), dt);
    const sent = apply(A, vars, A.mul(pre, released), dt);
    return { current: sent.current, vars: { ...vars, ...sent.vars, ...after } };
  },
});

/** The part of its resources that each source uses with a spike, or would use: u decays, and a spike adds U (1 - u). */
export const used = <T>(A: Algebra<T>, u: T, spiked: T, U: Param, tauFacil: Param, dt: number): T => {
  const decayed = towardsZero(A, u, tauFacil, dt);
  return A.where(spiked, A.add(decayed, A.mul(U, A.sub(1, decayed))), decayed);
};

/** Exponential decay by what goes in a step, which float32 holds for the slowest, too; so it is good to 1e-6 over thousands of steps. */
export const towardsZero = <T>(A: Algebra<T>, x: T, tau: Param, dt: number): T =>
  vanishingToZero(A, A.sub(x, A.mul(x, lostPart(tau, dt))));
