import { describe as suite, expect, test } from 'vitest';
import {
  dense,
  eager,
  initial,
  input,
  layer,
  lif,
  load,
  network,
  orThrow,
  poisson,
  save,
  srm0,
  tensor,
  traced,
  uniform,
  type AnyModel,
  type AnyNetwork,
  type AnyRule,
  type AnyWiring,
  type Frame,
  type Names,
  type Plan,
  type Tensor,
} from '../../src/index.js';
import { expectSame } from '../support/same.js';
import { play } from '../support/trials.js';
import { connections, models, rules, shapes } from './support/every.js';

const built = (model: AnyModel, wiring: AnyWiring, rule?: AnyRule): AnyNetwork =>
  orThrow(
    network<Names, Names>(
      { dt: 0.5 },
      { X: layer([...shapes.X], traced(input())), Y: layer([...shapes.Y], model) },
      () => ({ XY: { from: 'X', to: 'Y', wiring, ...(rule && { rule }) } satisfies Plan<string> }),
    ),
  );

/** Spikes and rewards; every fifth step ends an episode. */
const drive = (seed: number): readonly Frame<Tensor>[] =>
  Array.from(poisson(seed, tensor([1, 3, 3], [0, 100, 200, 300, 400, 500, 600, 700, 800]), 20)(0.5), (X, step) => ({
    inputs: { X },
    reward: Math.sin(step),
    ends: step % 15 === 14,
  }));

const cases: readonly (readonly [string, AnyNetwork])[] = [
  ...Object.entries(models).map(([name, model]) => [`model ${name}`, built(model, dense(uniform(3, 0, 40)))] as const),
  ...Object.entries(connections).map(
    ([name, wiring]) => [`connection ${name}`, built(lif({ thresh: -64.5 }), wiring)] as const,
  ),
  ...Object.entries(rules).map(
    ([name, rule]) => [`rule ${name}`, built(traced(srm0({ thresh: -60 })), dense(uniform(3, 0, 25)), rule)] as const,
  ),
];

suite('saved in the middle of an episode, in a batch, and loaded', () => {
  test.each(cases)('%s goes on bit for bit', async (_, net) => {
    const start = initial(net, { batch: 2, seed: 11 });
    const half = await play(eager, net, start, drive(1), { normalise: false });
    const loaded = orThrow(load(orThrow(save(net, half.state))));
    const on = await play(eager, net, half.state, drive(2));
    const again = await play(eager, loaded.net, loaded.state, drive(2));
    expectSame({ ...again.state }, { ...on.state });
    expectSame(again.monitors, on.monitors);
    // What is compared is no standing still: the layer spiked, and its noise has moved on.
    expect(on.monitors['Y s']!.data.some((s) => s !== 0)).toBe(true);
    expect(on.state.noise.data[2]).toBe(80);
  });
});
