import { parseArgs } from 'node:util';
import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { backendNames } from 'spikefold';

/** The backend where the command line names none. */
export const defaultBackend = 'wasm';

/** Names of backends that run in Node; a GPU needs a browser. */
export const nodeBackends: readonly string[] = backendNames.filter((name) => !/:web(gl2?|gpu)$/.test(name));

/** The options that a program knows: flags, and those that take a value. */
export type Spec = Readonly<
  Record<string, { readonly type: 'boolean' | 'string'; readonly short?: string; readonly default?: string }>
>;

/** A command line as read: the text of every option that takes a value, and the flags that are set. */
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

/** The error of one argument, its value aside; undefined when it has none. */
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

/** A positive number, of the option `name`. */
export const positive = (name: string, text: string): Either<string, number> =>
  Number(text) > 0 && Number(text) < Infinity
    ? right(Number(text))
    : left(`--${name} must be a positive number, got '${text}'`);

/** One of some names, of the option `name`. */
export const choice = (name: string, text: string, known: readonly string[]): Either<string, string> =>
  known.includes(text) ? right(text) : left(`--${name} must be one of ${known.join(', ')}, got '${text}'`);

/** A backend that runs in Node, by name. */
export const nodeBackend = (text: string): Either<string, string> =>
  backendNames.includes(text) && !nodeBackends.includes(text)
    ? left(`--backend ${text} needs a browser; in Node it must be one of ${nodeBackends.join(', ')}`)
    : choice('backend', text, nodeBackends);
