import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { gpujs } from '../../src/backends/gpujs/gpujs.js';
import { eager, explain, initial, monitor, orThrow, run, type Frame, type Tensor } from '../../src/index.js';
import { leftBy } from '../support/heap.js';
import { lasting } from '../support/lasting.js';
import { play } from '../support/trials.js';
import { remotePeer } from './remote.js';
import { nodeModes } from './support.js';
import { batch, nets } from './nets.js';

const { steps: many, runs } = lasting(500, 5);

const cyclic = function* (frames: readonly Frame<Tensor>[], steps: number): Generator<Frame<Tensor>> {
  for (let step = 0; step < steps; step++) yield frames[step % frames.length]!;
};

describe('handles on a device', () => {
  test.each(['lif', 'maxPool', 'mstdpet', 'csrm', 'bounded'] as const)(
    'are all freed after a run: %s',
    async (name) => {
      const { peer, ledger } = remotePeer();
      const { net, frames } = nets[name];
      const state = initial(net, { batch });
      const backend = gpujs('webgl2', { load: peer });
      const [want, got] = [await play(eager, net, state, frames), await play(backend, net, state, frames)];
      for (const [variable, { data }] of Object.entries(want.monitors))
        got.monitors[variable]!.data.forEach((value, k) => expect(value).toBeCloseTo(data[k]!, 3));
      expect(ledger.freed).toBe(ledger.made);

      // Old and new values are on the device together for a while.
      orThrow(await run(backend, net, state, cyclic(frames, 2 * frames.length)));
      const most = ledger.most;
      orThrow(await run(backend, net, state, cyclic(frames, 20 * frames.length)));
      expect(ledger.freed).toBe(ledger.made);
      expect(ledger.most).toBe(most);
    },
  );

  test('are freed after a fault too, and the state is the last one before it', async () => {
    const { peer, ledger } = remotePeer();
    const { net, frames } = nets.lif;
    const state = initial(net, { batch });
    const backend = gpujs('webgl2', { load: peer });
    const session = orThrow(await backend.open(net, state, []));
    orThrow(await session.advance(frames.slice(0, 1)));
    const before = ledger.calls;
    orThrow(await session.advance(frames.slice(1, 2)));
    // The second step of three fails half way.
    ledger.failing = Math.floor(1.5 * (ledger.calls - before));
    const failed = await session.advance([frames[0]!, frames[1]!, frames[2]!]);
    expect(E.isLeft(failed) && failed.left.map(explain)).toStrictEqual([
      "backend 'gpujs:webgl2': gpu.js must be able to compute the step, got an error: out of memory",
    ]);
    const want = await play(eager, net, state, frames.slice(0, 2), { normalise: false });
    const { refrac } = (await session.state()).layers['Y']!;
    expect(refrac!.data.some((left) => left > 0)).toBe(true);
    expect(refrac!.data).toStrictEqual(want.state.layers['Y']!['refrac']!.data);
    session.close();
    expect(ledger.freed).toBe(ledger.made);
  });
});

test('constants are uploaded once', async () => {
  const { peer, ledger } = remotePeer();
  const { net, frames } = nets.lif;
  const session = orThrow(await gpujs('webgl2', { load: peer }).open(net, initial(net, { batch }), []));
  orThrow(await session.advance(frames.slice(0, 2)));
  const before = ledger.uploads;
  orThrow(await session.advance(frames.slice(1, 2)));
  expect(ledger.uploads - before).toBe(1);
  session.close();
});

describe.each(nodeModes)('memory in mode %s', (mode) => {
  const { net, frames } = nets.bounded;
  const state = initial(net, { batch });
  const backend = gpujs(mode);
  const steps = async (count: number): Promise<void> => {
    const ran = orThrow(await run(backend, net, state, cyclic(frames, count), { s: monitor(net, 'Y', 's', last) }));
    expect(ran.steps).toBe(count);
  };
  const last = { next: () => last, done: () => undefined };

  test('is flat over many steps, and over many runs', async () => {
    const most = 2e6;
    await steps(100);
    expect(await leftBy(() => steps(many), most)).toBeLessThan(most);
    const again = async (): Promise<void> => {
      for (let i = 0; i < runs; i++) await steps(9);
    };
    expect(await leftBy(again, most)).toBeLessThan(most);
  });
});
