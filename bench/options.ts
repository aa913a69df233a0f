import { parseArgs } from 'node:util';
import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { backendNames } from 'spikefold';
import { clocks, type Clock } from './harness/clock.js';

/** What `npm run bench` is asked to do; undefined is all there is. */
export interface Options {
  readonly claims: readonly string[];
  readonly backends: readonly string[];
  readonly peers: readonly string[] | undefined;
  /** Words that a size must have. */
  readonly only: readonly string[];
  readonly quick: boolean;
  readonly budget: number;
  readonly clock: Clock;
  readonly data: string | undefined;
  readonly json: string | undefined;
}

/** The backends that races are for, the best first. */
const racing = ['wasm', 'js', 'eager'].filter((name) => backendNames.includes(name));

export const usage = (claims: readonly { readonly name: string; readonly about: string }[]): string =>
  `usage: npm run bench -- [NAME...] [options]

${claims.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join('\n')}

  --only WORDS      only sizes that have all these words: 'training N=400'
  --backends A,B    what of ours runs; ratios are to the first (${racing.join(',')})
  --peers A,B       only these peers and bounds
  --no-peers        none of them
  --quick           small sizes and few rounds
  --budget S        seconds after which a race stops early, though not before 3 rounds (60)
  --clock CLOCK     wall, or cpu: processor time, for a machine with others on it (wall)
  --data FOLDER     MNIST or Fashion-MNIST, idx files (the shipped digits)
  --json FILE       also writes the rows as JSON
  --help            shows this
`;

const list = (text: string): readonly string[] => text.split(',').filter((word) => word !== '');

export const parse = (argv: readonly string[], known: readonly string[]): Either<string, Options | 'help'> => {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        only: { type: 'string', default: '' },
        backends: { type: 'string', default: racing.join(',') },
        peers: { type: 'string' },
        'no-peers': { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        budget: { type: 'string', default: '60' },
        clock: { type: 'string', default: 'wall' },
        data: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return right('help');
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown !== undefined) return left(`no claim '${unknown}', want some of ${known.join(', ')}`);
    const budget = Number(values.budget);
    if (!(budget >= 0)) return left(`--budget must be a number of seconds, got '${values.budget}'`);
    const clock = clocks.find((name) => name === values.clock);
    if (clock === undefined) return left(`--clock must be one of ${clocks.join(', ')}, got '${values.clock}'`);
    return right({
      claims: positionals.length === 0 ? known : positionals,
      backends: list(values.backends),
      peers: values['no-peers'] ? [] : values.peers === undefined ? undefined : list(values.peers),
      only: values.only.split(' ').filter((word) => word !== ''),
      quick: values.quick,
      budget,
      clock,
      data: values.data,
      json: values.json,
    });
  } catch (error) {
    return left(`${error instanceof Error ? error.message : String(error)}, see --help`);
  }
};
