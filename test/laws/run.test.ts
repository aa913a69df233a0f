import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  eager,
  frames,
  initial,
  layer,
  lif,
  network,
  orThrow,
  rowsOf,
  run,
  tensor,
  wasm,
  type Tensor,
} from '../../src/index.js';
import { eagerAlgebra as A } from '../../src/authoring.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { play, playScene, recorders, step } from '../support/trials.js';

describe.each(backends)('on $name', (backend) => {
  law(
    'a run of two parts is the first part, then the second, monitors and all',
    [scenes, fc.nat(7)],
    async ({ net, batch, seed, drive }, cut) => {
      const start = initial(net, { batch, seed });
      const kept = { normalise: false };
      const whole = await play(backend, net, start, drive, kept);
      const first = await play(backend, net, start, drive.slice(0, cut), kept);
      const second = await play(backend, net, first.state, drive.slice(cut), { ...kept, monitors: first.resume });
      expectSame({ ...second.state }, { ...whole.state });
      expectSame(second.monitors, whole.monitors);
    },
  );

  law(
    'a run is its frames, one step after the other',
    [scenes],
    async ({ net, batch, seed, drive }) => {
      const start = initial(net, { batch, seed });
      const whole = await play(backend, net, start, drive, { normalise: false });
      let state = start;
      for (const frame of drive) state = await step(backend, net, state, frame);
      expectSame({ ...state }, { ...whole.state });
    },
    20,
  );

  law('a run leaves its arguments as they were, and repeats itself', [scenes], async ({ net, batch, seed, drive }) => {
    const start = initial(net, { batch, seed });
    const monitors = recorders(net);
    const before = structuredClone({ start, drive, initial: initial(net, { batch, seed }) });
    const once = await play(backend, net, start, drive, { monitors });
    expect({ start, drive, initial: initial(net, { batch, seed }) }).toEqual(before);
    const again = await play(backend, net, start, drive, { monitors });
    expectSame({ ...again.state }, { ...once.state });
    expectSame(again.monitors, once.monitors);
  });

  law('what a monitor holds is what the states were', [scenes], async ({ net, batch, seed, drive }) => {
    const start = initial(net, { batch, seed });
    const { monitors, state } = await play(backend, net, start, drive, { normalise: false });
    fc.pre(drive.length > 0);
    for (const [watched, recorded] of Object.entries(monitors)) {
      const [name, variable] = watched.split(' ') as [string, string];
      expect([...rowsOf(recorded)].length).toBe(drive.length);
      const now = (state.layers[name] ?? state.connections[name]!)[variable]!;
      // A recording of bool spikes and graded ones is one of numbers.
      expectSame(A.add([...rowsOf(recorded)].at(-1)!, 0), A.add(now, 0));
    }
  });

  law('nobody watching changes nothing', [scenes], async (scene) => {
    const { net, batch, seed, drive } = scene;
    const { state } = await play(backend, net, initial(net, { batch, seed }), drive, { monitors: {} });
    expectSame({ ...state }, { ...(await playScene(backend, scene)).state });
  });

  law('a run of no frames gives the state that it got', [scenes], async ({ net, batch, seed }) => {
    const start = initial(net, { batch, seed });
    const { state } = await play(backend, net, start, [], { normalise: false });
    expectSame({ ...state }, { ...start });
  });

  law(
    'a state that another backend left is gone on with, to the bit',
    [scenes, fc.nat(7)],
    async (scene, cut) => {
      const { net, batch, seed, drive } = scene;
      const first = await play(eager, net, initial(net, { batch, seed }), drive.slice(0, cut), { normalise: false });
      const second = await play(backend, net, first.state, drive.slice(cut), { normalise: false });
      expectSame({ ...second.state }, { ...(await playScene(eager, scene, { normalise: false })).state });
    },
    20,
  );
});

test.each([wasm, eager])('inputs in shared memory are inputs like others, on $name', async (backend) => {
  const net = orThrow(network({ dt: 1 }, { Y: layer([3], lif({ refrac: 0 })) }));
  const own = tensor(
    [20, 3],
    Array.from({ length: 60 }, (_, k) => k % 17),
  );
  const data = new Float32Array(new SharedArrayBuffer(240));
  data.set(own.data);
  const stateAfter = async (Y: Tensor) => orThrow(await run(backend, net, initial(net), frames({ Y }))).state;
  expect(await stateAfter({ ...own, data })).toEqual(await stateAfter(own));
});
