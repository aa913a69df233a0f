import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  allButSelf,
  dense,
  filled,
  initial,
  input,
  layer,
  lif,
  network,
  oneSpike,
  orThrow,
  type AnyNetwork,
  type Backend,
  type Layer,
  type Names,
  type Seed,
  type Tensor,
} from '../../src/index.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { play } from '../support/trials.js';

/** A layer in which five neurons compete in every step. */
const contest: Layer<string> = layer([5], oneSpike(lif({ refrac: 0 })));
const spectator: Layer<string> = layer([3], lif());

const net = (layers: Readonly<Record<string, Layer<string>>>): AnyNetwork =>
  orThrow(network<Names, Names>({ dt: 1 }, layers));
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const seeds: fc.Arbitrary<Seed> = fc.oneof<[fc.Arbitrary<Seed>, fc.Arbitrary<Seed>]>(word, fc.tuple(word, word));
const steps = 24;

/** Who won, in each step. */
const winners = async (backend: Backend, of: AnyNetwork, seed: Seed, name = 'Y', batch = 1): Promise<Tensor> => {
  const drive = Array.from({ length: steps }, () => ({ inputs: { [name]: filled([5], 100) } }));
  return (await play(backend, of, initial(of, { seed, batch }), drive)).monitors[`${name} s`]!;
};

describe.each(backends)('noise on $name', (backend) => {
  law(
    'does not depend on what other layers and connections there are',
    [seeds],
    async (seed) => {
      const want = await winners(backend, net({ Y: contest }), seed);
      const wired = orThrow(
        network<Names, Names>(
          { dt: 1 },
          { A: layer([2], input()), Z: contest, Y: contest, B: spectator },
          (connect) => ({
            AB: connect('A', 'B', dense(allButSelf(1))),
          }),
        ),
      );
      for (const other of [net({ X: spectator, Y: contest }), net({ Y: contest, Z: contest }), wired])
        expectSame(await winners(backend, other, seed), want);
    },
    20,
  );

  law(
    'of a row of a batch does not depend on the rows after it',
    [seeds],
    async (seed) => {
      const [one, three] = [
        await winners(backend, net({ Y: contest }), seed, 'Y', 1),
        await winners(backend, net({ Y: contest }), seed, 'Y', 3),
      ];
      const first = Array.from({ length: steps }, (_, t) => Array.from(three.data.subarray(t * 15, t * 15 + 5))).flat();
      expect(first).toStrictEqual(Array.from(one.data));
      expect(
        Array.from({ length: steps }, (_, t) => Array.from(three.data.subarray(t * 15 + 5, t * 15 + 10))).flat(),
      ).not.toStrictEqual(first);
    },
    20,
  );

  law(
    'depends on the seed, the layer, and the step',
    [seeds, word],
    async (seed, other) => {
      const [here, elsewhere] = [
        await winners(backend, net({ Y: contest }), seed),
        await winners(backend, net({ Z: contest }), seed, 'Z'),
      ];
      expect(here.data).not.toStrictEqual(elsewhere.data);
      expect((await winners(backend, net({ Y: contest }), other)).data).not.toStrictEqual(here.data);
      expect(
        new Set(Array.from({ length: steps }, (_, t) => here.data.subarray(t * 5, t * 5 + 5).join())).size,
      ).toBeGreaterThan(1);
    },
    20,
  );

  law(
    'goes on with the tick: a later run draws what the longer run would have',
    [seeds, fc.nat(10)],
    async (seed, cut) => {
      const of = net({ Y: contest });
      const frame = { inputs: { Y: filled([5], 100) } };
      const first = await play(
        backend,
        of,
        initial(of, { seed }),
        Array.from({ length: cut }, () => frame),
      );
      const second = await play(
        backend,
        of,
        first.state,
        Array.from({ length: steps - cut }, () => frame),
      );
      const whole = await winners(backend, of, seed);
      expect([...first.monitors['Y s']!.data, ...second.monitors['Y s']!.data]).toStrictEqual(Array.from(whole.data));
      expect(Array.from(second.state.noise.data)).toStrictEqual([
        ...initial(of, { seed }).noise.data.subarray(0, 2),
        steps,
      ]);
    },
    20,
  );
});
