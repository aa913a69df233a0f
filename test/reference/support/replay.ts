import {
  filled,
  initial,
  layer,
  monitor,
  network,
  orThrow,
  record,
  run,
  tensor,
  type Tensor,
  wasm,
} from '../../../src/index.js';
import type { Model } from '../../../src/authoring.js';
import type { Case } from './recorded.js';

type Cell = Model<string, string>;

/** What our receptors are called, where that is something else. */
const ours: Readonly<Record<string, string>> = { excitatory: 'exc', inhibitory: 'inh' };

export interface Replay {
  /** v after k steps, from k = 0; at a jump as NEURON: what arrives then is not in it yet. */
  readonly v: readonly number[];
  /** When steps began in which it spiked, ms. */
  readonly spikes: readonly number[];
}

/** What one of our cells does, given what a recorded one got, and from where that one started. */
export const replay = async (
  cell: Cell,
  one: Pick<Case, 'current' | 'arrivals'>,
  {
    dt,
    duration,
    start = {},
  }: { readonly dt: number; readonly duration: number; readonly start?: Readonly<Record<string, number>> },
): Promise<Replay> => {
  const net = orThrow(network({ dt }, { Y: layer([1], cell) }));
  const stepOf = (time: number): number => Math.round(time / dt);
  const { nA, start: from, stop } = one.current ?? { nA: 0, start: 0, stop: 0 };
  const trains = Object.entries(one.arrivals ?? {});
  const given = Array.from({ length: stepOf(duration) }, (_, step) => ({
    inputs: {
      Y: filled([1], step >= stepOf(from) && step < stepOf(stop) ? nA : 0),
      ...Object.fromEntries(
        trains.map(([receptor, { weight, times }]) => [
          `Y.${ours[receptor] ?? receptor}`,
          filled([1], weight * times.filter((t) => stepOf(t) === step).length),
        ]),
      ),
    },
  }));
  const rested = initial(net);
  const variables = rested.layers.Y as Readonly<Record<string, Tensor>>;
  const moved = Object.fromEntries(
    Object.entries(start).map(([name, x]) => [name, tensor(variables[name]!.shape, [x])]),
  );
  const state = { ...rested, layers: { ...rested.layers, Y: { ...variables, ...moved } } } as typeof rested;
  const monitors = { v: monitor(net, 'Y', 'v', record()), s: monitor(net, 'Y', 's', record()) };
  const { monitors: seen } = orThrow(await run(wasm, net, state, given, monitors));
  const values = (name: 'v' | 's'): readonly number[] => Array.from((seen[name] as Tensor).data, Number);
  return {
    v: [moved['v']?.data[0] ?? variables['v']!.data[0], ...values('v')].map(Number),
    spikes: values('s').flatMap((s, step) => (s === 0 ? [] : [step * dt])),
  };
};
