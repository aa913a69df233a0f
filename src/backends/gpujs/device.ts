import type { AnyNetwork } from '../../core/network.js';
import type { Tensor } from '../../core/tensor.js';
import type { Device } from '../device.js';
import type { Engine } from './engine.js';
import { finiteCheck } from './finite.js';
import { guarded } from './loss.js';
import type { Traits } from './modes.js';
import { programs, type CompiledNetwork } from './programs.js';
import { tracked } from './tracking.js';
import { downloaded, onHost, type Value } from './value.js';

/** gpu.js in one mode, for the session of a network. */
export const gpujsDevice = (
  traits: Traits,
  own: Engine,
  compiled: CompiledNetwork,
  net: AnyNetwork,
  close: () => void,
): Device<Value> => {
  const engine = tracked(own);
  const constants = new Map<Tensor, Value>();
  const sweep = (needed: () => readonly Value[]): void => {
    if (!traits.remote) return;
    const kept = needed().map(({ device }) => device);
    engine.sweep(new Set(kept.filter((handle) => handle !== undefined)));
  };
  return {
    name: engine.name,
    library: 'gpu.js',
    ...programs(engine, constants, compiled),
    finite: finiteCheck(net, traits),
    hold: (x) => ('data' in x ? onHost(x) : x),
    download: async (values) => {
      const tensors: Tensor[] = [];
      for (const value of values) tensors.push(await downloaded(engine, value));
      return tensors;
    },
    release: (needed) => sweep(() => [...needed(), ...constants.values()]),
    within: async (work) => work(),
    guarded: (work) => guarded(engine, work),
    close: () => {
      sweep(() => []);
      close();
    },
  };
};
