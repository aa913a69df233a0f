import { poisson, tensor } from '../../../src/index.js';
import { mstdpWindow, rewarded, tauPost, tauPre } from '../support/pair.js';
import type { Row } from '../support/row.js';
import { fittedTau, worstError } from './stdp.js';

const source = 'Florian 2007, figure 1';
const nu = 0.01;

/** Random spikes of one synapse; the reward changes its sign every 100 steps. */
const traffic = [...poisson(7, tensor([2], [60, 60]), 1000)(1)].map(({ data }) => ({
  X: tensor([1], [data[0]!], 'bool'),
  Y: tensor([1], [data[1]! * 100]),
}));
const turning = (step: number): number => (Math.floor(step / 100) % 2 === 0 ? 1 : -1);

/** Florian's equations for that synapse in double precision: the eligibility at each step. */
const eligibilities = (): readonly number[] => {
  let [p, q] = [0, 0];
  return traffic.map(({ X, Y }) => {
    const [pre, post] = [X.data[0]!, Y.data[0]! / 100];
    p = p * Math.exp(-1 / tauPre) + pre;
    q = q * Math.exp(-1 / tauPost) - post;
    return p * post + pre * q;
  });
};

/** Rows 4: reward times eligibility. */
export const mstdpRows = async (): Promise<readonly Row[]> => {
  const [praised, blamed, ignored] = await Promise.all([1, -1, 0].map((reward) => mstdpWindow(() => reward)));
  const steps = await rewarded(traffic, turning);
  const e = eligibilities();
  const moves = steps.slice(1).map(({ reward, w }, i) => [w[0]! - steps[i]!.w[0]!, nu * reward * e[i]!] as const);
  const row = (claim: string, target: string, ours: string, tolerance: string, passed: boolean): Row => ({
    claim: `MSTDP: ${claim}`,
    source,
    target,
    ours,
    tolerance,
    passed,
  });
  const error = Math.max(...moves.map(([move, want]) => Math.abs(move - want)));
  const moved = moves.filter(([move]) => move !== 0).length;
  const sizes = worstError(praised!, nu, nu);
  const flipped = praised!.every(([, change], k) => change === -blamed![k]![1]);
  return [
    row(
      '1000 steps of two 60 Hz trains, reward +1 and -1 in turn',
      'w moves by nu r e of the step before',
      `off by ${error.toExponential(0)} in ${moved} moves`,
      '1e-7 (float32)',
      error <= 1e-7 && moved > 100,
    ),
    row(
      'eligibility window, post after pre',
      `${tauPre} ms`,
      fittedTau(praised!, 1).toFixed(4),
      '0.1 %',
      Math.abs(fittedTau(praised!, 1) / tauPre - 1) <= 1e-3,
    ),
    row(
      'eligibility window, pre after post',
      `${tauPost} ms`,
      fittedTau(praised!, -1).toFixed(4),
      '0.1 %',
      Math.abs(fittedTau(praised!, -1) / tauPost - 1) <= 1e-3,
    ),
    row(
      'size at 201 intervals, reward 1',
      'nu exp(-interval / tau), 0 at 0',
      `off by ${sizes.toExponential(0)}`,
      '1e-5 of it',
      sizes <= 1e-5,
    ),
    row('reward -1', 'all signs flipped', flipped ? 'all 201' : 'not all', 'exact', flipped),
    row(
      'reward 0',
      'no change',
      ignored!.every(([, change]) => change === 0) ? 'none' : 'some',
      'exact',
      ignored!.every(([, change]) => change === 0),
    ),
  ];
};
