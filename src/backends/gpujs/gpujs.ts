import { shown } from '../../core/faults/shown.js';
import { checkOptions } from '../../core/faults/options.js';
import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from '../../core/run/backend.js';
import { at, fault, oneOf, type Faults } from '../../core/faults/errors.js';
import { startEngine, type Engine } from './engine.js';
import { modes, type Mode } from './modes.js';
import { loadPeer } from './peer.js';
import type { AnyNetwork } from '../../core/network.js';
import { hasOwn, remembered } from '../../core/record.js';
import { openDeviceSession } from '../device-session.js';
import { gpujsDevice } from './device.js';
import { compiledNetwork, type CompiledNetwork } from './programs.js';

export type { Mode } from './modes.js';

/** How gpu.js is loaded. */
export interface GpuJsOptions {
  /** How the package gpu.js is loaded, where `import('gpu.js')` will not do: `() => Promise.resolve(window.GPU)`. */
  readonly load?: () => Promise<unknown>;
}

/**
 * gpu.js as a backend (an optional peer: `npm install gpu.js`): `gpujs('cpu')`, in Node in mode `cpu` or `webasm` (the default), in
 * browsers also `webgl`, `webgl2`, `webgpu`. The step is drawn as a graph and compiled to kernels. In modes `cpu` and `webasm` it gives what `eager` gives, bit for bit; on a GPU within the tolerances of
 * `docs/gpujs.md`. A missing package, a mode that does not work here, an operation that gpu.js cannot do, a lost device:
 * faults, never another mode than the one asked for.
 *
 * What was compiled for a network is kept for its next run: keep the backend, and the network.
 */
export const gpujs = (mode: Mode = 'webasm', options: GpuJsOptions = {}): Backend => {
  const { load = () => import('gpu.js') } = checkOptions('gpujs', options, ['load']);
  if (!hasOwn(modes, mode)) return unknown(mode);
  const name = `gpujs:${mode}`;
  let engine: Promise<E.Either<Faults, Engine>> | undefined;
  const compiled = new WeakMap<Engine, WeakMap<AnyNetwork, CompiledNetwork>>();
  const compiledFor = (own: Engine, net: AnyNetwork): CompiledNetwork =>
    remembered(
      remembered(compiled, own, () => new WeakMap()),
      net,
      () => compiledNetwork(own, net),
    );
  const start = async (): Promise<E.Either<Faults, Engine>> => {
    const peer = await loadPeer(name, load);
    return E.isLeft(peer) ? peer : startEngine(name, mode, peer.right);
  };
  /** The engine that is running, or a new one where there is none, or its device was lost. */
  const running = async (): Promise<E.Either<Faults, Engine>> => {
    const found = await engine;
    if (found === undefined || E.isLeft(found) || (await found.right.isLost())) engine = start();
    return engine!;
  };
  const open = new Set<object>();
  return {
    name,
    chunk: modes[mode].chunk,
    open: async (net, state, watched) => {
      const started = await running();
      if (E.isLeft(started)) return started;
      const own = started.right;
      const device = gpujsDevice(own, compiledFor(own, net), net, () => {
        if (open.delete(device) && open.size === 0) own.trim();
      });
      open.add(device);
      return openDeviceSession(device, net, state, watched);
    },
  };
};

const unknown = (mode: unknown): Backend => ({
  name: 'gpujs',
  chunk: 1,
  open: async () => E.left([at("backend 'gpujs'")(fault('Unknown', 'mode', oneOf(Object.keys(modes)), shown(mode)))]),
});
