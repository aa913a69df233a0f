import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  frames,
  independent,
  initial,
  input,
  layer,
  network,
  orThrow,
  poisson,
  run,
  tensor,
  zeros,
  type Frame,
  type Names,
  type Tensor,
} from '../../src/index.js';
import { boolsOf } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { play, recorders, refused } from '../support/trials.js';

const slowly = async function* <A>(values: Iterable<A>): AsyncGenerator<A> {
  for (const value of values) {
    await Promise.resolve();
    yield value;
  }
};

const failing = function* <A>(values: Iterable<A>, message: string): Generator<A> {
  yield* values;
  throw new Error(message);
};

describe.each(backends)('on $name', (backend) => {
  law(
    'frames that come one by one, or later, are as good as an array',
    [scenes],
    async ({ net, batch, seed, drive }) => {
      const start = initial(net, { batch, seed });
      const want = await play(backend, net, start, drive);
      for (const source of [
        new Set(drive),
        () => slowly(drive),
        independent(drive),
        independent(() => slowly(drive)),
      ]) {
        const got = await play(backend, net, start, source);
        expectSame({ ...got.state }, { ...want.state });
        expectSame(got.monitors, want.monitors);
      }
    },
    20,
  );

  law(
    'a source that fails gives what there was up to there, and says so',
    [scenes, fc.nat(7), fc.boolean()],
    async ({ net, batch, seed, drive }, cut, late) => {
      const start = initial(net, { batch, seed });
      const source = failing(drive.slice(0, cut), 'the disk is gone');
      const { left } = await refused(backend, net, start, late ? slowly(source) : source, recorders(net));
      const want = await play(backend, net, start, drive.slice(0, cut), { normalise: false });
      expect(left.steps).toBe(Math.min(cut, drive.length));
      expectSame({ ...left.state }, { ...want.state });
      expectSame(left.monitors, want.monitors);
      const [fault, ...more] = left.faults;
      expect([fault._tag, fault.what, more.length]).toStrictEqual(['Source', `frame ${left.steps}`, 0]);
      expect(fault.got).toContain('the disk is gone');
      // The monitors go on from there.
      const after = await play(backend, net, left.state, drive.slice(cut), { monitors: left.resume, normalise: false });
      expectSame(after.monitors, (await play(backend, net, start, drive, { normalise: false })).monitors);
    },
    20,
  );

  law(
    'a frame that does not fit ends the run as well, with every fault',
    [scenes, fc.nat(7)],
    async ({ net, batch, seed, drive }, cut) => {
      const start = initial(net, { batch, seed });
      const wrong: Frame<Tensor> = {
        inputs: { nobody: zeros([1]), L0: zeros([99]) },
        clamp: { L1: zeros(net.layers['L1']!.shape) },
        reward: 0,
      };
      const { left } = await refused(
        backend,
        net,
        start,
        [...drive.slice(0, cut), wrong, ...drive.slice(cut)],
        recorders(net),
      );
      expect(left.steps).toBe(Math.min(cut, drive.length));
      expect(left.faults.map(({ place }) => place)).toStrictEqual(["inputs 'nobody'", "inputs 'L0'", "clamp 'L1'"]);
      for (const { what } of left.faults) expect(what).toMatch(new RegExp(`^(frame ${left.steps}|layer)$`));
      expectSame(
        { ...left.state },
        { ...(await play(backend, net, start, drive.slice(0, cut), { normalise: false })).state },
      );
    },
    20,
  );
});

const two = orThrow(network<Names, Names>({ dt: 1 }, { X: layer([2], input()), Y: layer([3], input()) }));

describe.each(backends)('inputs on $name', (backend) => {
  const rows = fc.tuple(fc.array(boolsOf([2]), { maxLength: 6 }), fc.array(boolsOf([3]), { maxLength: 6 }));
  law('are frames, one row of each source a step, as long as all have rows', [rows], async ([x, y]) => {
    const ran = await run(backend, two, initial(two), frames({ X: x, Y: y }), recorders(two));
    const [outcome, both] = [E.isLeft(ran) ? ran.left : ran.right, Math.min(x.length, y.length)];
    expect(outcome.steps).toBe(both);
    expect(Array.from(outcome.monitors['X s']!.data)).toStrictEqual(
      x.slice(0, both).flatMap(({ data }) => Array.from(data)),
    );
    expect(Array.from(outcome.monitors['Y s']!.data)).toStrictEqual(
      y.slice(0, both).flatMap(({ data }) => Array.from(data)),
    );
    const short = x.length < y.length ? 'X' : 'Y';
    expect(E.isLeft(ran) ? ran.left.faults.map(({ place, what }) => [place, what]) : []).toStrictEqual(
      x.length === y.length ? [] : [[`inputs '${short}'`, `frame ${both}`]],
    );
  });

  test.each([-1, 1000.5, Number.NaN, Infinity])('at a rate of %d Hz end a run before it starts', async (rate) => {
    const { left } = await refused(
      backend,
      two,
      initial(two),
      frames({ X: poisson(0, tensor([2], [10, rate]), 5) }),
      {},
    );
    const faults = left.faults.map(({ place, what, got }) => [place, what, got]);
    expect([left.steps, faults]).toStrictEqual([0, [['poisson', 'rates', `${rate}`]]]);
  });

  test('at 2000 Hz need a step of half a millisecond', async () => {
    const at = (dt: number) =>
      run(backend, { ...two, dt }, initial(two), frames({ X: poisson(0, tensor([2], [2000, 0]), 6) }), {});
    expect([E.isRight(await at(0.5)), E.isLeft(await at(0.6))]).toStrictEqual([true, true]);
  });
});
