import { parseArgs } from 'node:util';
import { apS, Do, left, map, right, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { backendNames } from 'spikefold';

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
  backend: { type: 'string', default: 'eager' },
  data: { type: 'string' },
  out: { type: 'string', default: 'out/digits' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const usage = `usage: npm start -- [options]

Trains a Diehl & Cook spiking network on handwritten digits, without labels, then tests it and writes a report.

  --neurons N     excitatory neurons (100)
  --epochs N      passes over the training samples (1)
  --train N       train on the first N samples (all)
  --test N        test on the first N samples (all)
  --quick         20 neurons, 250 training and 100 test samples, unless other options say otherwise
  --seed N        where the random numbers start (1)
  --backend NAME  what computes: ${backendNames.join(', ')} (eager)
  --data FOLDER   MNIST or Fashion-MNIST, idx files, plain or .gz (the digits that come with spikefold)
  --out FOLDER    where the report goes (out/digits)
  --json          end with one line of JSON
  --help          show this
`;

type Name = keyof typeof spec;
const isName = (name: string): name is Name => Object.hasOwn(spec, name);

type Token = ReturnType<typeof tokenize>['tokens'][number];
const tokenize = (argv: readonly string[]) =>
  parseArgs({ args: [...argv], options: spec, strict: false, allowPositionals: true, tokens: true });

/** What is wrong with one argument before its value is looked at; undefined when nothing is. */
const misuse = (token: Token): string | undefined => {
  if (token.kind === 'positional') return `unexpected argument '${token.value}', want options only, see --help`;
  if (token.kind === 'option-terminator') return undefined;
  if (!isName(token.name)) return `unknown option '${token.rawName}', see --help`;
  if (spec[token.name].type === 'boolean')
    return token.value === undefined ? undefined : `--${token.name} takes no value, got '${token.value}'`;
  if (token.value === undefined) return `--${token.name} needs a value, got nothing`;
  const swallowed = !token.inlineValue && token.value.startsWith('--');
  return token.value === '' || swallowed ? `--${token.name} needs a value, got '${token.value}'` : undefined;
};

const whole = (name: string, text: string, low: number, high = Number.MAX_SAFE_INTEGER): Either<string, number> => {
  const range = high === Number.MAX_SAFE_INTEGER ? `of at least ${low}` : `from ${low} to ${high}`;
  return /^\d+$/.test(text) && Number(text) >= low && Number(text) <= high
    ? right(Number(text))
    : left(`--${name} must be a whole number ${range}, got '${text}'`);
};

/** Reads the command line: the options, 'help', or what is wrong with the first bad argument. The last of a repeated option counts. */
export const parse = (argv: readonly string[]): Either<string, Options | 'help'> => {
  const { tokens, values } = tokenize(argv);
  if (values.help === true) return right('help');
  const fault = tokens.map(misuse).find((text) => text !== undefined);
  if (fault !== undefined) return left(fault);
  const text = (name: Name): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const count = (name: 'neurons' | 'epochs', otherwise: number) => whole(name, text(name) ?? `${otherwise}`, 1, 10_000);
  const size = (name: 'train' | 'test', quick: number): Either<string, number | undefined> => {
    const given = text(name);
    if (given !== undefined) return whole(name, given, 1);
    return right(values.quick === true ? quick : undefined);
  };
  const backend = text('backend')!;
  return pipe(
    Do,
    // A neuron needs about 13 samples to come to rest, so a short training does for few of them.
    apS('neurons', count('neurons', values.quick === true ? 20 : 100)),
    apS('epochs', count('epochs', 1)),
    apS('train', size('train', 250)),
    apS('test', size('test', 100)),
    apS('seed', whole('seed', text('seed')!, 0, 0xffffffff)),
    apS(
      'backend',
      backendNames.includes(backend)
        ? right(backend)
        : left(`--backend must be one of ${backendNames.join(', ')}, got '${backend}'`),
    ),
    map((read) => ({ ...read, data: text('data'), out: text('out')!, json: values.json === true })),
  );
};
