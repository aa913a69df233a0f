import * as fc from 'fast-check';
import { right, type Either } from 'fp-ts/lib/Either.js';
import type { Faults } from '../../../src/index.js';
import { door, triedLater, type Door } from './door.js';
import { junk } from './junk.js';

/** A function, and arguments that it takes. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  /** Arguments that are its user's affair. */
  readonly fixed?: readonly number[];
  readonly call: (...args: readonly never[]) => unknown;
}

type Path = readonly (string | number)[];

/** Records and arrays that a program writes; networks, monitors, folds and backends come from the library. */
const isPlain = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !['arrival', 'watches', 'open', 'done'].some((name) => name in value));

/** The places of arguments, of what records and arrays hold, and of what those hold. */
const pathsIn = (value: unknown, depth: number): readonly Path[] =>
  depth < 0 || !isPlain(value)
    ? []
    : Object.keys(value).flatMap((key) => [
        [key],
        ...pathsIn((value as Readonly<Record<string, unknown>>)[key], depth - 1).map((path): Path => [key, ...path]),
      ]);

const changedAt = (value: unknown, [key, ...rest]: Path, to: unknown): unknown => {
  if (key === undefined) return to;
  // Another change was there before.
  if (!isPlain(value)) return value;
  const part = changedAt((value as Readonly<Record<string | number, unknown>>)[key], rest, to);
  return Array.isArray(value)
    ? value.map((of: unknown, k) => (k === Number(key) ? part : of))
    : { ...(value as object), [key]: part };
};

/** What a source gives, of which there may be very much; anything else as it is. */
const used = (result: unknown): unknown => {
  if (typeof result !== 'function') return result;
  let steps = 0;
  for (const _ of (result as (dt: number) => Iterable<unknown>)(1)) if (++steps >= 50) break;
  return steps;
};

const isEither = (value: unknown): value is Either<Faults, unknown> =>
  typeof value === 'object' && value !== null && '_tag' in value;

/** Functions whose arguments are right but for one or two places, where anything stands. */
export const callsDoor = (name: string, usual: number, calls: readonly Call[]): Door => {
  const paths = calls.map(({ args, fixed = [] }) =>
    pathsIn(args, 2).filter(([first]) => !fixed.includes(Number(first))),
  );
  const change = fc.tuple(fc.nat(), junk);
  return door({
    name,
    usual,
    inputs: fc.tuple(fc.nat(calls.length - 1), fc.oneof(fc.tuple(change), fc.tuple(change, change))),
    enter: ([which, changes]) => {
      const { args, call } = calls[which]!;
      const all = changes.reduce<unknown>(
        (given, [at, value]) => changedAt(given, paths[which]![at % paths[which]!.length]!, value),
        args,
      ) as readonly never[];
      return triedLater(async () => {
        const result = used(await call(...all));
        return isEither(result) ? result : right(result);
      });
    },
  });
};
