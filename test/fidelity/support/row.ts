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

This page compares published behaviour of neurons, rules, encoders and networks with results here. The tests compute the table again, and fail if a row fails
or if this page differs; \`npx tsx test/fidelity/write.ts\` writes the page and its pictures. For random models the table shows the mean and,
after +-, the standard deviation over fixed seeds. Large networks and long runs are on \`wasm\`, all else on \`eager\`. The tolerance "class" means that
the firing has the described form; "times Poisson" compares the power of a rhythm with that of Poisson spikes of the same rate.

${markdown(rows)}

The 20 patterns of an Izhikevich neuron are exported as \`izhikevichPatterns\`: parameters, currents, time steps.
Our model integrates v in two half steps, the paper's program in one Euler step. Three patterns therefore differ from the program: spike latency
uses a step of 0.125 ms instead of 0.2 (at 0.2 its pulse just fails to cause a spike); the pulse that ends bistability is at 211 ms instead of
216, which is as long after a spike as in the program; inhibition-induced bursting has d = 0 as in the figure, not -2 as in the program. The
depolarizing after-potential needs the step of 0.1 ms: at smaller steps it becomes several spikes.

In Brunel's network the voltage jumps when a spike arrives, leaks for that step, and is compared with the threshold at its end (as in Brian2,
[simulators](simulators.md)). In two of its states steps of 0.1 ms are too long: the synchronous regular one has 320 Hz (Brian2 310; both 330 with a delay that is
a step shorter) and 331 Hz at steps of 0.025 ms; the slow one 4.8 Hz (Brian2 5.2) and 5.6 Hz at 0.05 and 0.025 ms. So these two rows have shorter steps. A CV of
few intervals is too small: in the asynchronous state 0.38 in 300 ms, and 0.40 to 0.41 (Brian2 0.40) in 1000 to 1500 ms.

The network of Izhikevich 2006 also ran for an hour: excitatory neurons fire 4.7 times a second at first, 1.3 in the tenth second, when
the delta rhythm has gone, 4.9 after three minutes, and then between 3 and 4.4, with a gamma rhythm at 30 to 34 Hz of 50 to 200 times the power of Poisson
spikes. A third of the excitatory weights is then below 0.5 mV, and more than a third above 9.5.

![The 20 firing patterns](pictures/izhikevich-patterns.svg)

![Rate against current](pictures/f-i-curve.svg) ![The STDP window](pictures/stdp-window.svg)
`;
