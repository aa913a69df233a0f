import type { Fields } from './fields.js';

/** A ready-made network of theirs: our name of it, and their names of its parameters with ours. */
export interface ReadyMade {
  readonly name: string;
  /** What they call the number of inputs. */
  readonly inputs: string;
  readonly params: { readonly [theirs: string]: string };
  /** What has to be said for ours to be theirs. */
  readonly fixed?: Fields;
  /** What cannot be said by parameters: other parameters of terms in its connections. */
  readonly changes?: Readonly<Record<string, Fields>>;
}

const learned = { nu: 'nu', reduction: 'over', wmin: 'wmin', wmax: 'wmax', norm: 'norm', dt: 'dt' };
const all = { ...learned, n_neurons: 'neurons' };
const threshold = { theta_plus: 'thetaPlus', tc_theta_decay: 'tauTheta', exc_thresh: 'excThresh' };

export const networks: { readonly [model: string]: ReadyMade } = {
  TwoLayerNetwork: { name: 'twoLayerNetwork', inputs: 'n_inpt', params: all },
  DiehlAndCook2015: {
    name: 'diehlAndCook2015',
    inputs: 'n_inpt',
    params: { ...all, ...threshold, exc: 'exc', inh: 'inh', inh_thresh: 'inhThresh' },
  },
  DiehlAndCook2015v2: { name: 'diehlAndCook2015v2', inputs: 'n_inpt', params: { ...all, ...threshold, inh: 'inh' } },
  IncreasingInhibitionNetwork: {
    name: 'increasingInhibitionNetwork',
    inputs: 'n_input',
    params: { ...all, ...threshold, start_inhib: 'startInh', max_inhib: 'maxInh' },
    fixed: { signed: true },
  },
  LocallyConnectedNetwork: {
    name: 'locallyConnectedNetwork',
    inputs: 'n_inpt',
    params: {
      ...learned,
      ...threshold,
      input_shape: 'inputs',
      kernel_size: 'kernel',
      stride: 'stride',
      n_filters: 'filters',
      inh: 'inh',
    },
    changes: { normalised: { signed: true }, masked: { replaceable: true } },
  },
};
