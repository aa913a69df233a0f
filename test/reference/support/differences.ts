import { furthest, recordingOf, type Case } from './recorded.js';

/** Cells of which there are recordings by both. */
export const cellsOfBoth = [
  'IF_curr_exp',
  'IF_curr_alpha',
  'IF_cond_exp',
  'IF_cond_alpha',
  'EIF_cond_exp_isfa_ista',
  'EIF_cond_alpha_isfa_ista',
  'HH_cond_exp',
  'Izhikevich',
] as const;

/** A case by NEURON, and the same by Brian2 with the last of its integrators, which is the finest. */
type Pair = readonly [neuron: Case, brian2: Case];

export const pairsOf = (cell: string, set: string): readonly Pair[] => {
  const theirs = recordingOf(`${cell}.brian2`).cases;
  return recordingOf(`${cell}.neuron`)
    .cases.filter((one) => one.set === set)
    .map((one) => [one, theirs.findLast((other) => other.set === set && other.input === one.input)!]);
};

/** How far voltages are apart, mV. At the time of a jump Brian2's sample has it already, NEURON's not yet: those are left out. */
export const apart = ([neuron, brian2]: Pair): number => {
  const jumps = new Set(Object.values(neuron.arrivals ?? {}).flatMap(({ times }) => times));
  const between = ({ traces }: Case): readonly number[] => traces['v']!.filter((_, k) => !jumps.has(k / 2));
  return furthest(between(brian2), between(neuron));
};

/** Spikes of both, and where there are as many how much later NEURON's last one is. */
const spiking = ([{ spikes: a }, { spikes: b }]: Pair): string =>
  `${a.length}, ${b.length} | ${a.length === b.length ? `${(a.at(-1)! - b.at(-1)!).toFixed(2)} ms` : '-'}`;

/** A row of the table in docs/simulators.md. */
export const differencesOf = (cell: string, set: string): string => {
  const pairs = pairsOf(cell, set);
  const quiet = Math.max(...pairs.filter(([{ input }]) => input.includes('below')).map(apart));
  const loud = pairs.filter(([{ input }]) => !input.includes('below')).map(spiking);
  return `| ${cell}, ${set} | ${quiet.toFixed(3)} mV | ${loud.join(' | ')} |`;
};
