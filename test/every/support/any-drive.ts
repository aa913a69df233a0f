import * as fc from 'fast-check';
import { size, type AnyNetwork, type Frame, type Shape, type Tensor } from '../../../src/index.js';
import { wholeIn } from '../../support/arbitraries.js';
import { between, boolsIn, tensorIn } from './values.js';

/** What a frame says of one thing: nothing, bools, numbers, or uniform ones below 1; in one of the forms that a frame takes. */
interface Field {
  readonly kind: 'none' | 'bools' | 'numbers' | 'uniform';
  /** In full, flat, or one row for all. */
  readonly form: number;
}

/** Which fields frames have. Frames of other fields are compiled anew, so a drive has one or two such plans. */
interface Plan {
  readonly inputs: readonly Field[];
  readonly inject: readonly Field[];
  readonly clamp: readonly Field[];
  readonly unclamp: readonly Field[];
  readonly masks: readonly Field[];
  readonly draws?: readonly Field[];
  readonly rewards: 'one' | 'each';
}

const fieldOf = (kinds: readonly Field['kind'][]): fc.Arbitrary<Field> =>
  fc.record({ kind: fc.constantFrom(...kinds), form: wholeIn(0, 3) });

const fields = (count: number, kinds: readonly Field['kind'][]): fc.Arbitrary<readonly Field[]> =>
  fc.array(fieldOf(kinds), { minLength: count, maxLength: count });

const planOf = (inputs: number, layers: number, connections: number, drawn: number): fc.Arbitrary<Plan> =>
  fc.record({
    inputs: fields(inputs, ['none', 'bools', 'bools', 'numbers']),
    inject: fields(layers, ['none', 'none', 'none', 'numbers']),
    clamp: fields(layers, ['none', 'none', 'none', 'bools']),
    unclamp: fields(layers, ['none', 'none', 'none', 'bools']),
    masks: fields(connections, ['none', 'none', 'none', 'none', 'bools']),
    ...(drawn > 0 && { draws: fields(drawn, ['none', 'uniform']) }),
    rewards: fc.constantFrom('one' as const, 'each' as const),
  });

/** Numbers that are frequent: zeros of both signs, one that makes most neurons spike, and denormal ones. */
const odd = [0, 0, 0, -0, 20, 1e-42, -1e-42, 2 ** -24];
const isDenormal = (value: number): boolean => value !== 0 && Math.abs(value) < 2 ** -126;

const numbersIn = (shape: Shape, odd: readonly number[]): fc.Arbitrary<Tensor> =>
  fc.tuple(tensorIn(shape, -6, 25), tensorIn(shape, 0, 3)).map(([x, which]) => ({
    ...x,
    data: x.data.map((value, k) =>
      which.data[k]! < 1.5 ? odd[Math.floor((which.data[k]! / 1.5) * odd.length)]! : value,
    ),
  }));

/**
 * Anything that can happen to a network, for up to 7 steps. `plain` is for laws that take frames apart: no episode ends, nothing is
 * denormal, receptors get nothing, a reward is one number; and rows may be told what they draw.
 */
export const anyDrive = (net: AnyNetwork, batch: number, plain = false): fc.Arbitrary<readonly Frame<Tensor>[]> => {
  const numbers = plain ? odd.filter((value) => !isDenormal(value)) : odd;
  const layers = Object.keys(net.layers);
  const inputs = Object.entries(net.layers).flatMap(([name, of]) =>
    of.model.source === true ? [] : plain ? [name] : [name, ...of.receptors.map((r) => `${name}.${r}`)],
  );
  const drawing = plain ? layers.filter((name) => net.layers[name]!.model.noise === 'row') : [];
  const weighted = Object.keys(net.connections).filter((name) => 'w' in net.connections[name]!.connection.init);
  const valuesOf = ({ kind, form }: Field, shape: Shape, rows: boolean): fc.Arbitrary<Tensor> => {
    const forms: readonly Shape[] = rows ? [[batch, ...shape], [batch, size(shape)], shape, [size(shape)]] : [shape];
    const own = forms[form % forms.length]!;
    if (kind === 'uniform') return tensorIn(own, 0, 0.999);
    return kind === 'bools' ? boolsIn(own) : numbersIn(own, numbers);
  };
  const named = (
    names: readonly string[],
    of: readonly Field[],
    shapeOf: (name: string) => Shape,
    rows = true,
  ): fc.Arbitrary<Readonly<Record<string, Tensor>>> =>
    fc.record(
      Object.fromEntries(
        names.flatMap((name, place) =>
          of[place]!.kind === 'none' ? [] : [[name, valuesOf(of[place]!, shapeOf(name), rows)]],
        ),
      ),
    );
  const layerShape = (name: string): Shape => net.layers[name]!.shape;
  const frameBy = (plan: Plan): fc.Arbitrary<Frame<Tensor>> =>
    fc.record({
      inputs: named(inputs, plan.inputs, (name) => layerShape(name.split('.')[0]!)),
      inject: named(
        layers.filter((name) => net.layers[name]!.variables.includes('v')),
        plan.inject,
        layerShape,
      ),
      clamp: named(layers, plan.clamp, layerShape),
      unclamp: named(layers, plan.unclamp, layerShape),
      masks: named(weighted, plan.masks, (name) => net.connections[name]!.connection.init['w']!.shape, false),
      ...(plain && { draws: named(drawing, plan.draws ?? [], () => [batch], false) }),
      reward: plain || plan.rewards === 'one' ? between(-1, 1) : tensorIn([batch], -1, 1),
      ...(!plain && { ends: wholeIn(0, 5).map((end) => end === 0) }),
    });
  const plan = planOf(inputs.length, layers.length, weighted.length, drawing.length);
  return fc
    .tuple(plan, plan, wholeIn(plain ? 0 : 2, 5), wholeIn(0, 2))
    .chain(([first, second, many, few]) =>
      fc.tuple(
        ...Array.from({ length: many }, () => frameBy(first)),
        ...Array.from({ length: few }, () => frameBy(second)),
      ),
    );
};
