import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  dense,
  eager,
  endOfEpisode,
  explain,
  filled,
  frozen,
  initial,
  input,
  js,
  layer,
  lif,
  network,
  normalised,
  orThrow,
  postPre,
  run,
  tensor,
  traced,
  wasm,
  zeros,
  type Frame,
  type Frames,
  type Tensor,
} from '../../src/index.js';
import { callFaults } from '../../src/core/run/run-faults.js';
import { factsOf } from '../../src/core/run/source.js';
import { learningFaults, rowsOfRun } from '../../src/core/run/frame-rows.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([3], traced(lif())) }, (connect) => ({
    XY: connect('X', 'Y', normalised(dense(filled([2, 3], 1)), 4), postPre([0.1, 0.1], 'single')),
  })),
);
const start = initial(net);
/** A state in the middle of an episode. */
const middle = { ...start, layers: { ...start.layers, Y: { ...start.layers.Y, v: filled([1, 3], -60) } } };
const bad = { inputs: { X: zeros([9]) } } as Frame<Tensor>;
const end = endOfEpisode as Frame<Tensor>;

describe.each([eager, js, wasm])('what ends before the first frame is met, on $name', (backend) => {
  const went = async (frames: Frames) => {
    const ran = await run(backend, net, middle, frames);
    const { state, steps } = E.isLeft(ran) ? ran.left : ran.right;
    return {
      faults: E.isLeft(ran) ? ran.left.faults.map(explain) : [],
      steps,
      same: state === middle,
      v: state.layers.Y.v.data[0],
      w: state.connections.XY.w.data[0],
    };
  };

  test('a frame that does not fit leaves the state that was given, unless an episode ended before it', async () => {
    const { faults, ...others } = await went([bad]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain("inputs 'X': frame 0 must be 2 values, got 9 [9]");
    expect(others).toEqual({ steps: 0, same: true, v: -60, w: 1 });
    const ended = await went([end, end, bad]);
    expect(ended.faults).toEqual(faults);
    expect(ended).toMatchObject({ steps: 0, same: false, v: -65, w: 2 });
  });

  test('an end alone ends the episode; of no frames the weights are normalised', async () => {
    expect(await went([end])).toMatchObject({ faults: [], steps: 0, v: -65, w: 2 });
    expect(await went([])).toMatchObject({ faults: [], steps: 0, v: -60, w: 2 });
  });

  test('a stream that fails at once leaves the state, unless an episode ended before', async () => {
    const failing = function* (before: readonly Frame<Tensor>[]): Generator<Frame<Tensor>> {
      yield* before;
      throw new Error('lost');
    };
    const faults = ['frames: frame 0 failed: lost'];
    expect(await went(failing([]))).toEqual({ faults, steps: 0, same: true, v: -60, w: 1 });
    expect(await went(failing([end]))).toMatchObject({ faults, steps: 0, same: false, v: -65 });
  });
});

describe('how many rows a run has', () => {
  const rowsOf = (frame: unknown, batch = 1) => {
    const { count, because } = rowsOfRun(net, initial(net, { batch }), frame as Frame<Tensor>, factsOf([]));
    return [count, because(7), because(0)];
  };
  const state = ['as the state is (rested(net, state, { batch: 7 }) is for 7)', 'as the state is'];

  test.each<readonly [string, unknown, number, readonly unknown[]]>([
    ['as its state', {}, 1, [1, ...state]],
    ['as its state, where that has several', { inputs: { X: zeros([5, 2]) } }, 3, [3, ...state]],
    ['as its state, where nothing comes in rows', { inputs: { X: zeros([2]) }, reward: 3 }, 1, [1, ...state]],
    ['one, where that is said', { inputs: { X: zeros([1, 2]) } }, 1, [1, ...state]],
    [
      'as the first tensor that comes in rows',
      { inputs: { Y: zeros([3]), X: zeros([5, 2]) } },
      1,
      [5, "as inputs 'X' of frame 0", "as inputs 'X' of frame 0"],
    ],
    [
      'as the neurons that are clamped',
      { clamp: { Y: tensor([2, 1], [0, 1], 'i32') } },
      1,
      [2, "as clamp 'Y' of frame 0", "as clamp 'Y' of frame 0"],
    ],
    [
      'as the rewards',
      { inputs: { X: zeros([2]) }, reward: zeros([4]) },
      1,
      [4, 'as reward of frame 0', 'as reward of frame 0'],
    ],
    ['not of none', { inputs: { X: zeros([0, 2]) } }, 1, [1, ...state]],
    [
      'not of a layer that is not there, nor of no tensor',
      { inputs: { Q: zeros([5, 2]), X: [1, 2], Y: undefined } },
      1,
      [1, ...state],
    ],
    ['not of no frame', undefined, 1, [1, ...state]],
  ])('%s', (_, frame, batch, want) => {
    expect(rowsOf(frame, batch)).toEqual(want);
  });

  test('a rule for one sample cannot learn from more', () => {
    const because = () => '';
    expect(learningFaults(net, { count: 1, because })).toEqual([]);
    const said = learningFaults(net, { count: 2, because }).map(explain);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^connection 'XY': /);
  });
});

describe('the arguments of a run in plain JavaScript', () => {
  const said = (...[backend = eager, of = net, state = start, monitors = {}, options = {}]: readonly unknown[]) =>
    callFaults(backend as typeof eager, of, state, monitors, options).map(explain);
  const wanted = "run: backend must be a backend, such as wasm, or the value of await backend('wasm'), got";
  const signal = 'run: signal must be an AbortSignal, such as the signal of an AbortController, got';
  const still =
    'run: normalise must be left out, as the network is frozen (frozen(net, { normalising: true }) keeps its norms), got true';

  test.each<readonly [string, readonly unknown[], readonly string[]]>([
    ['all as they should be', [], []],
    ['a backend that is none', [3], [`${wanted} 3`]],
    ['a backend that opens nothing', [{ name: 'mine' }], [`${wanted} { name: 'mine' }`]],
    ['no network', [eager, {}], ['run: net must be a network, as orThrow(network(...)) gives it, got {}']],
    ['monitors in a list', [eager, net, start, []], ['run: monitors must be a record of monitors by name, got []']],
    [
      'options that are none',
      [eager, net, start, {}, 3],
      ['run: options must be a record of normalise, signal, got 3'],
    ],
    [
      'another option',
      [eager, net, start, {}, { normalize: true }],
      ["run: unknown option 'normalize': one of 'normalise', 'signal'"],
    ],
    ['a signal', [eager, net, start, {}, { signal: new AbortController().signal, normalise: false }], []],
    ['a controller', [eager, net, start, {}, { signal: { abort: 1 } }], [`${signal} { abort: 1 }`]],
    ['null', [eager, net, start, {}, { signal: null }], [`${signal} null`]],
    [
      'all wrong at once',
      [3, net, start, [], { signal: 1 }],
      [`${wanted} 3`, 'run: monitors must be a record of monitors by name, got []', `${signal} 1`],
    ],
    ['to normalise', [eager, net, start, {}, { normalise: true }], []],
    ['to normalise what is frozen', [eager, frozen(net), start, {}, { normalise: true }], [still]],
    ['not to normalise it', [eager, frozen(net), start, {}, { normalise: false }], []],
    [
      'to normalise what keeps its norms',
      [eager, frozen(net, { normalising: true }), start, {}, { normalise: true }],
      [],
    ],
    [
      'to normalise where layers alone are frozen',
      [eager, frozen(net, { only: ['Y'] }), start, {}, { normalise: true }],
      [],
    ],
  ])('%s', (_, args, faults) => {
    expect(said(...args)).toEqual(faults);
  });
});
