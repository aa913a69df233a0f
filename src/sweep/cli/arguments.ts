import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';

/** The options of a command by name: what their value is called, and what they do. */
export type Options = Readonly<Record<string, { readonly value: string; readonly does: string }>>;

/** A command line as read: what stands without a name, and the values of options. */
export interface Read<N extends string> {
  readonly rest: readonly string[];
  readonly text: Readonly<Partial<Record<N, string>>>;
}

/** Reads the arguments of a command; a Left says in one line what is wrong. */
export const readArguments = <N extends string>(
  options: Options & Readonly<Record<N, unknown>>,
  argv: readonly string[],
  wanted: number,
): E.Either<string, Read<N>> => {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(Object.keys(options).map((name) => [name, { type: 'string' as const }])),
      allowPositionals: true,
    });
    if (positionals.length < wanted) return E.left('an argument is missing, see --help');
    if (positionals.length > wanted) return E.left(`unexpected argument '${positionals[wanted]!}', see --help`);
    return E.right({ rest: positionals, text: values as Read<N>['text'] });
  } catch (error) {
    return E.left(`${(error as Error).message.split(/\.\s/)[0]!}, see --help`);
  }
};

/** A number of an option in a range; the default where it is not given. */
export const numberIn = (
  name: string,
  text: string | undefined,
  otherwise: number,
  holds: (value: number) => boolean,
  want: string,
): E.Either<string, number> => {
  const value = text === undefined ? otherwise : Number(text);
  return text?.trim() !== '' && holds(value) ? E.right(value) : E.left(`--${name} must be ${want}, got '${text}'`);
};

/** Lines of help: options with what they do, wrapped to the columns. */
export const helpOf = (usage: string, does: string, options: Options, columns: number): string => {
  const left = Object.entries(options).map(([name, { value }]) => `  --${name} ${value}`);
  const width = Math.max(...left.map((text) => text.length)) + 2;
  const narrow = columns - width < 24;
  const lines = Object.values(options).flatMap(({ does }, place) => {
    const [first = '', ...others] = wrapped(does, narrow ? columns - 6 : columns - width);
    return narrow
      ? [left[place]!, ...[first, ...others].map((line) => `      ${line}`)]
      : [`${left[place]!.padEnd(width)}${first}`, ...others.map((line) => `${' '.repeat(width)}${line}`)];
  });
  return `${[...wrapped(usage, columns), '', ...wrapped(does, columns), '', ...lines].join('\n')}\n`;
};

/** A text in lines of at most so many characters, if its words are not longer. */
export const wrapped = (text: string, columns: number): readonly string[] =>
  text.split(' ').reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) return lines.concat([word]);
    return lines.slice(0, -1).concat([`${last} ${word}`]);
  }, []);
