import type { AnyState } from '../../core/step-input.js';
import type { Tf, TfTensor, Value } from './held.js';
import { isHeld } from './held.js';

/**
 * Listens for what is no finite number, on the device: the sum of all f32 variables that a step has changed, of all steps since
 * it was last asked, is finite if they are. (A sum may overflow where they are not: who hears an alarm has to look.)
 */
export interface Alarm {
  /** Adds what has changed in a state; of connections too, which may have many weights, if asked. */
  readonly hear: (state: AnyState<Value>, before: AnyState<Value>, connections: boolean) => void;
  /** The sum of all that was heard, and an end of it; undefined where that is nothing. */
  readonly rung: () => Promise<boolean>;
  readonly clear: () => void;
}

export const alarm = (tf: Tf, infinite: (path: string) => boolean): Alarm => {
  let total: TfTensor | undefined;
  const clear = (): void => {
    total?.dispose();
    total = undefined;
  };
  const heard = (state: AnyState<Value>, before: AnyState<Value>, part: 'layers' | 'connections'): TfTensor[] =>
    Object.entries(state[part]).flatMap(([name, variables]) =>
      Object.entries(variables).flatMap(([variable, value]) =>
        value === before[part][name]![variable] ||
        !isHeld(value) ||
        value.dtype !== 'f32' ||
        infinite(`state.${part}.${name}.${variable}`)
          ? []
          : [tf.reshape(value.on, [value.on.size])],
      ),
    );
  return {
    hear: (state, before, connections) => {
      const added = tf.tidy(() => {
        const parts = [...heard(state, before, 'layers'), ...(connections ? heard(state, before, 'connections') : [])];
        const sums = parts.length === 0 ? undefined : tf.sum(parts.length === 1 ? parts[0]! : tf.concat(parts));
        return sums === undefined ? [] : [total === undefined ? sums : tf.add(total, sums)];
      });
      if (added[0] === undefined) return;
      clear();
      total = tf.keep(added[0]);
    },
    rung: async () => {
      if (total === undefined) return false;
      const [sum] = await total.data();
      clear();
      return !Number.isFinite(sum);
    },
    clear,
  };
};
