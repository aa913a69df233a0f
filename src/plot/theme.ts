/** Okabe & Ito's colours, which colour-blind eyes tell apart, from the one with the most contrast on: on white, and on black. */
const light = ['#0072b2', '#c94f00', '#008463', '#b5598c', '#a67300', '#3a8fc4'];
const dark = ['#56b4e9', '#e69f00', '#2fc79a', '#dd9bc0', '#f0e442', '#d9702e'];

/** How many series have a colour of their own. */
const colours = light.length;

/** The class of the k-th series, again from the first after the last. */
export const seriesClass = (k: number): string => `c${(k % colours) + 1}`;

type Scheme = Readonly<Record<'paper' | 'ink' | 'faint' | 'rule', string>>;

const variables = (scheme: Scheme, series: readonly string[]): string =>
  [...Object.entries(scheme), ...series.map((colour, k) => [`c${k + 1}`, colour] as const)]
    .map(([name, colour]) => `--${name}:var(--plot-${name},${colour});`)
    .join('');

const lightScheme = variables({ paper: '#fff', ink: '#1d2129', faint: '#565e6a', rule: '#d9dde3' }, light);
const darkScheme = variables({ paper: '#181b20', ink: '#e8eaed', faint: '#a8b0bb', rule: '#3a404a' }, dark);

const seriesStyles = light.map((_, k) => `.spikefold-plot .c${k + 1}{--own:var(--c${k + 1})}`).join('');

/** The style of every plot, in a light and a dark scheme. A page's own `--plot-ink`, `--plot-paper` and so on win over both. */
export const theme =
  `.spikefold-plot{${lightScheme}font:13px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;max-width:100%;height:auto}` +
  `@media (prefers-color-scheme:dark){.spikefold-plot{${darkScheme}}}` +
  seriesStyles +
  `.spikefold-plot text{fill:var(--faint)}
.spikefold-plot .ink{fill:var(--ink)}
.spikefold-plot .bold{font-weight:600}
.spikefold-plot .middle{text-anchor:middle}
.spikefold-plot .end{text-anchor:end}
.spikefold-plot .paper{fill:var(--paper)}
.spikefold-plot .rule{stroke:var(--rule)}
.spikefold-plot .level{stroke:var(--faint);stroke-dasharray:4 4}
.spikefold-plot .frame{fill:none;stroke:var(--rule)}
.spikefold-plot .curve{fill:none;stroke:var(--own);stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
.spikefold-plot .thin{stroke-width:1.2}
.spikefold-plot .fill{fill:var(--own)}
.spikefold-plot .band{fill:var(--own);opacity:.18}
.spikefold-plot .marks{fill:none;stroke:var(--own)}`;
