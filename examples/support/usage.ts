import { defaultBackend, nodeBackends } from './arguments.js';
import { pairs } from './pairs.js';

/** The help text of a program, wrapped to a terminal's width: its command, what it does, and its options. */
export const usageOf = (
  command: string,
  does: string,
  options: readonly (readonly [option: string, meaning: string])[],
  columns: number,
): string =>
  [[['', `usage: ${command} [options]`]], [['', does]], options]
    .map((rows) => pairs(rows as readonly (readonly [string, string])[], columns))
    .join('\n');

/** The options that every program has. */
export const commonOptions = (
  out: string,
  outHolds: string,
): readonly (readonly [option: string, meaning: string])[] => [
  ['--seed N', 'seed of the random numbers (1)'],
  ['--backend NAME', `one of ${nodeBackends.join(', ')} (${defaultBackend})`],
  ['--out FOLDER', `folder for the ${outHolds} (${out})`],
  ['--json', 'print the results as one line of JSON at the end'],
  ['--help', 'show this help'],
];
