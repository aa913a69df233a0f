import { describe, expect, test } from 'vitest';
import * as E from 'fp-ts/lib/Either.js';
import * as library from '../support/library.js';
import {
  network,
  layer,
  input,
  lif,
  dense,
  uniform,
  postPre,
  traced,
  initial,
  orThrow,
  explain,
  tensor,
} from '../../src/index.js';
import { calls, inSteps, takeNothingWrong, type Wrong } from './support/wrong-calls.js';

/** What a call comes to, in lines: of a Left, or of a `FaultError`; anything else that is thrown is not caught. */
const linesOf = async (call: Wrong): Promise<readonly string[]> => {
  try {
    const result: unknown = await call.attempt();
    if (typeof result === 'object' && result !== null && '_tag' in result && result._tag === 'Left') {
      const { left } = result as unknown as E.Left<library.Faults | { readonly faults: library.Faults }>;
      return ('faults' in left ? left.faults : left).map(explain);
    }
    return ['nothing was said'];
  } catch (error) {
    if (error instanceof library.FaultError) return error.message.split('\n');
    throw error;
  }
};

describe('what plain JavaScript gives wrongly is a fault in words', () => {
  test.each(calls.map((call) => [`${call.name}: ${call.given}`, call] as const))('%s', async (_, call) => {
    const lines = await linesOf(call);
    expect(lines.join('\n')).toContain(call.says);
    for (const line of lines) {
      expect(line).toMatch(
        /^.+: (.+ must be .+, got .+|unknown .+: .+|.+ takes no .+|.+ failed: .+|.+ is .+, not .+)$/,
      );
      expect(line.length).toBeLessThan(600);
      expect(line).not.toMatch(/undefined|is not a function|Cannot read|\[object/);
    }
  });
});

describe('what is called in a step is reported by network', () => {
  test.each(Object.entries(inSteps))('%s', (_, step) => {
    const model = {
      ...input(),
      step: (A: library.Algebra<unknown>, state: unknown, current: unknown) => {
        step(A, state, current);
        return state;
      },
    } as unknown as library.Model<'s'>;
    const built = network({ dt: 1 }, { Y: layer([3], model) });
    expect(E.isLeft(built) && built.left.map(explain)[0]).toMatch(/^layer 'Y': /);
  });
});

test('there are at least 120 wrong calls, and every public function is called wrongly at least once', () => {
  expect(calls.length).toBeGreaterThanOrEqual(120);
  const tried = new Set([...calls.map(({ name }) => name), ...Object.keys(inSteps), ...takeNothingWrong]);
  const functions = Object.entries(library)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name);
  expect(functions.filter((name) => !tried.has(name))).toEqual([]);
  expect([...tried].filter((name) => !functions.includes(name))).toEqual([]);
});

test('a value of 50 MB is shown in 80 characters', () => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([2], traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1)), postPre([1e-4, 1e-2])),
    })),
  );
  const large = [
    'x'.repeat(5e7),
    Array.from({ length: 5e6 }, (_, k) => k),
    new Float64Array(6e6),
    Object.fromEntries(Array.from({ length: 1e5 }, (_, k) => [`name ${k}`, { k }])),
    tensor([5e6], new Float32Array(5e6)),
  ];
  for (const value of large) {
    const attempts = [
      () => initial(net, { seed: value as never }),
      () => library.tensor([2], value as never),
      () => library.fixedProbability(1, value as never),
      () => orThrow(library.fromDescription({ dt: value as never, layers: {} })),
      () => orThrow(network({ dt: value as never }, { Y: layer([1], lif()) })),
      () => orThrow(network({ dt: 1 }, { Y: layer([1], lif({ tau: value as never })) })),
    ];
    for (const attempt of attempts) {
      let message = '';
      try {
        attempt();
      } catch (error) {
        message = (error as Error).message;
      }
      for (const line of message.split('\n')) {
        expect(line).toMatch(/must be .+, got .+|unknown .+: .+|.+ takes no .+|failed: .+/s);
        expect(line.slice(line.lastIndexOf(', got ')).length).toBeLessThan(140);
      }
    }
  }
});
