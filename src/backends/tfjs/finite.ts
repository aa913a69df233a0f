import { parts } from '../../core/network.js';
import type { AnyState } from '../../core/graph/step-input.js';
import type { FiniteCheck } from '../device.js';
import { isOnDevice, type DeviceValue, type Tf, type TfTensor, type Value } from './device-value.js';

/**
 * The sum of all f32 variables that steps have changed, one number on the device: it is finite only if they are. (It may overflow
 * though they are.) Of variables that the network asks to be infinite, at paths such as `state.layers.Y.refrac`, NaN alone counts.
 */
export const finiteCheck = (tf: Tf, infinite: ReadonlySet<string>): FiniteCheck<Value> => {
  let total: TfTensor | undefined;
  const clear = (): void => {
    total?.dispose();
    total = undefined;
  };
  const sumOf = (path: string, { on }: DeviceValue): TfTensor =>
    tf.sum(infinite.has(path) ? tf.where(tf.isNaN(on), on, tf.zerosLike(on)) : on);
  return {
    add: (state, before) => {
      // Not by addN, which WebGPU computes of 8 tensors at the most.
      const added = tf.tidy(() => {
        const sums = changed(state, before).map(([path, value]) => sumOf(path, value));
        const all = total === undefined ? sums : [total, ...sums];
        return sums.length === 0 ? [] : [all.reduce((sum, next) => tf.add(sum, next))];
      });
      if (added[0] === undefined) return;
      clear();
      total = tf.keep(added[0]);
    },
    fails: async () => {
      if (total === undefined) return false;
      const [sum] = await total.data();
      clear();
      return !Number.isFinite(sum);
    },
    clear,
  };
};

const changed = (state: AnyState<Value>, before: AnyState<Value>): readonly (readonly [string, DeviceValue])[] =>
  parts.flatMap((part) =>
    Object.entries(state[part]).flatMap(([name, variables]) =>
      Object.entries(variables).flatMap(([variable, value]) =>
        value !== before[part][name]![variable] && isOnDevice(value) && value.dtype === 'f32'
          ? [[`state.${part}.${name}.${variable}`, value] as const]
          : [],
      ),
    ),
  );
