import { numberFaultsOf } from '../../core/check/numbers.js';
import type { AnyNetwork } from '../../core/network.js';
import type { AnyState } from '../../core/graph/step-input.js';
import type { Tensor } from '../../core/tensor.js';
import type { FiniteCheck } from '../device.js';
import { mapState } from '../states.js';
import type { Traits } from './modes.js';
import type { Value } from './value.js';

/** Looks at arrays on the host; what is on a GPU is checked when the state is read. */
export const finiteCheck = (net: AnyNetwork, { remote }: Traits): FiniteCheck<Value> => {
  const faultsIn = numberFaultsOf(net);
  let found = false;
  const clear = (): void => {
    found = false;
  };
  return {
    add: (state, before) => {
      found ||= !remote && faultsIn(onHost(state), 'after this step', onHost(before)).length > 0;
    },
    fails: async () => {
      const fails = found;
      clear();
      return fails;
    },
    clear,
  };
};

/** A state whose arrays are on the host, wherever they were computed. */
const onHost = (state: AnyState<Value>): AnyState<Tensor> =>
  mapState<Value, Tensor>(
    ({ shape, dtype, host, device }) => ({ shape, dtype, data: host?.data ?? (device as Float32Array) }),
    state,
  );
