import * as fc from 'fast-check';
import { describe as suite, expect } from 'vitest';
import { endOfEpisode, episode, independent, initial, orThrow } from '../../src/index.js';
import { describe, fromDescription } from '../../src/file.js';
import type { Frame, Source, Tensor } from '../../src/index.js';
import type { Json } from '../../src/file.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { networks, scenes } from '../support/scenes.js';
import { playScene } from '../support/trials.js';

/** What a file does to a description. */
const filed = (json: Json): Json => JSON.parse(JSON.stringify(json)) as Json;

suite.each(backends)('on $name', (backend) => {
  law('a described network, written and read, runs as before, to the bit', [scenes], async (scene) => {
    const net = orThrow(fromDescription(filed(describe(scene.net))));
    const [got, want] = [await playScene(backend, { ...scene, net }), await playScene(backend, scene)];
    expectSame({ ...got.state }, { ...want.state });
    expectSame(got.monitors, want.monitors);
  });
});

suite('a description', () => {
  law('of what was read is the one that was written', [networks], (net) => {
    const written = describe(net);
    expect(filed(written)).toStrictEqual(written);
    expect(describe(orThrow(fromDescription(filed(written))))).toStrictEqual(written);
  });

  law('leads to the same initial state', [networks, fc.nat(), fc.integer({ min: 1, max: 3 })], (net, seed, batch) => {
    const read = orThrow(fromDescription(filed(describe(net))));
    expectSame({ ...initial(read, { seed, batch }) }, { ...initial(net, { seed, batch }) });
  });
});

suite('an episode', () => {
  law(
    'is marked at its last frame and nowhere else, where its frames do not depend on the run',
    [scenes],
    ({ drive }) => {
      const marked = [...(episode(independent(drive)) as Source<Frame<Tensor>>)(1)];
      expect(marked.map(({ ends = false }) => ends)).toStrictEqual(drive.map((_, step) => step === drive.length - 1));
      expect(marked.map(({ ends: _, ...frame }) => frame)).toEqual(drive);
    },
  );

  law('is over after its last frame, where they may', [scenes], ({ drive }) => {
    expect([...(episode(drive) as Source<Frame<Tensor>>)(1)]).toStrictEqual(
      drive.length === 0 ? [] : [...drive, endOfEpisode],
    );
  });
});
