import { hebbian, mstdp, mstdpet, postPre, rmax, weightDependentPostPre } from '../../../src/index.js';
import type { AnyRule } from '../../../src/authoring.js';
import { valueOf } from '../../support/alone.js';
import type { Params } from './rule-params.js';

export type Rows = readonly (readonly number[])[];

/** What a rule sees of one step, row by row, both layers flat. */
export interface Moment {
  readonly pre: { readonly s: Rows; readonly x: Rows };
  readonly post: { readonly s: Rows; readonly x: Rows; readonly prob: Rows };
  /** One for each row. */
  readonly reward: readonly number[];
}

/** Weights, and what reward-modulated rules remember, each row by row. */
export interface Memory {
  readonly w: readonly number[];
  readonly p: Rows;
  readonly q: Rows;
  readonly e: Rows;
  readonly z: Rows;
}

/** `G(alpha, beta)`, by row and weight. */
export type Correlate = (alpha: Rows, beta: Rows) => Rows;

/** A rule as docs/spec/learning.md has it: the memory after a step, of unbounded weights that do not decay. */
export type Definition = (before: Memory, moment: Moment, G: Correlate, p: Params, dt: number) => Memory;

const each = (x: Rows, y: Rows, f: (a: number, b: number, row: number) => number): Rows =>
  x.map((row, b) => row.map((value, k) => f(value, y[b]![k]!, b)));

const joined = (rows: Rows, over: Params['over']): readonly number[] =>
  rows[0]!.map((_, k) => {
    const all = rows.map((row) => row[k]!);
    const sum = all.reduce((a, b) => a + b, 0);
    return over === 'max' ? Math.max(...all) : over === 'sum' ? sum : sum / all.length;
  });

type Pair = (w: number, early: number, late: number, k: number, p: Params) => number;
const rate = (p: Params, end: 0 | 1, k: number): number => valueOf(p.nu[end], k);

/** A rule of `G(s_src, x_tgt)` and `G(x_src, s_tgt)` alone. */
const pairs =
  (change: Pair): Definition =>
  (before, { pre, post }, G, p) => {
    const [early, late] = [joined(G(pre.s, post.x), p.over), joined(G(pre.x, post.s), p.over)];
    return { ...before, w: before.w.map((w, k) => w + change(w, early[k]!, late[k]!, k, p)) };
  };

const remembered: Definition = ({ w, z, ...before }, { pre, post }, G, { tauPlus, tauMinus, aPlus, aMinus }, dt) => {
  const p = each(before.p, pre.s, (value, s) => value * Math.exp(-dt / tauPlus) + aPlus * s);
  const q = each(before.q, post.s, (value, s) => value * Math.exp(-dt / tauMinus) + aMinus * s);
  return { w, p, q, z, e: each(G(p, post.s), G(pre.s, q), (a, b) => a + b) };
};

const earned = ({ w }: Memory, rows: Rows, { reward }: Moment, p: Params, factor = 1): readonly number[] => {
  const gain = joined(
    rows.map((row, b) => row.map((value) => reward[b]! * value)),
    p.over,
  );
  return w.map((value, k) => value + factor * rate(p, 0, k) * gain[k]!);
};

const ofMstdp = ({ nu, over, tauPlus, tauMinus, aPlus, aMinus }: Params) =>
  [nu[0], { over, tauPlus, tauMinus, aPlus, aMinus }] as const;

/** Every rule, and its definition. */
export const definitions: Readonly<
  Record<string, { readonly rule: (p: Params) => AnyRule; readonly step: Definition; readonly soft?: true }>
> = {
  postPre: {
    rule: ({ nu, over }) => postPre(nu, over),
    step: pairs((_, early, late, k, p) => -rate(p, 0, k) * early + rate(p, 1, k) * late),
  },
  hebbian: {
    rule: ({ nu, over }) => hebbian(nu, over),
    step: pairs((_, early, late, k, p) => rate(p, 0, k) * early + rate(p, 1, k) * late),
  },
  weightDependentPostPre: {
    soft: true,
    rule: ({ nu, over }) => weightDependentPostPre(nu, over),
    step: pairs((w, early, late, k, p) => {
      const [min, max] = [valueOf(p.bounds![0], k), valueOf(p.bounds![1], k)];
      return -rate(p, 0, k) * early * (w - min) + rate(p, 1, k) * late * (max - w);
    }),
  },
  mstdp: {
    rule: (p) => mstdp(...ofMstdp(p)),
    step: (before, moment, G, p, dt) => ({
      ...remembered(before, moment, G, p, dt),
      w: earned(before, before.e, moment, p),
    }),
  },
  mstdpet: {
    rule: (p) => mstdpet(p.nu[0], { ...ofMstdp(p)[1], tauEligibility: p.tauEligibility }),
    step: (before, moment, G, p, dt) => {
      const z = each(before.z, before.e, (a, e) => a * Math.exp(-dt / p.tauEligibility) + e / p.tauEligibility);
      return { ...remembered(before, moment, G, p, dt), z, w: earned(before, z, moment, p, dt) };
    },
  },
  rmax: {
    rule: ({ nu, over, tauC, tauEligibility }) => rmax(nu[0], { over, tauC, tauEligibility }),
    step: (before, moment, G, p, dt) => {
      const { pre, post } = moment;
      const surprise = each(post.s, post.prob, (s, prob) => s - prob / (1 + (p.tauC / dt) * prob));
      const z = each(before.z, G(pre.x, surprise), (a, g) => a * (1 - dt / p.tauEligibility) + g);
      return { ...before, z, w: earned(before, z, moment, p) };
    },
  },
};
