import type { Model } from '../../../src/authoring.js';
import {
  conductanceAdEx,
  conductanceAlpha,
  conductanceExp,
  currentAlpha,
  currentDelta,
  currentExp,
  hodgkinHuxley,
} from '../../../src/cells.js';

type Parameters = Readonly<Record<string, number>>;
type Cell = Model<string, string>;

/** PyNN's parameters by our names; a time of Brian2's that counts the step of the spike is a step shorter here. */
const membrane = (p: Parameters, dt: number) => ({
  capacitance: p['cm']!,
  tau: p['tau_m']!,
  rest: p['v_rest']!,
  thresh: p['v_thresh']!,
  reset: p['v_reset']!,
  refrac: p['tau_refrac']! - dt,
});
const times = (p: Parameters) => ({ tauExc: p['tau_syn_E']!, tauInh: p['tau_syn_I']! });
const reversals = (p: Parameters) => ({ reversalExc: p['e_rev_E']!, reversalInh: p['e_rev_I']! });

const receptors = (p: Parameters, kinetics: 'exponential' | 'alpha') => ({
  exc: { kinetics, tau: p['tau_syn_E']!, reversal: p['e_rev_E']! },
  inh: { kinetics, tau: p['tau_syn_I']!, reversal: p['e_rev_I']! },
});

const adaptive =
  (kinetics: 'exponential' | 'alpha') =>
  (p: Parameters, dt: number): Cell =>
    conductanceAdEx({
      ...membrane(p, dt),
      deltaT: p['delta_T']!,
      tauW: p['tau_w']!,
      a: p['a']!,
      b: p['b']!,
      peak: p['v_spike']!,
      receptors: receptors(p, kinetics),
    });

/** Our cells that PyNN's names stand for. */
export const translated: Readonly<Record<string, (p: Parameters, dt: number) => Cell>> = {
  IF_curr_exp: (p, dt) => currentExp({ ...membrane(p, dt), ...times(p) }),
  IF_curr_alpha: (p, dt) => currentAlpha({ ...membrane(p, dt), ...times(p) }),
  IF_curr_delta: (p, dt) => currentDelta(membrane(p, dt)),
  IF_cond_exp: (p, dt) => conductanceExp({ ...membrane(p, dt), ...times(p), ...reversals(p) }),
  IF_cond_alpha: (p, dt) => conductanceAlpha({ ...membrane(p, dt), ...times(p), ...reversals(p) }),
  EIF_cond_exp_isfa_ista: adaptive('exponential'),
  EIF_cond_alpha_isfa_ista: adaptive('alpha'),
  HH_cond_exp: (p) =>
    hodgkinHuxley({
      capacitance: p['cm']!,
      gSodium: p['gbar_Na']!,
      gPotassium: p['gbar_K']!,
      gLeak: p['g_leak']!,
      reversalSodium: p['e_rev_Na']!,
      reversalPotassium: p['e_rev_K']!,
      rest: p['e_rev_leak']!,
      shift: p['v_offset']!,
      thresh: -20,
      substeps: 4,
      receptors: receptors(p, 'exponential'),
    }),
};
