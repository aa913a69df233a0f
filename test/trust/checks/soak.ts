import { isDeepStrictEqual } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import * as fc from 'fast-check';
import {
  bounded,
  counts,
  dense,
  eager,
  episode,
  filled,
  frames,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  normalised,
  orThrow,
  poisson,
  postPre,
  run,
  tensor,
  traced,
  uniform,
  FaultError,
  vocabulary,
  wasm,
  oneSpike,
  type Frame,
  type Source,
  type Tensor,
} from '../../../src/index.js';
import { anything } from '../../every/support/random.js';
import { heap } from '../../support/heap.js';
import { playScene } from '../../support/trials.js';
import { scaled, type Check, type Line } from '../check.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([8], traced(input())), Y: layer([4], traced(lif({ refrac: 2 }))) }, (connect) => ({
    XY: connect('X', 'Y', normalised(dense(uniform(1, 0, 8)), 20), bounded(postPre([1e-3, 1e-2]), 0, 10)),
  })),
);
const sample = (seed: number, steps: number): Source<Frame<Tensor, 'X'>> =>
  episode(frames({ X: poisson(seed, filled([8], 60), steps) })) as Source<Frame<Tensor, 'X'>>;

/** One sample after the other, each an episode. */
const samples = (seed: number, count: number, steps: number): Source<Frame<Tensor, 'X'>> =>
  function* (dt) {
    for (let k = 0; k < count; k++) yield* sample(seed + k, steps)(dt);
  };

/** What is in use after a first part and at the end, when both times the same was done last (`settle`): the growth has to be below 1 % and what the measure itself varies by. */
const growth = async (
  tell: (line: string) => void,
  parts: number,
  part: (k: number) => Promise<void>,
  settle: () => Promise<void> = async () => {},
) => {
  const warm = Math.max(1, Math.floor(parts / 10));
  for (let k = 0; k < warm; k++) await part(k);
  await settle();
  const before = await heap();
  for (let k = warm; k < parts; k++) {
    await part(k);
    if (k % Math.ceil(parts / 10) === 0) tell(`${Math.round((100 * k) / parts)} %`);
  }
  await settle();
  const after = await heap();
  return {
    flat: after - before < 0.01 * before + 20_000,
    text: `${mb(before)} MB in use after a tenth, ${mb(after)} MB at the end`,
  };
};
const mb = (bytes: number): string => (bytes / 1e6).toFixed(2);

const steps = async (count: number, seed: number, tell: (line: string) => void): Promise<Measured> => {
  let state = initial(net);
  let spikes = monitor(net, 'Y', 's', counts());
  const grown = await growth(tell, 20, async (part) => {
    const drive = samples(seed + part * 1_000_003, Math.ceil(count / 20 / 1000), 1000);
    const ran = orThrow(await run(wasm, net, state, drive, { spikes }));
    state = ran.state;
    spikes = ran.resume.spikes;
  });
  const healthy = state.connections.XY.w.data.every((w) => w >= 0 && w <= 10);
  const what = 'steps with learning, a monitor and an episode each 1000 steps';
  return { what, times: 20_000 * Math.ceil(count / 20 / 1000), ...grown, flat: grown.flat && healthy };
};

const runs = async (count: number, seed: number, tell: (line: string) => void): Promise<Measured> => {
  const state = initial(net);
  const grown = await growth(tell, count, async (k) => {
    orThrow(
      await run(wasm, net, state, sample((seed + k) % 2 ** 32, 10), { spikes: monitor(net, 'Y', 's', counts()) }),
    );
  });
  return { what: 'runs of 10 steps', times: count, ...grown };
};

const networks = async (count: number, seed: number, tell: (line: string) => void): Promise<Measured> => {
  // Over thousands of kinds of networks V8 optimises ever more functions anew: of 1.7 MB after 1000 networks all were code, and no object of ours.
  setFlagsFromString('--no-opt');
  const play = async (k: number): Promise<void> => {
    const [scene] = fc.sample(anything(vocabulary), { seed: seed * 1_000_003 + k, numRuns: 1 });
    // Of some the numbers leave the range of floats, which ends their run.
    await playScene(wasm, scene!).catch((error: unknown) => {
      if (!(error instanceof FaultError)) throw error;
    });
  };
  // The memory of the last networks is kept, and some need more than others.
  const settle = async (): Promise<void> => {
    for (let k = 0; k < 100; k++) await play(count + k);
  };
  const grown = await growth(tell, count, play, settle);
  setFlagsFromString('--opt');
  return { what: 'random networks, each compiled and run', times: count, ...grown };
};

/** The counter of random numbers is of 32 bits, and starts anew after 2^32 steps: states right before go on equally everywhere. */
const turns = async (): Promise<Measured> => {
  const noisy = orThrow(network({ dt: 1 }, { Y: layer([16], oneSpike(lif({ refrac: 0 }))) }));
  const start = initial(noisy, { seed: 5 });
  const late = { ...start, noise: tensor([3], [start.noise.data[0]!, start.noise.data[1]!, -3], 'i32') };
  const drive = () => frames({ Y: filled([6, 16], 100) });
  const [want, got] = [await run(eager, noisy, late, drive()), await run(wasm, noisy, late, drive())].map(orThrow);
  const flat = isDeepStrictEqual(got!.state, want!.state) && want!.state.noise.data[2] === 3;
  return {
    what: 'steps across 2^32 steps of random numbers, on eager and wasm',
    times: 6,
    flat,
    text: 'equal to the bit',
  };
};

interface Measured {
  readonly what: string;
  readonly times: number;
  readonly flat: boolean;
  readonly text: string;
}

export const soak: Check = {
  name: 'soak',
  title: 'Long runs',
  about:
    'Memory in use (heap and buffers, after garbage collection) after a tenth of the work and at its end: a growth of more than 1 % (and 20 kB) is a\n' +
    'failure. Networks run without the optimiser of V8, which compiles ever more of the same functions as networks of more kinds come. Steps go on\n' +
    'past 2^24, where single floats no longer count, and past 2^32, where the counter of random numbers turns over.',
  measure: async ({ effort, seed, tell }) => {
    const all = [
      await steps(scaled(effort, 1e7), seed, tell),
      await runs(scaled(effort, 1e4), seed, tell),
      await networks(scaled(effort, 1e3), seed, tell),
      await turns(),
    ];
    return {
      lines: all.map(({ what, times, text }): Line => ({ what, times, result: text })),
      failures: all.filter(({ flat }) => !flat).map(({ what, text }) => `${what}: ${text}`),
    };
  },
};
