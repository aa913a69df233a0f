import { describe, expect, test } from 'vitest';
import {
  dense,
  eager,
  endOfEpisode,
  explain,
  filled,
  fold,
  initial,
  input,
  isLeft,
  layer,
  monitor,
  network,
  normalised,
  orThrow,
  record,
  run,
  tensor,
  type Frame,
  type Monitor,
  type Tensor,
} from '../../src/index.js';
import type { Model, Rule } from '../../src/authoring.js';
import type { Time } from '../../src/core/fold.js';
import type { Observation } from '../../src/core/run/monitor.js';

/** A neuron that adds its input to `v`, and never spikes by itself. */
const adding = (): Model<'v' | 's'> => ({
  term: { name: 'adding', params: {} },
  init: { v: 0, s: false },
  step: (A, { v }, current) => ({ v: A.add(v, current), s: A.gt(v, 1e9) }),
});

/** A rule that adds the reward to the weights. */
const paid: Rule<'s', 's'> = {
  term: { name: 'paid', params: {} },
  init: {},
  rewarded: true,
  step: (A, { w }, { reward }) => ({ w: A.add(w, reward) }),
};

describe('an episode ends', () => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([2], input()), Y: layer([1], adding()) }, (connect) => ({
      XY: connect('X', 'Y', normalised(dense(tensor([2, 1], [1, 3])), 8), paid),
    })),
  );
  const frame = (reward: number, ends?: boolean): Frame<Tensor, 'X' | 'Y', 'XY'> => ({
    inputs: { Y: filled([1], 1) },
    reward,
    ...(ends !== undefined && { ends }),
  });
  const after = async (frames: Iterable<Frame<Tensor, 'X' | 'Y', 'XY'>>, normalise?: boolean) => {
    const { state, steps, monitors } = orThrow(
      await run(
        eager,
        net,
        initial(net),
        frames,
        { v: monitor(net, 'Y', 'v', record()) },
        normalise === undefined ? {} : { normalise },
      ),
    );
    return {
      w: Array.from(state.connections.XY.w.data),
      v: state.layers.Y.v.data[0],
      steps,
      seen: Array.from(monitors.v.data),
    };
  };

  test('with weights normalised and variables at their first values; what is seen is what was there before', async () => {
    // 1 and 3, and 4 more each: 5 and 7, which are normalised from 12 to 8.
    const ended = [(5 * 8) / 12, (7 * 8) / 12].map(Math.fround);
    const want = { w: ended.map((w) => expect.closeTo(w, 5) as number), v: 0, steps: 2, seen: [1, 2] };
    expect(await after([frame(2), frame(2, true)], false)).toEqual(want);
    expect(await after([frame(2), frame(2), endOfEpisode], false)).toEqual(want);
  });

  test('with the run but for its weights, unless it is told not to', async () => {
    expect(await after([frame(1), frame(1)])).toEqual({ w: [3, 5], v: 2, steps: 2, seen: [1, 2] });
    expect(await after([frame(0)])).toEqual({ w: [2, 6], v: 1, steps: 1, seen: [1] });
    expect(await after([frame(0), frame(0, false)], false)).toEqual({ w: [1, 3], v: 2, steps: 2, seen: [1, 2] });
  });

  test('before the first step, where a stream begins with an end, and once where two come together', async () => {
    const twice = [endOfEpisode, endOfEpisode, frame(0), endOfEpisode, endOfEpisode, frame(0)];
    expect(await after(twice, false)).toEqual({ w: [2, 6], v: 1, steps: 2, seen: [1, 1] });
  });
});

describe('a monitor is told when', () => {
  const net = orThrow(network({ dt: 0.5 }, { Y: layer([2], adding()) }));
  const times = fold(
    [] as readonly Time[],
    (all, _: Tensor, time) => [...all, time],
    (all) => all,
  );
  const frame = (ends?: boolean) => ({ inputs: { Y: tensor([2], [1, 2]) }, ...(ends && { ends }) });

  test('each step was: its number, its episode, and how often it looks', async () => {
    const watching = {
      each: monitor(net, 'Y', 'v', times),
      second: monitor(net, 'Y', 'v', times, { every: 2 }),
    };
    const drive = [frame(), frame(true), frame(), frame()];
    const first = orThrow(await run(eager, net, initial(net), drive, watching));
    const told = (of: readonly Time[]) => of.map(({ dt, step, every, episode }) => [dt, step, every, episode]);
    expect(told(first.monitors.each)).toEqual([
      [0.5, 0, 1, 0],
      [0.5, 1, 1, 0],
      [0.5, 2, 1, 1],
      [0.5, 3, 1, 1],
    ]);
    expect(told(first.monitors.second)).toEqual([
      [0.5, 1, 2, 0],
      [0.5, 3, 2, 1],
    ]);
    // On from the state in which it ended, and from another one, which is another episode.
    const on = orThrow(await run(eager, net, first.state, [frame()], first.resume));
    expect(told(on.monitors.each).slice(4)).toEqual([[0.5, 4, 1, 1]]);
    expect(told(on.monitors.second)).toHaveLength(2);
    const anew = orThrow(await run(eager, net, initial(net), [frame()], on.resume));
    expect(told(anew.monitors.each).slice(5)).toEqual([[0.5, 5, 1, 2]]);
    expect(told(anew.monitors.second).slice(2)).toEqual([[0.5, 5, 2, 2]]);
  });

  test('and what was due of several variables, in the steps in which any was', async () => {
    const seen = fold(
      [] as readonly unknown[],
      (all, values: Observation, { step }) => [...all, [step, ...values.map((x) => x?.data[0])]],
      (all) => all,
    );
    const watches = [
      { of: 'Y', variable: 'v', every: 2 },
      { of: 'Y', variable: 's', every: 3 },
    ];
    const drive = [frame(), frame(), frame(), frame(), frame(), frame()];
    const { monitors } = orThrow(await run(eager, net, initial(net), drive, { both: { watches, fold: seen } }));
    expect(monitors.both).toEqual([
      [1, 2, undefined],
      [2, undefined, 0],
      [3, 4, undefined],
      [5, 6, 0],
    ]);
  });

  test('and of which places', async () => {
    const watching = { v: monitor(net, 'Y', 'v', record(), { every: 2, only: [1, 1, 0] }) };
    const { monitors } = orThrow(
      await run(eager, net, initial(net, { batch: 2 }), [frame(), frame(), frame()], watching),
    );
    expect(monitors.v).toEqual(tensor([1, 2, 3], [4, 4, 2, 4, 4, 2]));
  });

  test('a fold that fails keeps what it had, and tells in which step', async () => {
    const failing = fold(
      0,
      (sum, _: Tensor, { step }) => {
        if (step === 2) throw new Error('no room');
        return sum + 1;
      },
      (sum) => sum,
    );
    const ran = await run(eager, net, initial(net), [frame(), frame(), frame(), frame()], {
      bad: monitor(net, 'Y', 'v', failing) as Monitor<number>,
      v: monitor(net, 'Y', 'v', record()),
    });
    if (!isLeft(ran)) throw new Error('a Left was due');
    expect(ran.left.faults.map(explain)).toEqual(["monitor 'bad': the fold at step 2 failed: no room"]);
    expect([ran.left.monitors.bad, ran.left.monitors.v.shape, ran.left.steps]).toEqual([2, [3, 1, 2], 3]);
  });
});
