import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dale,
  dense,
  eager,
  filled,
  frames,
  frozen,
  initial,
  input,
  layer,
  lif,
  mstdp,
  network,
  normalised,
  orThrow,
  postPre,
  run,
  tensor,
  traced,
  type Names,
} from '../../src/index.js';
import type { AnyRule, AnyWiring, Model } from '../../src/authoring.js';
import { boolsOf } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { play, playScene, step } from '../support/trials.js';

/** An input neuron that learns how often it spiked, and does not say how it would be frozen. */
const counting: Model<'n' | 's'> = {
  term: { name: 'counting', params: {} },
  init: { n: 0, s: false },
  learned: ['n'],
  step: (A, { n }, input) => ({ n: A.add(n, A.sum(input, [0])), s: A.ne(input, 0) }),
};

describe.each(backends)('on $name', (backend) => {
  law(
    'a frozen network changes nothing plastic: the very same objects come back',
    [scenes],
    async ({ net, batch, seed, drive }) => {
      const start = initial(net, { batch, seed });
      const calm = drive.map(({ masks: _, ...frame }) => frame);
      const { state } = await play(backend, frozen(net), start, calm);
      for (const [name, { connection, rule }] of Object.entries(net.connections))
        for (const variable of [...connection.learned, ...Object.keys(rule?.init ?? {})])
          expect(state.connections[name]![variable]).toBe(start.connections[name]![variable]);
      for (const [name, { model }] of Object.entries(net.layers))
        for (const variable of model.learned ?? [])
          expect(state.layers[name]![variable]).toBe(start.layers[name]![variable]);
    },
  );

  law('a frozen network obeys masks all the same, and only them', [scenes], async ({ net, batch, seed, drive }) => {
    const start = initial(net, { batch, seed });
    const { state } = await play(backend, frozen(net), start, drive);
    for (const [name, vars] of Object.entries(start.connections)) {
      const masks = drive.flatMap((frame) => frame.masks?.[name] ?? []);
      const data = vars['w']!.data.map((w, k) => (masks.some((mask) => mask.data[k] === 1) ? 0 : w));
      expectSame(state.connections[name]!['w']!, { ...vars['w']!, data: data as Float32Array });
    }
  });

  law(
    'freezing everything and freezing each by name are the same',
    [scenes],
    async (scene) => {
      const only = [...Object.keys(scene.net.layers), ...Object.keys(scene.net.connections)];
      const all = await playScene(backend, { ...scene, net: frozen(scene.net) });
      expectSame((await playScene(backend, { ...scene, net: frozen(scene.net, { only }) })).monitors, all.monitors);
    },
    20,
  );

  law(
    'freezing nothing, or twice, is no more',
    [scenes],
    async (scene) => {
      const [one, free] = [frozen(scene.net), frozen(scene.net, { only: [] })];
      expectSame(
        (await playScene(backend, { ...scene, net: free })).monitors,
        (await playScene(backend, scene)).monitors,
      );
      const once = await playScene(backend, { ...scene, net: one });
      expectSame((await playScene(backend, { ...scene, net: frozen(one) })).monitors, once.monitors);
    },
    20,
  );

  law(
    'the first step of a frozen network has the spikes of the plastic one',
    [scenes],
    async ({ net, batch, seed, drive }) => {
      const start = initial(net, { batch, seed });
      const held = Object.values(net.layers).every(({ model }) => (model.learned ?? []).length === 0);
      const [frame] = drive;
      if (frame === undefined) return;
      const [a, b] = [await step(backend, net, start, frame), await step(backend, frozen(net), start, frame)];
      if (held) expectSame(b.layers, a.layers);
    },
    20,
  );

  law(
    'a network frozen but normalising ends a run with the weights of the plastic one, where nothing learned',
    [scenes],
    async ({ net, batch, seed }) => {
      const start = initial(net, { batch, seed });
      const [a, b] = [
        await play(backend, net, start, []),
        await play(backend, frozen(net, { normalising: true }), start, []),
      ];
      expectSame(b.state.connections, a.state.connections);
    },
    20,
  );

  law(
    'a model that says nothing of being frozen has what it learned held all the same',
    [fc.array(boolsOf([2]), { minLength: 1, maxLength: 5 })],
    async (spikes) => {
      const net = orThrow(network<Names, Names>({ dt: 1 }, { X: layer([2], counting) }));
      const start = initial(net);
      const drive = [...frames({ X: spikes })(1)];
      const [free, held] = [await play(backend, net, start, drive), await play(backend, frozen(net), start, drive)];
      expect(Array.from(free.state.layers['X']!['n']!.data)).toStrictEqual(
        [0, 1].map((k) => spikes.reduce((sum, { data }) => sum + data[k]!, 0)),
      );
      expect(held.state.layers['X']!['n']).toBe(start.layers['X']!['n']);
      expectSame(held.state.layers['X']!['s']!, free.state.layers['X']!['s']!);
    },
  );
});

describe('a frozen network', () => {
  /** Two inputs onto one neuron. */
  const joined = (wiring: AnyWiring, rule: AnyRule) =>
    orThrow(
      network<Names, Names>({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([1], traced(lif())) }, (connect) => ({
        XY: connect('X', 'Y', wiring, rule),
      })),
    );
  const weights = dense(tensor([2, 1], [1, 2]));
  const spikes = (rows: number) => frames({ X: [filled([rows, 2], 1, 'bool')] });

  test('is the same object again, of the same options, so that no backend compiles it twice', () => {
    const net = joined(weights, postPre([0.1, 0.1]));
    expect(frozen(net)).toBe(frozen(net));
    expect(frozen(net, { only: ['Y'] })).toBe(frozen(net, { only: ['Y'], normalising: false }));
    const all = [{}, { only: ['Y'] }, { only: ['XY'] }, { normalising: true }] as const;
    expect(new Set(all.map((options) => frozen(net, options))).size).toBe(4);
    expect(frozen(joined(weights, postPre([0.1, 0.1])))).not.toBe(frozen(net));
  });

  test('needs no rewards, though its rule learns by them', async () => {
    const net = joined(weights, mstdp(0.1));
    expect((await run(eager, net, initial(net), spikes(1)))._tag).toBe('Left');
    expect((await run(eager, frozen(net), initial(net), spikes(1)))._tag).toBe('Right');
  });

  test('runs any number of rows, though its rule learns from one alone', async () => {
    const net = joined(weights, postPre([0.1, 0.1], 'single'));
    expect((await run(eager, net, initial(net), spikes(3)))._tag).toBe('Left');
    expect((await run(eager, frozen(net), initial(net), spikes(3)))._tag).toBe('Right');
  });

  test('leaves weights that a program wrote as they are, whatever constrains those that learn', async () => {
    const net = joined(dale(weights, 'excitatory'), postPre([0.1, 0.1]));
    const w = tensor([2, 1], [-1, 2]);
    const state = { ...initial(net), connections: { XY: { w } } };
    expect(orThrow(await run(eager, frozen(net), state, spikes(1))).state.connections['XY']!['w']).toBe(w);
  });

  test('that is not normalised is not by freezing it again, and says so', () => {
    const net = joined(normalised(weights, 3), postPre([0.1, 0.1]));
    const [rule, all] = [frozen(net, { normalising: true }), frozen(frozen(net), { normalising: true })];
    expect([rule, all].map(({ connections }) => connections['XY']!.frozen)).toEqual(['rule', 'all']);
    expect(all.connections['XY']!.connection.normalise).toBeUndefined();
  });
});
