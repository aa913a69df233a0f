import {
  adaptiveLif,
  biased,
  bounded,
  conv,
  csrm,
  currentLif,
  dale,
  decaying,
  dense,
  filled,
  hebbian,
  input,
  integrateAndFire,
  izhikevich,
  lif,
  local,
  masked,
  maxPool,
  mcCullochPitts,
  meanField,
  mstdp,
  mstdpet,
  noOp,
  normalised,
  oneSpike,
  poissonGroup,
  postPre,
  randomPattern,
  rmax,
  sparse,
  srm0,
  summed,
  tensor,
  traced,
  uniform,
  weightDependentPostPre,
  type AnyModel,
  type AnyRule,
  type AnyWiring,
} from '../../../src/index.js';

/** A network's layers are of these shapes: X of `[1, 3, 3]`, Y of `[1, 2, 2]`. */
export const shapes = { X: [1, 3, 3], Y: [1, 2, 2] } as const;

const each = tensor([1, 2, 2], [5, 10, 20, 40]);

/** Every model of the vocabulary, by its name there, as the layer Y. */
export const models: Readonly<Record<string, AnyModel>> = {
  input: input(),
  mcCullochPitts: mcCullochPitts({ thresh: each }),
  poissonGroup: poissonGroup({ rates: each }),
  lif: lif({ tau: each, lbound: -70 }),
  adaptiveLif: adaptiveLif({ thetaPlus: 1, tauTheta: each }),
  integrateAndFire: integrateAndFire({ refrac: 2 }),
  currentLif: currentLif({ tauCurrent: each }),
  srm0: srm0({ thresh: -60 }),
  izhikevich: izhikevich({ d: tensor([1, 2, 2], [8, 2, 8, 2]), lateral: filled([4, 4], 0.5) }),
  csrm: csrm({ thetaPlus: 1, tauTheta: 100, response: 'alpha' }),
  oneSpike: oneSpike(lif({ tau: each })),
  summed: summed(lif()),
  traced: traced(lif(), { tau: each, additive: true }),
};

const w = uniform(5, 0, 40);
const mask = tensor(
  [9, 4],
  Array.from({ length: 36 }, (_, place) => (place % 3 === 0 ? 1 : 0)),
  'bool',
);

/** Every connection of the vocabulary, by its name there, from X to Y. */
export const connections: Readonly<Record<string, AnyWiring>> = {
  dense: dense(w),
  conv: conv(w, { kernel: 2 }),
  local: local(w, { kernel: 2 }),
  maxPool: maxPool({ kernel: 2, stride: 1, decay: 0.25 }),
  meanField: meanField(tensor([1, 2, 2], [10, 20, 30, 40])),
  sparse: sparse(randomPattern(3, 0.5), w),
  masked: masked(dense(w), mask),
  dale: dale(dense(w), 'excitatory'),
  biased: biased(dense(w), each),
  normalised: normalised(dense(w), 50),
};

/** Every rule of the vocabulary, by its name there, for a dense connection from X to Y. */
export const rules: Readonly<Record<string, AnyRule>> = {
  noOp: noOp(),
  hebbian: hebbian([0.1, 0.2], 'mean'),
  weightDependentPostPre: bounded(weightDependentPostPre([0.1, 0.2]), 0, 50),
  mstdp: mstdp(0.5, { tauPlus: 10, aMinus: -0.5 }),
  mstdpet: mstdpet(filled([9, 4], 0.5), { tauEligibility: 12 }),
  rmax: rmax(0.5, { tauC: 7 }),
  postPre: postPre([0.1, filled([9, 4], 0.2)], 'max'),
  bounded: bounded(postPre([0.1, 0.2]), filled([9, 4], 1), 30),
  decaying: decaying(postPre([0.1, 0.2]), 0.01),
};
