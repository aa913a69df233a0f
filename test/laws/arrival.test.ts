import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  constant,
  dense,
  filled,
  initial,
  input,
  layer,
  mcCullochPitts,
  network,
  orThrow,
  type Arrival,
  type Layer,
  type Names,
  type Plan,
} from '../../src/index.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { play } from '../support/trials.js';

/** A chain of units that pass every spike on, in some order of stepping: `A` first in the chain, then `B`, ... */
const names = ['A', 'B', 'C', 'D', 'E'];
const chain = (order: readonly string[], arrival: Arrival) => {
  const layers = order.map((name): readonly [string, Layer<string>] => [
    name,
    name === 'A' ? layer([1], input()) : layer([1], mcCullochPitts()),
  ]);
  return orThrow(
    network<Names, Names>({ dt: 1, arrival }, Object.fromEntries(layers), (connect) =>
      Object.fromEntries(
        names.slice(1).map((to, hop): readonly [string, Plan<string>] => {
          const from = names[hop]!;
          return [`${from}${to}`, connect(from, to, dense(constant(1)))];
        }),
      ),
    ),
  );
};

const orders = fc.shuffledSubarray(names, { minLength: names.length });
const steps = 9;
const drive = (first: number) =>
  Array.from({ length: steps }, (_, step) => ({ inputs: { A: filled([1], step === first ? 1 : 0, 'bool') } }));

describe.each(backends)('on $name', (backend) => {
  const arrivals = async (order: readonly string[], arrival: Arrival, first: number): Promise<readonly number[]> => {
    const net = chain(order, arrival);
    const { monitors } = await play(backend, net, initial(net), drive(first));
    return names.map((name) => monitors[`${name} s`]!.data.findIndex((s) => s === 1));
  };

  law(
    'a spike takes one step for each connection, in whatever order layers step',
    [orders, fc.nat(3)],
    async (order, first) => {
      expect(await arrivals(order, 'next step', first)).toStrictEqual(names.map((_, hop) => first + hop));
    },
  );

  law(
    'with arrival in the same step, it takes one only to layers that have stepped already',
    [orders, fc.nat(3)],
    async (order, first) => {
      const late = names.map((name, hop) => (hop > 0 && order.indexOf(name) < order.indexOf(names[hop - 1]!) ? 1 : 0));
      const want = names.map((_, hop) => first + late.slice(0, hop + 1).reduce<number>((a, b) => a + b, 0));
      expect(await arrivals(order, 'same step', first)).toStrictEqual(want);
    },
  );

  law(
    'a spike of the last step of a run arrives in the first step of the next',
    [fc.integer({ min: 1, max: 4 })],
    async (cut) => {
      const net = chain(names, 'next step');
      const before = await play(backend, net, initial(net), drive(0).slice(0, cut));
      const { monitors } = await play(backend, net, before.state, drive(0).slice(cut));
      expect(monitors[`${names[cut]!} s`]!.data[0]).toBe(1);
    },
  );

  law(
    'input from outside adds to what arrives, unless arrival drops it',
    [fc.constantFrom<Arrival>('next step', 'same step', 'same step, dropping inputs')],
    async (arrival) => {
      const net = chain(names, arrival);
      const both = { A: filled([1], 0, 'bool'), B: filled([1], 1) };
      const { monitors } = await play(backend, net, initial(net), [{ inputs: both }]);
      expect(monitors['B s']!.data[0]).toBe(arrival === 'same step, dropping inputs' ? 0 : 1);
    },
  );
});
