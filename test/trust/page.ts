import type { Check, Figure } from './check.js';

/** Docs/reliability.md: each check with its figures, as they were last measured. */
export const pageOf = (checks: readonly Check[], figures: Readonly<Record<string, Figure>>): string =>
  `${[...head, ...checks.flatMap((check) => section(check, figures[check.name]))].join('\n').trimEnd()}\n`;

const head = [
  '# Reliability',
  '',
  'This page says what was tried to make spikefold fail, how often, and with which result. `npm run trust` measures the figures and writes the page;',
  '`npm run trust -- NAME --effort 10` measures one section ten times as hard, and `--seed 7` tries other random values.',
  'The tests of `npm test` try the same things, fewer times, for each change.',
  '',
];

const section = ({ name, title, about }: Check, figure: Figure | undefined): readonly string[] => [
  `## ${title}`,
  '',
  about,
  '',
  ...(figure === undefined ? ['Not measured yet.', ''] : measured(name, figure)),
];

const measured = (name: string, { lines, failures, date, node, effort, seed, minutes }: Figure): readonly string[] => [
  '| tried | times | result |',
  '|---|---|---|',
  ...lines.map(({ what, times, result }) => `| ${cell(what)} | ${times.toLocaleString('en')} | ${cell(result)} |`),
  '',
  ...(failures.length === 0 ? [] : ['Failures:', '', ...failures.map((line) => `- ${line}`), '']),
  `${date}, Node ${node}, in ${Number(minutes.toPrecision(2))} minutes: \`npm run trust -- ${name} --effort ${effort} --seed ${seed}\``,
  '',
];

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
