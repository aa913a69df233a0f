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

/** What there is in each step besides spikes. A backend compiles each kind of step, for each network: they are of four kinds. */
const steps: readonly string[] = [
  '',
  'graded receptors one',
  'unclamp currents one',
  'graded receptors one',
  'inject receptors currents',
  '',
  '',
  'graded receptors one',
  'unclamp currents one',
  'graded receptors one',
  'inject receptors currents',
  '',
];

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
  return steps.map((of, step): Frame<Tensor> => {
    const has = (what: string): boolean => of.includes(what);
    return {
      inputs: {
        ...every([first].filter(takesInput), (name) =>
          has('graded') ? drawn(rows(name), graded) : bools(rows(name), 0.4),
        ),
        ...(has('currents') && every(others.filter(takesInput), current)),
        ...(has('receptors') && every(receptors, (name) => current(name.split('.')[0]!))),
      },
      reward: has('one') ? step / 4 - 1 : drawn([batch], (u) => 2 * u - 1),
      ...(step === 5 && { ends: true }),
      ...(has('inject') && {
        inject: every(withVoltage, (name) => drawn(rows(name), (u) => 20 * u - 5)),
        clamp: every(others, (name) => bools(rows(name), 0.3)),
      }),
      ...(has('unclamp') && {
        unclamp: every(others, (name) => bools(rows(name), 0.3)),
        masks: Object.fromEntries(weighted.map(([name, shape]) => [name, bools(shape, 0.1)])),
      }),
    };
  });
};
