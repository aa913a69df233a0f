/// <reference types="vite/client" />
import * as fc from 'fast-check';
import { test } from 'vitest';

type Verdict = boolean | void;

/**
 * Counterexamples are looked for with the same luck every day; `LAW_SEED=7 LAW_EFFORT=10 npx vitest run test/laws` tries
 * another, and ten times as hard.
 */
const seed = Number(import.meta.env['LAW_SEED'] ?? 2015);
const effort = Number(import.meta.env['LAW_EFFORT'] ?? 1);

/** Who only wants to know whether a law is broken (tests of mutants) waits for no smaller counterexample. */
const endOnFailure = import.meta.env['LAW_SHRINK'] === '0';

/** Options of `fc.assert` for what is tried within a test. */
export const luck = { seed, endOnFailure };

/** As for all tests, and more for laws that are tried on more than some hundreds of values. */
const timeoutFor = (runs: number): number => guard * Math.max(1, effort) * Math.max(1, runs / 200);
const guard = import.meta.env['LONG'] === undefined ? 300_000 : 3_000_000;

type Law = <A extends readonly [unknown, ...unknown[]]>(
  name: string,
  arbitraries: { readonly [I in keyof A]: fc.Arbitrary<A[I]> },
  holds: (...values: A) => Verdict | Promise<Verdict>,
  runs?: number,
) => void;

const laws =
  (
    register: (name: string, options: { readonly timeout: number }, body: () => Promise<void>) => void,
    usual: number,
  ): Law =>
  <A extends readonly [unknown, ...unknown[]]>(
    ...[name, arbitraries, holds, runs = usual]: Parameters<typeof law<A>>
  ) => {
    const values = fc.tuple(
      ...(arbitraries as readonly fc.Arbitrary<unknown>[]),
    ) as fc.Arbitrary<unknown> as fc.Arbitrary<A>;
    const property = fc.asyncProperty(values, async (all) => (await holds(...all)) as boolean | undefined);
    register(name, { timeout: timeoutFor(runs) }, () =>
      fc.assert(property, { ...luck, numRuns: Math.ceil(runs * effort) }),
    );
  };

/**
 * A law: something that holds for all values. `law('addition commutes', [a, b], (a, b) => a + b === b + a)`. It is broken by
 * `false`, or by an error, as of `expect`; the message then shows the smallest counterexample found, and the seed.
 */
export const law: Law = laws(test, 20);

/** A law that is quick to try, as no network runs in it. */
export const quickLaw: Law = laws(test, 120);
