import { infiniteVariables } from '../../core/check/infinite.js';
import type { AnyNetwork } from '../../core/network.js';
import type { Device } from '../device.js';
import { isOnDevice, tensorsOf, upload, type DeviceValue, type Tf, type TfTensor, type Value } from './device-value.js';
import { finiteCheck } from './finite.js';
import { kernelContext } from './kernel-context.js';
import { lossGuard } from './loss.js';
import { programs } from './programs.js';
import { read } from './read.js';
import { withBackend } from './with-backend.js';

/** One of tfjs's backends, for the session of a network. */
export const tfjsDevice = (tf: Tf, mode: string, net: AnyNetwork): Device<Value> => {
  const context = kernelContext(tf, mode);
  const guard = lossGuard(tf, mode);
  const onDevice = new Set<TfTensor>();
  return {
    name: `tfjs:${mode}`,
    library: 'tfjs',
    ...programs(context, net),
    finite: finiteCheck(tf, infiniteVariables(net)),
    hold: (x) => {
      if (isOnDevice(x)) return x;
      const value = upload(tf, x);
      return isOnDevice(value) ? ({ ...value, from: x } satisfies DeviceValue) : value;
    },
    download: (values) => read(tf, mode, values),
    release: (needed) => {
      const kept = new Set(tensorsOf(needed()));
      onDevice.forEach((tensor) => kept.has(tensor) || tensor.dispose());
      onDevice.clear();
      kept.forEach((tensor) => onDevice.add(tensor));
    },
    within: (work) => withBackend(tf, mode, work),
    guarded: guard.guarded,
    close: () => {
      context.clear();
      guard.close();
    },
  };
};
