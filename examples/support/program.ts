import { Applicative, apS, chain, Do, isLeft, map, right, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { mapWithIndex, sequence as sequenceRecord } from 'fp-ts/lib/Record.js';
import { backend as chosen, explain, type Backend } from 'spikefold';
import type { Plot } from 'spikefold/plot';
import { defaultBackend, nodeBackend, positive, readArguments, whole } from './arguments.js';
import { exitWith, refuse } from './exit.js';
import { outFolder, writeFiles } from './folder.js';
import { progress } from './progress.js';
import { pairs } from './pairs.js';
import { commonOptions, usageOf } from './usage.js';

/** An option of an example: what it says, and its value where it is not given. */
export interface Own {
  readonly does: string;
  readonly otherwise: number;
}

/** An example: its name, what it does, how `--quick` is smaller, and options of its own, which are positive numbers. */
export interface About<N extends string = never> {
  readonly name: string;
  readonly does: string;
  readonly quick: string;
  readonly numbers?: Readonly<Record<N, Own>>;
}

/** The settings of a run of an example: seed, whether to be quick, backend, and the values of its own options. */
export interface Settings<N extends string = never> {
  readonly number: (name: N) => number;
  readonly seed: number;
  readonly quick: boolean;
  readonly backend: Backend;
  /** Shows the progress of a part of the work on stderr: `const tick = count('train', 100, 'samples')`, then `tick(1)` ... `tick(100)`. */
  readonly count: (label: string, total: number, unit?: string) => (done: number, note?: string) => void;
}

/** The results of an example: facts to print, the same as plain data, and pictures by name. */
export interface Outcome {
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly pictures: Readonly<Record<string, Plot>>;
}

const spec = {
  seed: { type: 'string', default: '1' },
  quick: { type: 'boolean' },
  backend: { type: 'string', default: defaultBackend },
  out: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const usage = ({ name, does, quick, numbers = {} }: About<string>, columns: number): string => {
  const [seed, ...others] = commonOptions(`out/${name}`, 'pictures');
  const own = Object.entries(numbers).map(
    ([option, { does, otherwise }]) => [`--${option} X`, `${does} (${otherwise})`] as const,
  );
  return usageOf(
    `npx tsx examples/${name}.ts`,
    does,
    [seed!, ['--quick', `a shorter run: ${quick}`], ...own, ...others],
    columns,
  );
};

interface Options {
  readonly seed: number;
  readonly quick: boolean;
  readonly backend: string;
  readonly out: string;
  readonly json: boolean;
  readonly numbers: Readonly<Record<string, number>>;
}

const everyNumber = sequenceRecord(Applicative);

const parse = (argv: readonly string[], { name, numbers = {} }: About<string>): Either<string, Options | 'help'> =>
  pipe(
    readArguments<string>({ ...spec, ...mapWithIndex(() => ({ type: 'string' as const }))(numbers) }, argv),
    chain(({ text, flag }): Either<string, Options | 'help'> => {
      if (flag('help')) return right('help');
      return pipe(
        Do,
        apS('seed', whole('seed', text('seed')!, 0, 0xffffffff)),
        apS('backend', nodeBackend(text('backend')!)),
        apS(
          'numbers',
          everyNumber(
            mapWithIndex((option: string, { otherwise }: Own) => positive(option, text(option) ?? String(otherwise)))(
              numbers,
            ),
          ),
        ),
        map((read) => ({ ...read, quick: flag('quick'), out: text('out') ?? `out/${name}`, json: flag('json') })),
      );
    }),
  );

/** Runs an example as a program: reads its command line, prints its facts, draws its pictures, and sets the exit status. */
export const program = <N extends string = never>(
  about: About<N>,
  work: (settings: Settings<N>) => Promise<Outcome>,
): Promise<void> =>
  exitWith(async () => {
    const columns = process.stdout.columns ?? 80;
    const options = parse(process.argv.slice(2), about);
    if (isLeft(options)) return refuse(options.left);
    if (options.right === 'help') {
      process.stdout.write(usage(about, columns));
      return 0;
    }
    const { seed, quick, out, json, numbers } = options.right;
    const found = await chosen(options.right.backend);
    if (isLeft(found)) return refuse(found.left.map(explain).join('\n'));
    const backend = found.right;
    const folder = outFolder(out);
    if (isLeft(folder)) return refuse(folder.left);

    const began = performance.now();
    const { facts, data, pictures } = await work({ seed, quick, backend, count, number: (name) => numbers[name]! });
    const seconds = (performance.now() - began) / 1000;
    const files = Object.entries(pictures).map(([name, { svg }]) => [`${name}.svg`, svg] as const);
    const written = writeFiles(out, files);
    if (isLeft(written)) return refuse(written.left);
    const timed = ['time', `${seconds.toFixed(1)} s (backend ${backend.name})`] as const;
    const drawn = written.right.map((path, i) => [i === 0 ? 'pictures' : '', path] as const);
    process.stdout.write(pairs([...facts, timed, ...drawn], columns));
    if (json) console.log(JSON.stringify({ seed, backend: backend.name, ...data }));
    return 0;
  });

const count: Settings['count'] = (label, total, unit) => {
  const bar = progress({ label, total, ...(unit && { unit }), out: process.stderr });
  return (done, note) => {
    bar.tick(done, note);
    if (done === total) bar.stop();
  };
};
