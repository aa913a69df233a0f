import type { Algebra } from '../../core/algebra.js';
import { expectWiring } from '../../core/check/expect.js';
import type { Connection, Wiring } from '../../core/connection.js';
import { fault } from '../../core/errors.js';
import { mapParam, zeros, type Param } from '../../core/tensor.js';
import { vanishingToZero } from '../neurons/membrane.js';
import { fraction, notNegative, part, perSource } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { settle } from '../parameters/settle.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';

const parameters = {
  /** The part of its resources that a first spike uses. */
  U: [0.5, perSource(fraction)],
  /** Time constant with which resources recover, ms; 0: they always are there. */
  tauRec: [800, perSource(notNegative), [0, 200]],
  /** Time constant with which facilitation decays, ms; 0: every spike uses U. */
  tauFacil: [0, perSource(notNegative), [0, 200]],
} satisfies Table;

/** All parameters of `shortTerm`. */
export type ShortTermParams = ParamsOf<typeof parameters>;

/**
 * A connection with short-term plasticity: of a neuron's resources x a spike uses the part u, and delivers u x times the weights of `of`;
 * x recovers to 1, and u decays to 0. In a step they first recover, then a spike changes them, in this order:
 *
 *   u + U (1 - u);  the connection transmits s u x;  x - u x
 *
 * Variables, of each source neuron `[b, ...from]`: u, and depleted, which is 1 - x; both start at 0, as after a long silence. What
 * is not 0 counts as a spike: a graded one of size s is s times as strong, and uses as much as one of 1. Rules learn from the
 * layers' own spikes. Tsodyks & Markram 1997, Fuhrmann et al. 2002: PyNN's TsodyksMarkramSynapse, NEST's tsodyks2_synapse.
 */
export const shortTerm = entered(
  <K extends string>(of: Wiring<K>, params: Partial<ShortTermParams> = {}): Wiring<K | Own> => {
    expectWiring('shortTerm', of);
    const { given, params: p, faults } = settle('shortTerm', parameters, params);
    return (from, to) => {
      const connection = of(from, to);
      const twice = 'depleted' in connection.init;
      return {
        ...connection,
        term: { name: 'shortTerm', params: { ...given, of: connection.term } },
        init: { ...connection.init, u: zeros(from), depleted: zeros(from) },
        // What a synapse passes on depends on its history: a delay for each goes inside.
        synapses: undefined,
        faults: [
          ...connection.faults,
          ...faults({ source: from }),
          ...(twice
            ? [fault('Surplus', 'shortTerm', 'a connection without short-term plasticity', connection.term.name)]
            : []),
        ],
        apply: <T>(A: Algebra<T>, vars: { readonly [k in K | Own]: T }, pre: T, dt: number) => {
          const [before, decayed] = [
            towardsZero(A, vars.depleted, p.tauRec, dt),
            towardsZero(A, vars.u, p.tauFacil, dt),
          ];
          const spiked = A.ne(pre, 0);
          const u = A.where(spiked, A.add(decayed, A.mul(p.U, A.sub(1, decayed))), decayed);
          const released = A.mul(u, A.sub(1, before));
          const sent = connection.apply(A, vars, A.mul(pre, released), dt);
          const depleted = A.where(spiked, A.add(before, released), before);
          return { current: sent.current, vars: { ...vars, ...sent.vars, u, depleted } };
        },
      } as Connection<K | Own>;
    };
  },
  'connection',
  'shortTerm',
  { ...parameters, of: [required, part('connection')] } satisfies Table,
  (construct, { of, ...params }) => construct(of, params),
);

type Own = 'u' | 'depleted';

/** Exponential decay by what goes in a step, which float32 holds for the slowest, too; so it is good to 1e-6 over thousands of steps. */
const towardsZero = <T>(A: Algebra<T>, x: T, tau: Param, dt: number): T => {
  const lost = mapParam((t) => -Math.expm1(-dt / t), tau);
  return vanishingToZero(A, A.sub(x, A.mul(x, lost)));
};
