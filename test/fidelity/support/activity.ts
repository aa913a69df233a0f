import { initial, monitor, orThrow, raster, run, silence, wasm } from '../../../src/index.js';
import type { AnyNetwork, Names, NetworkState, Spike } from '../../../src/index.js';
import { cvOf, differences, meanOf } from './statistics.js';

export interface Activity {
  /** Spikes of a cell, Hz. */
  readonly rate: number;
  /** The mean CV of the intervals of cells with at least four spikes. */
  readonly cv: number;
}

type AnyState = NetworkState<Names, Names>;

/** The spikes of some layers from one time to another, ms, from a state on; and the state in the end. */
export const spikesOf = async (
  net: AnyNetwork,
  layers: readonly string[],
  from: number,
  to: number,
  start: AnyState = initial(net),
): Promise<{ readonly state: AnyState; readonly spikes: Readonly<Record<string, readonly Spike[]>> }> => {
  const begun = orThrow(await run(wasm, net, start, silence(from), {})).state;
  const watched = Object.fromEntries(layers.map((name) => [name, monitor(net, name, 's', raster())]));
  const { state, monitors } = orThrow(await run(wasm, net, begun, silence(to - from), watched));
  return { state, spikes: monitors };
};

/** The rate and the CV of all cells of some layers. */
export const activityOf = (
  net: AnyNetwork,
  spikes: Readonly<Record<string, readonly Spike[]>>,
  time: number,
): Activity => {
  const trains = Object.entries(spikes).flatMap(([name, of]) => {
    const cells: number[][] = Array.from({ length: net.layers[name]!.shape[0]! }, () => []);
    for (const { step, neuron } of of) cells[neuron]!.push(step);
    return cells;
  });
  const count = trains.reduce((sum, { length }) => sum + length, 0);
  return {
    rate: (count * 1000) / (trains.length * time),
    cv: meanOf(trains.filter(({ length }) => length > 3).map((train) => cvOf(differences(train)))),
  };
};

/** What cells E and I of a network do by themselves from one time to another, ms. */
export const activity = async (net: AnyNetwork, from: number, to: number): Promise<Activity> =>
  activityOf(net, (await spikesOf(net, ['E', 'I'], from, to)).spikes, to - from);
