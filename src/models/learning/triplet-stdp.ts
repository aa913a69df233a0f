import { fadedToZero } from '../neurons/membrane.js';
import { finite, positive, reduction, scalar } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { ruleOf, type RuleBody } from './rule-of.js';

const parameters = {
  /** Potentiation by a pair, mV. */
  a2Plus: [5e-10, scalar(finite), [0, 0.1]],
  /** Potentiation by a triplet, mV. */
  a3Plus: [6.2e-3, scalar(finite), [0, 0.1]],
  /** Depression by a pair, mV. */
  a2Minus: [7e-3, scalar(finite), [0, 0.1]],
  /** Depression by a triplet, mV. */
  a3Minus: [2.3e-4, scalar(finite), [0, 0.1]],
  /** Time constant of the presynaptic trace of pairs, r1, ms. */
  tauPlus: [16.8, scalar(positive), [2, 30]],
  /** Time constant of the postsynaptic trace of pairs, o1, ms. */
  tauMinus: [33.7, scalar(positive), [2, 30]],
  /** Time constant of the presynaptic trace of triplets, r2, ms. */
  tauX: [101, scalar(positive), [2, 150]],
  /** Time constant of the postsynaptic trace of triplets, o2, ms. */
  tauY: [125, scalar(positive), [2, 150]],
  /** How the changes of a batch are combined into one. */
  over: ['sum', reduction],
} satisfies Table;

/** All parameters of `tripletStdp`. */
export type TripletStdpParams = ParamsOf<typeof parameters>;

/**
 * Triplet STDP, all to all: a postsynaptic spike strengthens a synapse by the presynaptic trace r1, the more the more
 * postsynaptic spikes came before it (o2); a presynaptic spike weakens it by the trace o1, the more after others (r2). It takes
 * no traces of its layers. Spikes of both sides in one step count as a pair in either order, as in `postPre`.
 *
 *   w + <r1, s_post (a2Plus + a3Plus o2)> - <s_pre (a2Minus + a3Minus r2), o1>
 *
 * Each spike adds 1 to its traces, to r2 and o2 once they have been read. Variables: r1, r2 `[b, ...from]`, o1, o2 `[b, ...to]`.
 * Pfister & Gerstner 2006; the defaults are its fit of the full model, all to all, to visual cortex.
 */
export const tripletStdp = ruleOf(
  'tripletStdp',
  parameters,
  (params: Partial<TripletStdpParams> = {}) => params,
  (p): RuleBody<'s', 's', 'r1' | 'r2' | 'o1' | 'o2'> => ({
    init: { r1: 'pre', r2: 'pre', o1: 'post', o2: 'post' },
    step: (A, vars, { pre, post, dt, correlate }) => {
      const r1 = A.add(fadedToZero(A, vars.r1, p.tauPlus, dt), pre.s);
      const o1 = A.add(fadedToZero(A, vars.o1, p.tauMinus, dt), post.s);
      const [r2, o2] = [fadedToZero(A, vars.r2, p.tauX, dt), fadedToZero(A, vars.o2, p.tauY, dt)];
      const rise = correlate(r1, A.mul(post.s, A.add(p.a2Plus, A.mul(p.a3Plus, o2))), p.over);
      const fall = correlate(A.mul(pre.s, A.add(p.a2Minus, A.mul(p.a3Minus, r2))), o1, p.over);
      return { w: A.add(A.sub(vars.w, fall), rise), r1, r2: A.add(r2, pre.s), o1, o2: A.add(o2, post.s) };
    },
  }),
);
