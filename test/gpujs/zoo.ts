import {
  adaptiveLif,
  biased,
  boostedLif,
  bounded,
  conv,
  csrm,
  currentLif,
  dale,
  decaying,
  dense,
  diehlAndCook,
  hebbian,
  input,
  integrateAndFire,
  izhikevich,
  layer,
  lif,
  local,
  masked,
  maxPool,
  mcCullochPitts,
  meanField,
  mstdp,
  mstdpet,
  network,
  normalised,
  oneSpike,
  orThrow,
  poissonGroup,
  postPre,
  randomPattern,
  receptiveFields,
  rmax,
  size,
  sparse,
  srm0,
  summed,
  tensor,
  traced,
  uniform,
  uniforms,
  weightDependentPostPre,
  type AnyModel,
  type AnyNetwork,
  type AnyRule,
  type AnyWiring,
  type Frame,
  type Layer,
  type Names,
  type Plan,
  type Shape,
  type Tensor,
} from '../../src/index.js';

/** A network, and what happens to it. */
export interface Cage {
  readonly net: AnyNetwork;
  readonly frames: readonly Frame<Tensor>[];
}

const batch = 2;
const image: Shape = [2, 4, 4];
const X: Layer<string> = layer(image, traced(input(), { additive: true }));

const chances = (shape: Shape, seed: number, chance: number): Tensor =>
  tensor(
    shape,
    uniforms(seed, 0, size(shape)).map((u) => (u < chance ? 1 : 0)),
    'bool',
  );

const cage = (layers: Readonly<Record<string, Layer<string>>>, wires: Readonly<Record<string, Plan<string>>>): Cage => {
  const net = orThrow(network<Names, Names>({ dt: 1 }, { X, ...layers }, () => wires));
  const [target] = Object.keys(layers) as [string];
  const shape = [batch, ...layers[target]!.shape];
  const w =
    Object.values(wires).length === 0 ? undefined : net.connections[Object.keys(wires)[0]!]!.connection.init['w'];
  const frames = Array.from({ length: 9 }, (_, step): Frame<Tensor> => ({
    inputs: { X: chances([batch, ...image], step, 0.4) },
    reward: tensor([batch], [step % 3, -1]),
    ...(step === 5 && { ends: true }),
    ...(step === 3 && { clamp: { [target]: chances(shape, 20, 0.3) }, unclamp: { [target]: chances(shape, 21, 0.3) } }),
    ...(step === 4 && w && { masks: { [Object.keys(wires)[0]!]: chances(w.shape, 22, 0.2) } }),
  }));
  return { net, frames };
};

const models: Readonly<Record<string, AnyModel>> = {
  adaptiveLif: adaptiveLif(),
  boostedLif: boostedLif(),
  csrm: csrm({ responseWindow: 3, refractoryWindow: 4 }),
  currentLif: currentLif(),
  diehlAndCook: diehlAndCook(),
  integrateAndFire: integrateAndFire(),
  izhikevich: izhikevich(),
  lif: lif({ tau: tensor([6], [5, 10, 20, 50, 100, 200]) }),
  mcCullochPitts: mcCullochPitts({ thresh: 40 }),
  oneSpike: oneSpike(lif()),
  poissonGroup: poissonGroup({ rates: 300 }),
  srm0: srm0(),
  summed: summed(traced(lif())),
};

const wirings: Readonly<Record<string, readonly [to: Shape, wiring: AnyWiring]>> = {
  biased: [[6], biased(dense(uniform(2, 0, 5)), 2)],
  conv: [[3, 3, 3], conv(uniform(3, -1, 8), { kernel: [2, 2] })],
  dale: [[6], dale(dense(uniform(4, 0, 3)), 'excitatory')],
  local: [[3, 3, 3], local(uniform(5, 0, 8), { kernel: [2, 2] })],
  masked: [[18], masked(dense(uniform(6, 0, 9)), receptiveFieldsOfX())],
  maxPool: [[2, 2, 2], maxPool({ kernel: [2, 2], stride: 2, decay: 0.9 })],
  meanField: [[6], meanField(30)],
  normalised: [[6], normalised(dense(uniform(7, 0, 3)), 20)],
  sparse: [[6], sparse(randomPattern(8, 0.4), uniform(9, 0, 6))],
};

function receptiveFieldsOfX(): Tensor {
  const { data } = receptiveFields([4, 4], [2, 2], 2);
  return tensor([32, 18], [...data, ...data], 'bool');
}

const rules: Readonly<Record<string, AnyRule>> = {
  bounded: bounded(postPre([0.02, 0.2], 'mean'), 0, 4),
  decaying: decaying(postPre([0.02, 0.2], 'max'), 0.01),
  hebbian: hebbian([0.01, 0.02]),
  mstdp: mstdp(0.1),
  mstdpet: mstdpet(0.1, { over: 'mean' }),
  rmax: rmax(0.1) as AnyRule,
  weightDependentPostPre: bounded(weightDependentPostPre([0.02, 0.1]), 0, 4),
};

const plan = (to: string, wiring: AnyWiring, rule?: AnyRule): Plan<string> => ({
  from: 'X',
  to,
  wiring,
  ...(rule && { rule }),
});

const alone = (name: string, layers: Readonly<Record<string, Layer<string>>>, wiring: AnyWiring, rule?: AnyRule) =>
  [name, cage(layers, { C: plan('Y', wiring, rule) })] as const;

/** Every model, every connection and every rule of the library, each in a small network. */
export const zoo: Readonly<Record<string, Cage>> = Object.fromEntries([
  ...Object.entries(models).map(([name, model]) =>
    alone(name, { Y: layer([6], model) }, dense(uniform(1, 0, name === 'boostedLif' ? 4 : 9))),
  ),
  ...Object.entries(wirings).map(([name, [to, wiring]]) => alone(name, { Y: layer(to, lif()) }, wiring)),
  ...Object.entries(rules).map(([name, rule]) =>
    alone(
      name,
      { Y: layer([6], traced(name === 'rmax' ? (srm0() as AnyModel) : lif())) },
      dense(uniform(1, 0, 4)),
      rule,
    ),
  ),
]);

export const zooBatch: number = batch;
