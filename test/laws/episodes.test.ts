import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { concat, episode, independent, initial, rested, rowsOf, type Frame, type Tensor } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { play } from '../support/trials.js';

/** Where to cut a drive into episodes, none of them empty. */
const cut = (drive: readonly Frame<Tensor>[], lengths: readonly number[]): readonly (readonly Frame<Tensor>[])[] => {
  const [length = 1, ...rest] = lengths;
  return drive.length === 0 ? [] : [drive.slice(0, length), ...cut(drive.slice(length), rest)];
};
const lengths = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 });

describe.each(backends)('on $name', (backend) => {
  law(
    'episodes in one run are runs of their own, with rest between',
    [scenes, lengths, fc.boolean()],
    async ({ net, batch, seed, drive }, sizes, ahead) => {
      const episodes = cut(drive, sizes);
      const marked = await play(
        backend,
        net,
        initial(net, { batch, seed }),
        concat(episodes.map((part) => episode(ahead ? independent(part) : part))),
        { normalise: false },
      );

      let state = initial(net, { batch, seed });
      let seen: Readonly<Record<string, readonly Tensor[]>> = {};
      for (const part of episodes) {
        const { state: after, monitors } = await play(backend, net, state, part);
        state = rested(net, after);
        seen = Object.fromEntries(
          Object.entries(monitors).map(([name, x]) => [name, [...(seen[name] ?? []), ...rowsOf(x)]]),
        );
      }
      expectSame({ ...marked.state }, { ...state });
      for (const [name, steps] of Object.entries(seen))
        [...rowsOf(marked.monitors[name]!)].forEach((x, step) =>
          expect(Array.from(x.data)).toStrictEqual(Array.from(steps[step]!.data)),
        );
    },
  );

  law(
    'a rested state keeps what was learned and the noise, the same objects, and nothing else',
    [scenes],
    async ({ net, batch, seed, drive }) => {
      const { state } = await play(backend, net, initial(net, { batch, seed }), drive);
      const [rest, first] = [rested(net, state), initial(net, { batch, seed })];
      expect(rest.noise).toBe(state.noise);
      for (const [name, { model, variables }] of Object.entries(net.layers))
        for (const variable of variables)
          if (model.learned?.includes(variable) === true)
            expect(rest.layers[name]![variable]).toBe(state.layers[name]![variable]);
          else expectSame(rest.layers[name]![variable]!, first.layers[name]![variable]!);
      for (const [name, { connection, variables }] of Object.entries(net.connections))
        for (const variable of variables)
          if (connection.learned.includes(variable))
            expect(rest.connections[name]![variable]).toBe(state.connections[name]![variable]);
          else expectSame(rest.connections[name]![variable]!, first.connections[name]![variable]!);
    },
  );

  law(
    'to rest twice is to rest once',
    [scenes],
    async ({ net, batch, seed, drive }) => {
      const { state } = await play(backend, net, initial(net, { batch, seed }), drive);
      expectSame({ ...rested(net, rested(net, state)) }, { ...rested(net, state) });
    },
    20,
  );

  law('a rested state keeps what it is asked to', [scenes], async ({ net, batch, seed, drive }) => {
    const { state } = await play(backend, net, initial(net, { batch, seed }), drive);
    const keep = Object.keys(net.layers).map((name) => `layers.${name}.s`);
    const [kept, rest] = [rested(net, state, { keep }), rested(net, state)];
    for (const name of Object.keys(net.layers)) {
      expect(kept.layers[name]!['s']).toBe(state.layers[name]!['s']);
      expectSame({ ...kept.layers[name], s: rest.layers[name]!['s']! }, { ...rest.layers[name] });
    }
  });
});
