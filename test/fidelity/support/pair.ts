import {
  constant,
  dense,
  eager,
  initial,
  input,
  layer,
  mcCullochPitts,
  monitor,
  mstdp,
  network,
  orThrow,
  postPre,
  record,
  run,
  tensor,
  traced,
  type Tensor,
} from '../../../src/index.js';

/** Time constants of the traces on the two sides of the window, ms. */
export const [tauPre, tauPost] = [20, 35];
export const [nuPre, nuPost] = [0.008, 0.01];
const middle = 100;

/** Presynaptic neuron k spikes in step k, the postsynaptic one in step `middle`: every interval from -100 to 100 steps. */
const once = Array.from({ length: 2 * middle + 2 }, (_, step) => ({
  X: tensor(
    [2 * middle + 1],
    Array.from({ length: 2 * middle + 1 }, (_, k) => (k === step ? 1 : 0)),
    'bool',
  ),
  Y: tensor([1], [step === middle ? 100 : 0]),
}));

/** What each pair came to: the interval post - pre, ms, and the change of its weight from 0. */
export type Window = readonly (readonly [interval: number, change: number])[];

const windowOf = (w: Tensor, dt: number): Window => Array.from(w.data, (change, k) => [(middle - k) * dt, change]);

/** The window of `postPre`, one synapse for each interval. */
export const postPreWindow = async (dt: number): Promise<Window> => {
  const net = orThrow(
    network(
      { dt },
      {
        X: layer([2 * middle + 1], traced(input(), { tau: tauPre })),
        Y: layer([1], traced(mcCullochPitts({ thresh: 50 }), { tau: tauPost })),
      },
      (connect) => ({ XY: connect('X', 'Y', dense(constant(0)), postPre([nuPre, nuPost])) }),
    ),
  );
  const drive = once.map((inputs) => ({ inputs }));
  return windowOf(orThrow(await run(eager, net, initial(net), drive)).state.connections.XY.w, dt);
};

/** One recorded step of `mstdp`: the reward, and the weights after it. */
export interface Rewarded {
  readonly reward: number;
  readonly w: readonly number[];
}

/** `mstdp` (nu 0.01) under given spikes and rewards, step by step, each presynaptic neuron a synapse of its own. */
export const rewarded = async (
  drive: readonly { readonly X: Tensor; readonly Y: Tensor }[],
  reward: (step: number) => number,
): Promise<readonly Rewarded[]> => {
  const n = drive[0]!.X.shape[0]!;
  const net = orThrow(
    network({ dt: 1 }, { X: layer([n], input()), Y: layer([1], mcCullochPitts({ thresh: 50 })) }, (connect) => ({
      XY: connect('X', 'Y', dense(constant(0)), mstdp(0.01, { tauPlus: tauPre, tauMinus: tauPost })),
    })),
  );
  const steps = drive.map((inputs, step) => ({ inputs, reward: tensor([], [reward(step)]) }));
  const { monitors } = orThrow(
    await run(eager, net, initial(net), steps, {
      w: monitor(net, 'XY', 'w', record()),
    }),
  );
  return drive.map((_, step) => ({
    reward: reward(step),
    w: Array.from(monitors.w.data.subarray(step * n, (step + 1) * n)),
  }));
};

/** The window of `mstdp` under a reward. */
export const mstdpWindow = async (reward: (step: number) => number): Promise<Window> =>
  (await rewarded(once, reward)).at(-1)!.w.map((change, k) => [middle - k, change]);
