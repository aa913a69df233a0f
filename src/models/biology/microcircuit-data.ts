/** The populations of the microcircuit: excitatory and inhibitory cells of layers 2/3, 4, 5 and 6. */
export const populations = ['E23', 'I23', 'E4', 'I4', 'E5', 'I5', 'E6', 'I6'] as const;

export type Population = (typeof populations)[number];

/** How many cells each has. */
export const sizes = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948] as const;

/** How many inputs from outside each cell has. */
export const outside = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100] as const;

/** How often the cells of each spike on average, Hz: what the mean input is corrected by where cells have fewer synapses. */
export const meanRates = [0.971, 2.868, 4.746, 5.396, 8.142, 9.078, 0.991, 7.523] as const;

/** The probability of a synapse, of targets by sources. */
const probabilities: readonly (readonly number[])[] = [
  [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0],
  [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0],
  [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0],
  [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0],
  [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0],
  [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0],
  [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
  [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
];

/** How many synapses a cell has from a population on average: they are drawn with replacement, so that a pair may have several. */
export const inDegree = (target: number, source: number): number => {
  const [n, m] = [sizes[target]!, sizes[source]!];
  return Math.log1p(-probabilities[target]![source]!) / Math.log1p(-1 / (n * m)) / n;
};
