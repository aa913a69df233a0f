import { apS, chain, Do, map, right, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { defaultBackend, nodeBackend, readArguments, whole, type Arguments } from '../support/arguments.js';
import { commonOptions, usageOf } from '../support/usage.js';

/** The options of `npm start`. `train` and `test` count samples (undefined: all); `data` is a folder (undefined: the shipped digits). */
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

/** The help text, wrapped to a terminal's width. */
export const usage = (columns: number): string => {
  const [seed, ...others] = commonOptions('out/digits', 'report');
  return usageOf(
    'npm start --',
    'Trains a Diehl & Cook spiking network on handwritten digits, without labels, tests it on other digits, and writes a report.',
    [
      ['--neurons N', 'excitatory neurons (100)'],
      ['--epochs N', 'passes over the training samples (1)'],
      ['--train N', 'train on the first N samples (all)'],
      ['--test N', 'test on the first N samples (all)'],
      ['--quick', 'a shorter run: 20 neurons, 250 training and 100 test samples, where other options set no others'],
      ['--data FOLDER', 'MNIST or Fashion-MNIST as idx files, plain or .gz (the digits that come with spikefold)'],
      seed!,
      ...others,
    ],
    columns,
  );
};

type Name = keyof typeof spec;

/** Reads the command line: the options, 'help', or the error of the first bad argument. */
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
    // A neuron needs about 13 samples until its threshold settles, so a short training is enough for few of them.
    apS('neurons', count('neurons', quick ? 20 : 100)),
    apS('epochs', count('epochs', 1)),
    apS('train', size('train', 250)),
    apS('test', size('test', 100)),
    apS('seed', whole('seed', text('seed')!, 0, 0xffffffff)),
    apS('backend', nodeBackend(text('backend')!)),
    map((read) => ({ ...read, data: text('data'), out: text('out')!, json: flag('json') })),
  );
};
