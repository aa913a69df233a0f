import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  concat,
  dense,
  eager,
  episode,
  frames,
  initial,
  input,
  js,
  layer,
  lif,
  network,
  orThrow,
  poisson,
  postPre,
  silence,
  tensor,
  traced,
  uniform,
  wasm,
  type Frame,
  type Source,
  type Tensor,
} from '../../src/index.js';
import { remembering } from './support/remembering.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { watchedOutcome } from '../support/watched.js';

const netOf = (n: number, learns: boolean, remembers: boolean) => {
  const inputs = traced(input());
  const X = layer([n], remembers ? (remembering(inputs) as typeof inputs) : inputs);
  return orThrow(
    network({ dt: 1 }, { X, Y: layer([5], traced(lif({ thresh: -60 }))) }, (connect) => ({
      XY: learns
        ? connect('X', 'Y', dense(uniform(1, 0, 3)), postPre([0.01, 0.02]))
        : connect('X', 'Y', dense(uniform(1, 0, 3))),
    })),
  );
};

/** Some steps of spikes, of all of them and none, of numbers, or without any. */
const pieceOf = (n: number, kind: number, steps: number): Source<Frame<Tensor>> => {
  const rates = tensor(
    [n],
    Array.from({ length: n }, (_, place) => (place * 37) % 200),
  );
  const numbers = tensor(
    [steps, n],
    Array.from({ length: steps * n }, (_, place) => ((place * 7) % 5) - 2),
  );
  const isOn = (k: number): boolean => Math.floor(k / n) % 2 === 0 || k % n === n - 1;
  const full = tensor(
    [steps, n],
    Array.from({ length: steps * n }, (_, k) => Number(isOn(k))),
    'bool',
  );
  const made = [
    () => frames({ X: poisson(kind + steps, rates, steps) }),
    () => frames({ X: full }),
    () => frames({ X: numbers }),
    () => silence(steps),
    () => episode(frames({ X: poisson(steps, rates, steps) })),
  ];
  return made[kind]!() as Source<Frame<Tensor>>;
};

describe('spikes that come in', () => {
  const pieces = fc.array(fc.tuple(wholeIn(0, 4), wholeIn(1, 20)), { minLength: 1, maxLength: 4 });
  quickLaw(
    'are those of each step, whatever lay where they do before',
    [fc.constantFrom<number>(3, 16, 37, 64), fc.boolean(), fc.boolean(), wholeIn(1, 2), pieces],
    async (n, learns, remembers, batch, parts) => {
      const net = netOf(n, learns, remembers);
      const source = concat(parts.map(([kind, steps]) => pieceOf(n, kind, steps)));
      const outcome = (backend: typeof wasm) =>
        watchedOutcome(backend, net, initial(net, { batch }), source as never, [1, 3]);
      const want = await outcome(eager);
      for (const backend of [wasm, js]) expect(await outcome(backend)).toBe(want);
    },
    25,
  );
});
