import { apS, chain, Do, isLeft, map, right, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { backend as chosen, backendNames, explain, type Backend } from 'spikefold';
import { choice, defaultBackend, readArguments, whole } from './arguments.js';
import { svgFile } from './draw/style.js';
import type { Drawing } from './draw/svg.js';
import { outFolder, writeFiles } from './folder.js';
import { progress } from './progress.js';
import { pairs } from './pairs.js';

/** An example: what it does, in a few words, and how much less with `--quick`. */
export interface About {
  readonly name: string;
  readonly does: string;
  readonly quick: string;
}

/** What every example is told: where its random numbers start, whether to be quick, and what computes. */
export interface Settings {
  readonly seed: number;
  readonly quick: boolean;
  readonly backend: Backend;
  /** Shows how far a part of the work is, on stderr: `const tick = count('train', 100, 'samples')`, then `tick(1)` ... `tick(100)`. */
  readonly count: (label: string, total: number, unit?: string) => (done: number, note?: string) => void;
}

/** What an example comes to: facts in words, the same as plain data, and pictures by name. */
export interface Outcome {
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly pictures: Readonly<Record<string, Drawing>>;
}

const spec = {
  seed: { type: 'string', default: '1' },
  quick: { type: 'boolean' },
  backend: { type: 'string', default: defaultBackend },
  out: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const usage = ({ name, does, quick }: About, columns: number): string =>
  [
    pairs([['', `usage: npx tsx examples/${name}.ts [options]`]], columns),
    '\n',
    pairs([['', does]], columns),
    '\n',
    pairs(
      [
        ['--seed N', 'where the random numbers start (1)'],
        ['--quick', quick],
        ['--backend NAME', `what computes: ${backendNames.join(', ')} (${defaultBackend})`],
        ['--out FOLDER', `where the pictures go (out/${name})`],
        ['--json', 'end with one line of JSON'],
        ['--help', 'show this'],
      ],
      columns,
    ),
  ].join('');

interface Options {
  readonly seed: number;
  readonly quick: boolean;
  readonly backend: string;
  readonly out: string;
  readonly json: boolean;
}

const parse = (argv: readonly string[], { name }: About): Either<string, Options | 'help'> =>
  pipe(
    readArguments<keyof typeof spec>(spec, argv),
    chain(({ text, flag }): Either<string, Options | 'help'> => {
      if (flag('help')) return right('help');
      return pipe(
        Do,
        apS('seed', whole('seed', text('seed')!, 0, 0xffffffff)),
        apS('backend', choice('backend', text('backend')!, backendNames)),
        map((read) => ({ ...read, quick: flag('quick'), out: text('out') ?? `out/${name}`, json: flag('json') })),
      );
    }),
  );

/** Runs an example as a program: reads its command line, says what it came to, draws its pictures, and sets the exit status. */
export const program = async (about: About, work: (settings: Settings) => Promise<Outcome>): Promise<void> => {
  const columns = process.stdout.columns ?? 80;
  const refuse = (text: string): void => {
    console.error(text);
    process.exitCode = 2;
  };
  const options = parse(process.argv.slice(2), about);
  if (isLeft(options)) return refuse(options.left);
  if (options.right === 'help') return void process.stdout.write(usage(about, columns));
  const { seed, quick, out, json } = options.right;
  const found = await chosen(options.right.backend);
  if (isLeft(found)) return refuse(found.left.map(explain).join('\n'));
  const backend = found.right;
  const folder = outFolder(out);
  if (isLeft(folder)) return refuse(folder.left);

  const began = performance.now();
  const { facts, data, pictures } = await work({ seed, quick, backend, count });
  const seconds = (performance.now() - began) / 1000;
  const files = Object.entries(pictures).map(([name, drawing]) => [`${name}.svg`, svgFile(drawing)] as const);
  const written = writeFiles(out, files);
  if (isLeft(written)) return refuse(written.left);
  process.stdout.write(
    pairs(
      [
        ...facts,
        ['wall time', `${seconds.toFixed(1)} s, ${backend.name}`],
        ...written.right.map((path, i) => [i === 0 ? 'pictures' : '', path] as const),
      ],
      columns,
    ),
  );
  if (json) console.log(JSON.stringify({ seed, backend: backend.name, ...data }));
};

const count: Settings['count'] = (label, total, unit) => {
  const bar = progress({ label, total, ...(unit && { unit }), out: process.stderr });
  return (done, note) => {
    bar.tick(done, note);
    if (done === total) bar.stop();
  };
};
