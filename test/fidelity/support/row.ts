/** One line of the ledger: what is claimed, and what came out here. */
export interface Row {
  readonly claim: string;
  readonly source: string;
  readonly target: string;
  readonly ours: string;
  readonly tolerance: string;
  readonly passed: boolean;
}

const heads = ['claim', 'source', 'target', 'ours', 'tolerance', ''];

const cells = ({ claim, source, target, ours, tolerance, passed }: Row): readonly string[] => [
  claim,
  source,
  target,
  ours,
  tolerance,
  passed ? 'pass' : 'FAIL',
];

/** The ledger as a Markdown table. */
export const markdown = (rows: readonly Row[]): string =>
  [heads, heads.map(() => '---'), ...rows.map(cells)].map((line) => `| ${line.join(' | ')} |`).join('\n');

/** The ledger in columns, for a terminal. */
export const columns = (rows: readonly Row[]): string => {
  const lines = [heads, ...rows.map(cells)];
  const widths = heads.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** A page around the table. */
export const page = (rows: readonly Row[]): string => `# Fidelity

Published behaviours, and what comes out here. The tests compute this table anew, and fail when a row does, or when this page
says something else; \`npx tsx test/fidelity/write.ts\` writes the page and its pictures. Numbers of random models are the mean and,
after +-, the standard deviation over seeds, which are fixed; everything runs on the eager backend.

${markdown(rows)}

The 20 patterns of an Izhikevich neuron are exported as \`izhikevichPatterns\`: parameters, currents, time steps.
Our step moves v in two halves where the paper's program takes one of Euler, so three of them are not quite its own: spike latency
runs at 0.125 ms in place of 0.2 (its pulse only just fails at 0.2); the pulse that ends bistability comes at 211 ms in place of
216, as long after a spike as there; inhibition-induced bursting has d 0 as in the figure, not -2 as in the program. The
depolarizing after-potential belongs to its step of 0.1 ms: at finer ones it becomes more spikes.

![The 20 firing patterns](pictures/izhikevich-patterns.svg)

![Rate against current](pictures/f-i-curve.svg) ![The STDP window](pictures/stdp-window.svg)
`;
