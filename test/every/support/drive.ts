import {
  size,
  tensor,
  uniforms,
  type AnyNetwork,
  type Dtype,
  type Frame,
  type Shape,
  type Tensor,
} from '../../../src/index.js';

/** Numbers that are easily taken for others, the last two denormal. */
const strange = [0, -0, 2 ** -24, 1e-42, -1e-42];

/**
 * What happens to a network, step by step: spikes, graded inputs with zeros of both signs and denormal numbers among them,
 * injected voltages, forced spikes and silence, masks, rewards, and an episode that ends in the middle.
 */
export const driveOf = (net: AnyNetwork, batch: number, seed: number, tiny: boolean): readonly Frame<Tensor>[] => {
  let draws = 0;
  const odd = (u: number): number => strange[Math.floor(u * (tiny ? 5 : 3))]!;
  const drawn = (shape: Shape, value: (u: number) => number, dtype: Dtype = 'f32'): Tensor =>
    tensor(shape, uniforms(seed, draws++, size(shape)).map(value), dtype);
  const bools = (shape: Shape, chance: number): Tensor => drawn(shape, (u) => (u < chance ? 1 : 0), 'bool');
  const [first, ...others] = Object.keys(net.layers) as [string, ...string[]];
  const rows = (name: string): Shape => [batch, ...net.layers[name]!.shape];
  const every = <A>(names: readonly string[], of: (name: string) => A): Readonly<Record<string, A>> =>
    Object.fromEntries(names.map((name) => [name, of(name)]));
  const current = (name: string): Tensor => drawn(rows(name), (u) => (u < 0.3 ? odd(u / 0.3) : 30 * u - 12));
  const receptors = Object.entries(net.layers).flatMap(([name, of]) => of.receptors.map((own) => `${name}.${own}`));
  const graded = (u: number): number => (u < 0.5 ? odd(2 * u) : 2 * u);
  const takesInput = (name: string): boolean => net.layers[name]!.model.source !== true;
  const withVoltage = Object.keys(net.layers).filter((name) => net.layers[name]!.variables.includes('v'));
  const weighted = Object.entries(net.connections).flatMap(([name, { connection }]) =>
    'w' in connection.init ? [[name, connection.init['w']!.shape] as const] : [],
  );
  return Array.from({ length: 12 }, (_, step): Frame<Tensor> => ({
    inputs: {
      ...every([first].filter(takesInput), (name) =>
        step % 4 === 3 ? drawn(rows(name), graded) : bools(rows(name), 0.4),
      ),
      ...(step >= 8 && every(others.filter(takesInput), current)),
      ...(step % 3 === 1 && every(receptors, (name) => current(name.split('.')[0]!))),
    },
    reward: step % 3 === 0 ? step / 4 - 1 : drawn([batch], (u) => 2 * u - 1),
    ...(step === 5 && { ends: true }),
    ...(step % 6 === 4 && {
      inject: every(withVoltage, (name) => drawn(rows(name), (u) => 20 * u - 5)),
      clamp: every(others, (name) => bools(rows(name), 0.3)),
    }),
    ...(step % 6 === 2 && {
      unclamp: every(others, (name) => bools(rows(name), 0.3)),
      masks: Object.fromEntries(weighted.map(([name, shape]) => [name, bools(shape, 0.1)])),
    }),
  }));
};
