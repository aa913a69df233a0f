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

This page compares published behaviour of neurons, rules and encoders with results here. The tests compute the table again, and fail if a row fails or
if this page differs; \`npx tsx test/fidelity/write.ts\` writes the page and its pictures. For random models the table shows the mean and,
after +-, the standard deviation over fixed seeds. Everything runs on the eager backend,
but for the large networks of biology, which run on \`wasm\`: it gives the same to the bit.

${markdown(rows)}

The 20 patterns of an Izhikevich neuron are exported as \`izhikevichPatterns\`: parameters, currents, time steps.
Our model integrates v in two half steps, the paper's program in one Euler step. Three patterns therefore differ from the program: spike latency
uses a step of 0.125 ms instead of 0.2 (at 0.2 its pulse just fails to cause a spike); the pulse that ends bistability is at 211 ms instead of
216, which is as long after a spike as in the program; inhibition-induced bursting has d = 0 as in the figure, not -2 as in the program. The
depolarizing after-potential needs the step of 0.1 ms: at smaller steps it becomes several spikes.

Brunel's jumps of the voltage are tested against the threshold a step after they arrive, as in Brian2 (see docs/simulators.md). So at a step of 0.1 ms
the synchronous regular state has a period of 3.2 ms and not 3.0 (335 Hz with a delay of 1.4 ms), and the slow one 10 % fewer spikes.

![The 20 firing patterns](pictures/izhikevich-patterns.svg)

![Rate against current](pictures/f-i-curve.svg) ![The STDP window](pictures/stdp-window.svg)
`;
