import { eagerAlgebra as A, type AnyWiring } from '../../../src/authoring.js';
import { dense, filled, tensor, type Tensor } from '../../../src/index.js';

/** The numbers of one synapse; ms but for U. */
export interface Synapse {
  readonly U: number;
  readonly tauRec: number;
  readonly tauFacil: number;
  readonly tauActive: number;
}

/**
 * What a weight of 1 delivers at each of some spikes (ms), in float64: of the resources y are active and z inactive (Tsodyks, Uziel &
 * Markram 2000). No difference of exponentials is taken, which would lose its digits where time constants are close.
 */
export const threeStates = (
  { U, tauRec, tauFacil, tauActive }: Synapse,
  times: readonly number[],
): readonly number[] => {
  let [u, y, z, last] = [0, 0, 0, times[0]!];
  return times.map((time) => {
    const passed = time - last;
    [y, z] = [y * keptOf(passed, tauActive), z * keptOf(passed, tauRec) + y * passedOn(passed, tauActive, tauRec)];
    u *= keptOf(passed, tauFacil);
    u += U * (1 - u);
    const amplitude = u * (1 - y - z);
    y += amplitude;
    last = time;
    return amplitude;
  });
};

const keptOf = (passed: number, tau: number): number => (passed === 0 ? 1 : Math.exp(-passed / tau));

/** How much of what is active is inactive a while later: what enters in each instant, and what is left of it, by Gauss's rule in pieces. */
const passedOn = (passed: number, tauActive: number, tauRec: number): number => {
  if (passed === 0 || tauRec === 0 || tauActive === Infinity) return 0;
  if (tauActive === 0) return Math.exp(-passed / tauRec);
  // Pieces that are short beside both time constants, dense where what is active has not gone.
  const ends = Array.from({ length: 1501 }, (_, k) => passed * (k / 1500) ** 3);
  const rate = (s: number): number => Math.exp(-s / tauActive - (passed - s) / tauRec) / tauActive;
  return ends.slice(1).reduce((sum, end, k) => {
    const [half, middle] = [(end - ends[k]!) / 2, (end + ends[k]!) / 2];
    return sum + half * (rate(middle - half / Math.sqrt(3)) + rate(middle + half / Math.sqrt(3)));
  }, 0);
};

/** The same of a connection around one of weight 1. */
export const releasedBy = (
  wrapped: (of: AnyWiring) => AnyWiring,
  times: readonly number[],
  dt: number,
): readonly number[] => {
  const { apply, init } = wrapped(dense(filled([1, 1], 1)))([1], [1]);
  const steps = times.map((time) => Math.round(time / dt));
  let vars: Readonly<Record<string, Tensor>> = init;
  return Array.from({ length: steps.at(-1)! + 1 }, (_, step) => {
    const sent = apply(A, vars, tensor([1, 1], [steps.includes(step) ? 1 : 0], 'bool'), dt);
    vars = sent.vars;
    return sent.current.data[0]!;
  }).filter((_, step) => steps.includes(step));
};
