import * as E from 'fp-ts/lib/Either.js';
import { describe as suite, expect } from 'vitest';
import {
  bounded,
  constant,
  dense,
  explain,
  frozen,
  initial,
  layer,
  lif,
  network,
  orThrow,
  type Names,
} from '../../src/index.js';
import { describe } from '../../src/file.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { networks, scenes } from '../support/scenes.js';
import { play, playScene } from '../support/trials.js';

suite.each(backends)('on $name', (backend) => {
  law('a network out of the parts of another is that network', [scenes], async (scene) => {
    const net = orThrow(network<Names, Names>(scene.net, scene.net.layers, () => scene.net.connections));
    expect(describe(net)).toStrictEqual(describe(scene.net));
    expectSame((await playScene(backend, { ...scene, net })).monitors, (await playScene(backend, scene)).monitors);
  });

  law('a layer that is added and only listens changes nothing of what there was', [scenes], async (scene) => {
    const { net } = scene;
    const [first] = Object.keys(net.layers);
    const wider = orThrow(
      network<Names, Names>(net, { ...net.layers, Z: layer([2], lif()) }, (connect) => ({
        ...net.connections,
        LZ: connect(first!, 'Z', dense(constant(1))),
      })),
    );
    const { monitors } = await playScene(backend, scene);
    const { monitors: more } = await playScene(backend, { ...scene, net: wider });
    expectSame(Object.fromEntries(Object.keys(monitors).map((path) => [path, more[path]!])), monitors);
  });

  law('a frozen network stays frozen in another', [scenes], async (scene) => {
    const still = frozen(scene.net);
    const net = orThrow(network<Names, Names>(still, still.layers, () => still.connections));
    const start = initial(net, { batch: scene.batch, seed: scene.seed });
    const calm = scene.drive.map(({ masks: _, ...frame }) => frame);
    const { state } = await play(backend, net, start, calm);
    for (const [name, { connection }] of Object.entries(net.connections))
      for (const variable of connection.learned)
        expect(state.connections[name]![variable]).toBe(start.connections[name]![variable]);
  });
});

suite('what does not fit the other network', () => {
  law('is a fault there', [networks], (net) => {
    const wires = Object.entries(net.connections);
    const [name, wire] = wires[0]!;
    const others = Object.fromEntries(Object.entries(net.layers).filter(([other]) => other !== wire.from));
    const texts = E.match(
      (faults: readonly Parameters<typeof explain>[0][]) => faults.map(explain),
      () => [],
    )(network<Names, Names>(net, others, () => net.connections));
    expect(texts).toContainEqual(expect.stringContaining(`connection '${name}': unknown source layer`));

    const strict = { ...wire, rule: wire.rule && bounded(wire.rule, 1, 0) };
    if (wire.rule !== undefined)
      expect(
        E.isLeft(network<Names, Names>(net, net.layers, () => ({ ...net.connections, [name]: strict as never }))),
      ).toBe(true);
  });
});
