import { fault, type LocalFault } from '../../../core/faults/errors.js';
import { size, type Shape } from '../../../core/shape.js';
import { shown } from '../../../core/faults/shown.js';
import { izhikevichPopulation } from '../../../models/neurons/izhikevich-population.js';
import type { Plain } from '../../../core/term.js';
import { wordsIn, wrap, type Fields } from './fields.js';

/** What a class of BindsNET is in our words. */
export interface Neuron {
  readonly name: string;
  /** Its names of parameters (and of values put in place after construction), and ours. */
  readonly params: { readonly [theirs: string]: string };
  /** What may be given and says nothing more: documented there, and without effect there. */
  readonly ignored?: readonly string[];
  /** Its defaults, where they are not ours. */
  readonly defaults?: Fields;
  /** What has to be said for our model to behave as theirs, in a layer of this shape. */
  readonly fixed?: (own: Fields, shape: Shape) => Fields;
  /** What is wrong with a parameter that says no number. */
  readonly faults?: (own: Fields) => readonly LocalFault[];
  /** Whether it fires one spike a step unless told otherwise. */
  readonly oneSpike?: boolean;
  /** What it is where weights arrive, if that is another model. */
  readonly driven?: Plain;
}

/** What float32 leaves of a refractory time is time, there. */
export const counted: Fields = { countdown: 'float32' };

const spiking = { thresh: 'thresh', reset: 'reset', refrac: 'refrac', lbound: 'lbound' };
const membrane = { ...spiking, rest: 'rest', tc_decay: 'tau' };
const threshold = { theta_plus: 'thetaPlus', tc_theta_decay: 'tauTheta', theta: 'theta' };

const kernelNames: { readonly [theirs: string]: string } = {
  AlphaKernel: 'alpha',
  AlphaKernelSLAYER: 'alphaSlayer',
  LaplacianKernel: 'laplacian',
  ExponentialKernel: 'exponential',
  RectangularKernel: 'rectangular',
  TriangularKernel: 'triangular',
};

/** The parameters that BindsNET draws for each neuron, where they are not put in place. */
const drawn = ({ a, excitatory = 1 }: Fields, shape: Shape): Fields => {
  if (a !== undefined) return {};
  const share = Math.min(Math.max(excitatory as number, 0), 1);
  const { lateral, ...each } = izhikevichPopulation(0, size(shape), share);
  return { lateral, ...Object.fromEntries(Object.entries(each).map(([name, x]) => [name, { ...x, shape }])) };
};

export const neurons: { readonly [model: string]: Neuron } = {
  Input: { name: 'input', params: {}, driven: wrap('graded', {}, { name: 'mcCullochPitts', params: {} }) },
  McCullochPitts: { name: 'mcCullochPitts', params: { thresh: 'thresh' } },
  IFNodes: { name: 'integrateAndFire', params: spiking, defaults: counted },
  LIFNodes: { name: 'lif', params: membrane, defaults: counted },
  BoostedLIFNodes: {
    name: 'lif',
    params: { thresh: 'thresh', refrac: 'refrac', tc_decay: 'tau' },
    ignored: ['reset'],
    defaults: { ...counted, thresh: 13, rest: 0, reset: 0 },
  },
  CurrentLIFNodes: { name: 'currentLif', params: { ...membrane, tc_i_decay: 'tauCurrent' }, defaults: counted },
  AdaptiveLIFNodes: { name: 'adaptiveLif', params: { ...membrane, ...threshold }, defaults: counted },
  DiehlAndCookNodes: { name: 'adaptiveLif', params: { ...membrane, ...threshold }, defaults: counted, oneSpike: true },
  SRM0Nodes: {
    name: 'srm0',
    params: { ...membrane, eps_0: 'eps0', rho_0: 'rho0', d_thresh: 'dThresh' },
    defaults: counted,
  },
  IzhikevichNodes: {
    name: 'izhikevich',
    params: { a: 'a', b: 'b', c: 'c', d: 'd', S: 'lateral', rest: 'rest', thresh: 'thresh', lbound: 'lbound' },
    ignored: ['r', 'excitatory'],
    defaults: { stepping: 'euler' },
    fixed: drawn,
    // Beside parameters that are put in place, it says which neurons are excitatory.
    faults: ({ a, excitatory = 1 }) =>
      a !== undefined || (typeof excitatory === 'number' && !Number.isNaN(excitatory))
        ? []
        : [fault('Parameter', 'excitatory', 'a number', shown(excitatory))],
  },
  CSRMNodes: {
    name: 'csrm',
    params: {
      ...threshold,
      thresh: 'thresh',
      rest: 'rest',
      lbound: 'lbound',
      tc_decay: 'tau',
      tau: 'tauKernel',
      res_window_size: 'responseWindow',
      ref_window_size: 'refractoryWindow',
      reset_const: 'resetConst',
    },
    ignored: ['responseKernel', 'refractoryKernel', 'refrac'],
    fixed: ({ responseKernel = 'ExponentialKernel' }) => ({
      response: kernelNames[responseKernel as string]!,
      leakTo: 0,
    }),
    faults: (own) => [
      ...wordsIn('responseKernel', own['responseKernel'], Object.keys(kernelNames)),
      ...wordsIn('refractoryKernel', own['refractoryKernel'], ['EtaKernel']),
    ],
  },
};
