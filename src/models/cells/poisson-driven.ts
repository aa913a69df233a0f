import type { Algebra } from '../../core/algebra.js';
import { aboveZero } from '../../core/check/conductances.js';
import { unless } from '../../core/faults/refuse.js';
import { innermost } from '../../core/term.js';
import { oneOf, refused, type LocalFault } from '../../core/faults/errors.js';
import { around, type AnyModel, type Model, type Receptor } from '../../core/model.js';
import { wrapper } from '../neurons/neuron.js';
import { termOf } from '../../core/term.js';
import { everyNumber, isTensor, mapParam, paramValues, type Param } from '../../core/tensor.js';
import { finite, ifGiven, name, notNegative } from '../parameters/constraint.js';
import { givenOf } from '../parameters/entry.js';
import { settle } from '../parameters/settle.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { hasOwn } from '../../core/record.js';

const parameters = {
  /** Rate of all inputs of a neuron together, Hz: 8000 for 1000 inputs of 8 Hz. */
  rate: [required, notNegative, [0, 2000]],
  /** Weight of each of these spikes, in the unit of the receptor. */
  weight: [required, finite, [-0.5, 1]],
  /** Receptor at which they arrive; by default the plain input. */
  receptor: [undefined, ifGiven(name('exc'))],
} satisfies Table;

/** All parameters of `poissonDriven`. */
export type PoissonDrivenParams<R extends string> = Omit<ParamsOf<typeof parameters>, 'receptor'> & {
  readonly receptor?: R;
};

/**
 * A model in which each neuron has Poisson inputs of its own, without a layer of inputs: in each step a number of spikes is
 * drawn from the Poisson distribution of mean rate x dt, and each spike delivers `weight`, in addition to other input. A
 * mean above 100 spikes a step is a fault, and so is a model that draws numbers itself or responds over time. The network
 * draws the numbers from its noise counter. Also known as Brian2's PoissonInput, and as NEST's poisson_generator.
 */
export const poissonDriven = wrapper(
  'poissonDriven',
  parameters,
  <K extends string, R extends string = never>(
    model: Model<K, R>,
    params: PoissonDrivenParams<NoInfer<R>>,
  ): Model<K, R> => {
    const { given, params: p, faults } = settle('poissonDriven', parameters, params);
    const receptors: Readonly<Record<string, Receptor<K>>> = model.receptors ?? {};
    const receptor = p.receptor === undefined ? undefined : receptors[p.receptor];
    const term = termOf('poissonDriven', { ...givenOf(given), of: model.term });
    return around(model, term, (inner) => ({
      noise: 'neuron',
      faults: (neuron) => [...faults({ neuron }), ...misfits(inner, p)],
      step: (A, state, input, dt, u) => {
        const mean = mapParam((rate) => (rate * dt) / 1000, p.rate);
        const arriving = A.mul(poissonCount(A, u, mean), p.weight);
        return receptor === undefined
          ? inner.step(A, state, A.add(input, arriving), dt, u)
          : inner.step(A, { ...state, ...receptor(A, state, arriving, dt) } as typeof state, input, dt, u);
      },
    }));
  },
);

const misfits = (
  { noise, responds, receptors = {}, conductances = [], term }: AnyModel,
  { receptor: to, weight }: Pick<ParamsOf<typeof parameters>, 'receptor' | 'weight'>,
): readonly LocalFault[] => {
  const isFree = noise === undefined && responds === undefined;
  const isThere = to === undefined || hasOwn(receptors, to);
  const names = Object.keys(receptors);
  const there = names.length === 0 ? `left out, as ${term.name} has none` : `${oneOf(names)} of ${term.name}`;
  const want = 'around a model that draws no numbers and responds at once';
  const below = Array.from(paramValues(weight)).find((one) => one < 0);
  return [
    ...unless(isFree, 'Model', 'poissonDriven', want, `'${innermost(term)}'`),
    ...unless(isThere, 'Parameter', 'receptor', there, `'${to}'`),
    ...(to !== undefined && conductances.includes(to)
      ? unless(below === undefined, 'Parameter', 'weight', aboveZero(to), `${below}`)
      : []),
  ];
};

/** A number of spikes with a Poisson distribution of some mean, from a uniform number: how many chances of at most k it reaches. */
const poissonCount = <T>(A: Algebra<T>, u: T, mean: Param): T => {
  const chances = chancesUpTo(mean);
  const reached = (some: readonly Param[]): T =>
    some.reduce<T>((count, chance) => A.add(count, A.where(A.ge(u, chance), 1, 0)), A.constant(0));
  // Those that few numbers reach are looked at for these alone.
  const common = chances.findIndex((chance) => everyNumber(chance, (p) => p > 0.99)) + 1;
  const [first, last] = [chances.slice(0, common), chances.slice(common)];
  return A.add(reached(first), A.where(A.ge(u, first.at(-1)!), reached(last), 0));
};

/** The chances of at most 0, 1, 2, ... spikes, while a uniform number of 24 bits can be beyond. */
const chancesUpTo = (mean: Param): readonly Param[] => {
  const means = Array.from(paramValues(mean));
  const most = means.reduce((largest, of) => Math.max(largest, of));
  if (most > 100) throw refused('poissonDriven', 'rate', 'at most 100 spikes a step', `${most} a step`);
  const chances: Param[] = [];
  let terms = means.map((of) => Math.exp(-of));
  let sums = terms;
  // The last are 1, which no number reaches.
  for (let more = true; more;) {
    chances.push(
      isTensor(mean) ? { shape: mean.shape, dtype: 'f32', data: Float32Array.from(sums) } : Math.fround(sums[0]!),
    );
    more = sums.some((sum) => Math.fround(sum) < 1);
    terms = terms.map((term, neuron) => (term * means[neuron]!) / chances.length);
    sums = sums.map((sum, neuron) => sum + terms[neuron]!);
  }
  return chances;
};
