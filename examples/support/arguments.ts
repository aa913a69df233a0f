import { parseArgs } from 'node:util';
import { left, right, type Either } from 'fp-ts/lib/Either.js';

/** What computes where a command line does not say. */
export const defaultBackend = 'wasm';

/** The options that a program knows: flags, and those that take a value. */
export type Spec = Readonly<
  Record<string, { readonly type: 'boolean' | 'string'; readonly short?: string; readonly default?: string }>
>;

/** What a command line says: every option that takes a value with its text, and the flags that are set. */
export interface Arguments<N extends string> {
  readonly text: (name: N) => string | undefined;
  readonly flag: (name: N) => boolean;
}

/** Reads a command line; a Left says what is wrong with the first bad argument. The last of a repeated option counts, and --help over all else. */
export const readArguments = <N extends string>(
  spec: Spec & Readonly<Record<N, unknown>>,
  argv: readonly string[],
): Either<string, Arguments<N>> => {
  const { tokens, values } = parseArgs({
    args: [...argv],
    options: spec,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const read: Arguments<N> = {
    text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    flag: (name) => values[name] === true,
  };
  const fault = values['help'] === true ? undefined : tokens.map(misuse(spec)).find((text) => text !== undefined);
  return fault === undefined ? right(read) : left(fault);
};

type Token = ReturnType<typeof parseArgs<{ readonly tokens: true; readonly strict: false }>>['tokens'][number];

/** What is wrong with one argument before its value is looked at; undefined when nothing is. */
const misuse =
  (spec: Spec) =>
  (token: Token): string | undefined => {
    if (token.kind === 'positional') return `unexpected argument '${token.value}', want options only, see --help`;
    if (token.kind === 'option-terminator') return undefined;
    if (!Object.hasOwn(spec, token.name)) return `unknown option '${token.rawName}', see --help`;
    if (spec[token.name]!.type === 'boolean')
      return token.value === undefined ? undefined : `--${token.name} takes no value, got '${token.value}'`;
    if (token.value === undefined) return `--${token.name} needs a value, got nothing`;
    const swallowed = !token.inlineValue && token.value.startsWith('--');
    return token.value === '' || swallowed ? `--${token.name} needs a value, got '${token.value}'` : undefined;
  };

/** A whole number in a range, of the option `name`. */
export const whole = (
  name: string,
  text: string,
  low: number,
  high = Number.MAX_SAFE_INTEGER,
): Either<string, number> => {
  const range = high === Number.MAX_SAFE_INTEGER ? `of at least ${low}` : `from ${low} to ${high}`;
  return /^\d+$/.test(text) && Number(text) >= low && Number(text) <= high
    ? right(Number(text))
    : left(`--${name} must be a whole number ${range}, got '${text}'`);
};

/** One of some names, of the option `name`. */
export const choice = (name: string, text: string, known: readonly string[]): Either<string, string> =>
  known.includes(text) ? right(text) : left(`--${name} must be one of ${known.join(', ')}, got '${text}'`);
