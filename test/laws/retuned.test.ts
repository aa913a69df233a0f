import { describe, expect, test } from 'vitest';
import * as E from 'fp-ts/lib/Either.js';
import {
  bounded,
  constant,
  delayed,
  dense,
  eager,
  explain,
  fixedProbability,
  frames,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  postPre,
  raster,
  record,
  run,
  sparse,
  tensor,
  traced,
  uniform,
  wasm,
  type AnyNetwork,
  type Tensor,
} from '../../src/index.js';
import type { AnyWiring } from '../../src/authoring.js';
import { currentBased } from '../../src/cells.js';
import { firstOf, variantOf } from '../../src/core/variant.js';
import { retuned } from '../../src/live.js';
import { expectSame } from '../support/same.js';
import type { AnyState } from '../support/trials.js';

interface Parts {
  readonly tau?: number;
  readonly to?: number;
  readonly dt?: number;
  readonly model?: typeof lif;
  readonly wiring?: AnyWiring;
  readonly rule?: boolean;
  readonly name?: string;
}

const made = ({ tau = 50, to = 3, dt = 1, model = lif, wiring, rule = false, name = 'XY' }: Parts = {}): AnyNetwork =>
  orThrow(
    network({ dt }, { X: layer([4], traced(input())), Y: layer([to], traced(model({ tau }))) }, (connect) => ({
      [name]: connect(
        'X',
        'Y',
        wiring ?? dense(uniform(1, 5, 20)),
        rule ? bounded(postPre([1e-3, 1e-2]), 0, 20) : undefined,
      ),
    })),
  ) as unknown as AnyNetwork;

const drive = (seed: number) => frames({ X: poisson(seed, tensor([4], [50, 80, 90, 100]), 60) });

const saidOf = (net: AnyNetwork, other: AnyNetwork, state: AnyState = initial(net)): readonly string[] => {
  const result = retuned(net, state, other);
  return E.isLeft(result) ? result.left.map(explain) : [];
};
const cure = 'as in the running network (a network of another structure starts from initial(net))';

describe('networks that differ in more than parameters are refused, with all that differs', () => {
  test.each<readonly [string, Parts, readonly string[]]>([
    ['dt', { dt: 0.5 }, [`network: dt must be 1 ms, ${cure}, got 0.5 ms`]],
    [
      'shape',
      { to: 5 },
      [
        `layer 'Y': shape must be [3], ${cure}, got [5]`,
        `connection 'XY': variable w must be f32 [4, 3], ${cure}, got f32 [4, 5]`,
      ],
    ],
    ['rule', { rule: true }, [`connection 'XY': rule must be none, ${cure}, got bounded(postPre)`]],
    ['names', { name: 'YX' }, [`network: connections must be 'XY', ${cure}, got 'YX'`]],
    [
      'delay',
      { wiring: delayed(dense(uniform(1, 5, 20)), 3) },
      [
        `connection 'XY': connection must be dense, ${cure}, got delayed(dense)`,
        `connection 'XY': variable slot must be none, ${cure}, got i32 [1]`,
        `connection 'XY': variable inTransit must be none, ${cure}, got f32 [1, 3, 4]`,
      ],
    ],
  ])('%s', (_, parts, says) => expect(saidOf(made(), made(parts))).toEqual(says));

  test('names, where there are none', () => {
    const none = orThrow(network({ dt: 1, arrival: 'same step' }, { Y: layer([3], lif()) })) as unknown as AnyNetwork;
    expect(saidOf(none, made())).toEqual([
      `network: arrival must be 'same step', ${cure}, got 'next step'`,
      `network: layers must be 'Y', ${cure}, got 'X', 'Y'`,
      `network: connections must be none, ${cure}, got 'XY'`,
      `layer 'Y': model must be lif, ${cure}, got traced(lif)`,
      `layer 'Y': variable x must be none, ${cure}, got f32 [1, 3]`,
    ]);
  });

  test('a longer delay', () => {
    const of = (delay: number) => made({ wiring: delayed(dense(uniform(1, 5, 20)), delay) });
    expect(saidOf(of(2), of(2))).toEqual([]);
    expect(saidOf(of(2), of(4))).toHaveLength(1);
  });

  test('a cell of the same kind with other receptors', () => {
    const of = (receptor: string) =>
      orThrow(network({ dt: 1 }, { Y: layer([3], currentBased({ receptors: { [receptor]: { tau: 5 } } })) }));
    expect(saidOf(of('exc'), of('exc'))).toEqual([]);
    expect(saidOf(of('exc'), of('nmda')).join('; ')).toMatch(
      /layer 'Y': variable \w*exc\w* must be f32 \[1, 3\], .* got none; .*variable \w*nmda\w* must be none, .* got f32 \[1, 3\]/i,
    );
  });

  test('other synapses, though as many', () => {
    const of = (seed: number) => made({ wiring: sparse(fixedProbability(seed, 0.5), constant(5)) });
    const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((seed) => initial(of(seed)).connections['XY']!['w']!.shape[0]!);
    const [a, b] = [0, counts.lastIndexOf(counts[0]!)];
    expect(b).toBeGreaterThan(a);
    expect(saidOf(of(a + 1), of(b + 1))).toEqual([
      `connection 'XY': synapses must be between the same neurons, ${cure}, got other pairs of neurons`,
    ]);
  });

  test('a state of neither', () => {
    const [said] = saidOf(made(), made({ tau: 9 }), initial(made({ to: 5 })));
    expect(said).toMatch(/^state: layers.Y.v must be f32 \[1, 3\], got f32 \[1, 5\]/);
  });
});

test('a network that is changed again is known by the first', () => {
  const [first, second, third] = [made(), made({ tau: 20 }), made({ tau: 30 })];
  const changed = variantOf(first, second);
  expect([firstOf(first), firstOf(changed), firstOf(variantOf(changed, third))]).toEqual([undefined, first, first]);
  expect(firstOf(variantOf(changed, third))).toBe(first);
});

describe('a state goes on', () => {
  test('with the bits of a network that was built with these parameters, and every monitor with it', async () => {
    const [net, other] = [made({ rule: true }), made({ rule: true, tau: 20 })];
    const start = initial(net, { seed: 3 });
    const watching = { s: monitor(net, 'Y', 's', raster()), v: monitor(net, 'Y', 'v', record()) };
    const first = orThrow(await run(wasm, net, start, drive(1), watching, { normalise: false }));
    const next = orThrow(retuned(net, first.state, other));
    expect(next.state).toEqual(first.state);
    const got = orThrow(await run(wasm, next.net, next.state, drive(2), first.resume));
    const want = orThrow(await run(eager, other, first.state, drive(2), first.resume));
    expectSame({ ...got.state }, { ...want.state });
    expectSame({ v: got.monitors.v }, { v: want.monitors.v });
    expect(got.monitors.s).toEqual(want.monitors.s);
    const unchanged = orThrow(await run(wasm, net, first.state, drive(2)));
    expect(unchanged.state).not.toEqual(got.state);
  });

  test('from a network that has been changed before, to the first one, and with more rows', async () => {
    const net = made();
    const there = orThrow(retuned(net, initial(net), made({ tau: 20 })));
    const back = orThrow(retuned(there.net, there.state, net));
    const wide = frames({
      X: poisson(
        1,
        tensor(
          [3, 4],
          Array.from({ length: 12 }, (_, k) => 40 + 10 * k),
        ),
        30,
      ),
    });
    for (const of of [back, there]) {
      const [got, want] = [await run(wasm, of.net, of.state, wide), await run(eager, of.net, of.state, wide)];
      expectSame({ ...orThrow(got).state }, { ...orThrow(want).state });
    }
  });

  test('to a number that a program has to know, such as a decay that is 0', async () => {
    const net = made({ tau: 20 });
    const leaky = orThrow(retuned(net, initial(net), made({ tau: 1e-3 })));
    const got = orThrow(await run(wasm, leaky.net, leaky.state, drive(1)));
    expectSame({ ...got.state }, { ...orThrow(await run(eager, leaky.net, leaky.state, drive(1))).state });
  });
});

describe('weights', () => {
  const weightsOf = (state: AnyState): readonly number[] => Array.from(state.connections['XY']!['w']!.data);
  const fixed = (w: number) => made({ wiring: dense(constant(w)) });
  const plastic = (w: number) => made({ wiring: dense(constant(w)), rule: true });

  test('that nothing changes are parameters', () => {
    const net = fixed(3);
    expect(new Set(weightsOf(orThrow(retuned(net, initial(net), fixed(4))).state))).toEqual(new Set([4]));
  });
  test('of which a state has others than its network stay', () => {
    const net = fixed(3);
    const w: Tensor = tensor(
      [4, 3],
      Array.from({ length: 12 }, (_, k) => k),
    );
    const own: AnyState = { ...initial(net), connections: { XY: { w } } };
    expect(orThrow(retuned(net, own, fixed(4))).state.connections['XY']!['w']).toBe(w);
  });
  test('that learn go on, also before they have learned', () => {
    const net = plastic(3);
    expect(new Set(weightsOf(orThrow(retuned(net, initial(net), plastic(4))).state))).toEqual(new Set([3]));
  });
});
