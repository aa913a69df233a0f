import { refused } from '../../core/faults/errors.js';
import type { AnyNetwork } from '../../core/network.js';
import type { Tensor } from '../../core/tensor.js';
import type { Device } from '../device.js';
import type { Engine } from './engine.js';
import { finiteCheck } from './finite.js';
import { programs, type CompiledNetwork } from './programs.js';
import { tracked } from './tracking.js';
import { downloaded, onHost, type Value } from './value.js';

/** gpu.js in one mode, for the session of a network. */
export const gpujsDevice = (
  own: Engine,
  compiled: CompiledNetwork,
  net: AnyNetwork,
  close: () => void,
): Device<Value> => {
  const engine = tracked(own);
  const constants = new Map<Tensor, Value>();
  const sweep = (needed: () => readonly Value[]): void => {
    if (!own.traits.remote) return;
    const kept = needed().map(({ device }) => device);
    engine.sweep(new Set(kept.filter((handle) => handle !== undefined)));
  };
  return {
    name: engine.name,
    library: 'gpu.js',
    ...programs(engine, constants, compiled),
    finite: finiteCheck(net, own.traits),
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

/** Waits for work on gpu.js. Everything fails on a lost device, so the loss is the fault to report. */
const guarded = async <A>(engine: Engine, work: () => Promise<A>): Promise<A> => {
  try {
    return await work();
  } finally {
    await checkThere(engine);
  }
};

const checkThere = async ({ name, isLost }: Engine): Promise<void> => {
  if (await isLost()) throw refused(`backend '${name}'`, 'the device', 'there', 'a lost context', 'Backend');
};
