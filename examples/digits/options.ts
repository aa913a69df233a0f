import { apS, chain, Do, map, right, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { backendNames } from 'spikefold';
import { choice, defaultBackend, readArguments, whole, type Arguments } from '../support/arguments.js';

/** What `npm start` is asked to do. `train` and `test` count samples, `data` is a folder; undefined is all, and the shipped digits. */
export interface Options {
  readonly neurons: number;
  readonly epochs: number;
  readonly train: number | undefined;
  readonly test: number | undefined;
  readonly seed: number;
  readonly backend: string;
  readonly data: string | undefined;
  readonly out: string;
  readonly json: boolean;
}

const spec = {
  neurons: { type: 'string' },
  epochs: { type: 'string', default: '1' },
  train: { type: 'string' },
  test: { type: 'string' },
  quick: { type: 'boolean' },
  seed: { type: 'string', default: '1' },
  backend: { type: 'string', default: defaultBackend },
  data: { type: 'string' },
  out: { type: 'string', default: 'out/digits' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Those that run in Node: a GPU takes a browser. */
const backends = backendNames.filter((name) => !/:web(gl2?|gpu)$/.test(name));

const modesOf = (backend: string): string =>
  `                  ${backends.filter((name) => name.startsWith(`${backend}:`)).join(', ')}`;

export const usage = `usage: npm start -- [options]

Trains a Diehl & Cook spiking network on handwritten digits, without labels, then tests it and writes a report.

  --neurons N     excitatory neurons (100)
  --epochs N      passes over the training samples (1)
  --train N       train on the first N samples (all)
  --test N        test on the first N samples (all)
  --quick         20 neurons, 250 training and 100 test samples, unless other options say otherwise
  --seed N        where the random numbers start (1)
  --backend NAME  what computes: ${backends.filter((name) => !name.includes(':')).join(', ')}, or a mode of another (${defaultBackend}):
${modesOf('tfjs')}
${modesOf('gpujs')}
  --data FOLDER   MNIST or Fashion-MNIST, idx files, plain or .gz (the digits that come with spikefold)
  --out FOLDER    where the report goes (out/digits)
  --json          end with one line of JSON
  --help          show this
`;

type Name = keyof typeof spec;

/** Reads the command line: the options, 'help', or what is wrong with the first bad argument. */
export const parse = (argv: readonly string[]): Either<string, Options | 'help'> =>
  pipe(
    readArguments<Name>(spec, argv),
    chain((given): Either<string, Options | 'help'> => (given.flag('help') ? right('help') : options(given))),
  );

const options = ({ text, flag }: Arguments<Name>): Either<string, Options> => {
  const quick = flag('quick');
  const count = (name: Name, otherwise: number) => whole(name, text(name) ?? `${otherwise}`, 1, 10_000);
  const size = (name: Name, quickly: number): Either<string, number | undefined> => {
    const given = text(name);
    if (given !== undefined) return whole(name, given, 1);
    return right(quick ? quickly : undefined);
  };
  return pipe(
    Do,
    // A neuron needs about 13 samples to come to rest, so a short training does for few of them.
    apS('neurons', count('neurons', quick ? 20 : 100)),
    apS('epochs', count('epochs', 1)),
    apS('train', size('train', 250)),
    apS('test', size('test', 100)),
    apS('seed', whole('seed', text('seed')!, 0, 0xffffffff)),
    apS('backend', choice('backend', text('backend')!, backends)),
    map((read) => ({ ...read, data: text('data'), out: text('out')!, json: flag('json') })),
  );
};
