import { parseArgs } from 'node:util';
import { left, right, type Either } from 'fp-ts/lib/Either.js';
import type { Check } from './check.js';

/** What `npm run trust` is asked to do. */
export interface Options {
  readonly names: readonly string[];
  readonly effort: number;
  readonly seed: number;
}

export const usage = (checks: readonly Check[]): string => `usage: npm run trust -- [NAME...] [options]

${checks.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join('\n')}

  --effort N   how hard to try: 1 is usual, 0.1 a tenth of it
  --seed N     of all random values (2015)
  --help       shows this
`;

export const parse = (argv: readonly string[], known: readonly string[]): Either<string, Options | 'help'> => {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        effort: { type: 'string', default: '1' },
        seed: { type: 'string', default: '2015' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return right('help');
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown !== undefined) return left(`no check '${unknown}', want some of ${known.join(', ')}`);
    const [effort, seed] = [Number(values.effort), Number(values.seed)];
    if (!(effort > 0)) return left(`--effort must be a number above 0, got '${values.effort}'`);
    if (!Number.isInteger(seed)) return left(`--seed must be a whole number, got '${values.seed}'`);
    return right({ names: positionals.length === 0 ? known : positionals, effort, seed });
  } catch (error) {
    return left(`${error instanceof Error ? error.message : String(error)}, see --help`);
  }
};
