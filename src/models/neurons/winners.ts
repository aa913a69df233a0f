import type { Algebra } from '../../core/algebra.js';
import { unless } from '../../core/faults/refuse.js';
import { innermost } from '../../core/term.js';
import { around, type Model } from '../../core/model.js';
import { alongRows } from '../../core/rows.js';
import { size } from '../../core/shape.js';
import { zeros } from '../../core/tensor.js';
import { oneOfWords, scalar, whole } from '../parameters/constraint.js';
import { settle } from '../parameters/settle.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { wrapper } from './neuron.js';

const parameters = {
  /** Largest number of neurons of a batch row that spike in a step; each takes a pass over the layer. */
  k: [1, scalar(whole), [1, 5]],
  /** Which neurons at the threshold win: those with the highest voltage before the reset, or any. */
  by: ['voltage', oneOfWords('voltage', 'chance')],
} satisfies Table;

/** All parameters of `winners`. */
export type WinnersParams = ParamsOf<typeof parameters>;

/**
 * A model of which at most `k` neurons a batch row transmit their spikes: of those that reached the threshold the ones with the highest
 * voltage before the reset (of equal ones, the first), or any, each with the same chance. The others, too, have been reset, made
 * refractory and raised their thresholds; only the winners show `s` (so traces go outside: `traced(winners(...))`). By voltage it goes around
 * models with `charged`, their voltage before the reset (`lif` and its variants, `integrateAndFire`); by chance around models that draw no numbers
 * for each neuron. `oneSpike` is one winner by chance, by a single random number. k-winners-take-all: Maass 2000.
 */
export const winners = wrapper(
  'winners',
  parameters,
  <K extends string, R extends string = never>(
    model: Model<K | 's', R>,
    params: Partial<WinnersParams> = {},
  ): Model<K | 's', R> => {
    const { given, params: p, faults } = settle('winners', parameters, params);
    const byVoltage = p.by === 'voltage';
    const term = { name: 'winners', params: { ...given, of: model.term } };
    return around(model, term, ({ charged, noise, step, term: inner }) => {
      const fits = byVoltage ? charged !== undefined : noise === undefined;
      return {
        ...(!byVoltage && { noise: 'neuron' }),
        faults: (neuron) => [
          ...faults({ neuron }),
          ...unless(fits, 'Model', `winners by ${p.by}`, `around ${wanted[p.by]}`, `'${innermost(inner)}'`),
        ],
        step: (A, state, input, dt, u) => {
          const next = step(A, state, input, dt, u);
          const merit = byVoltage && charged !== undefined ? charged(A, state, input, dt) : u;
          return { ...next, s: highest(A, next.s, merit, p.k) };
        },
      };
    });
  },
);

const wanted = {
  voltage: "a model with charged, its voltage before the reset, such as lif (or take by: 'chance')",
  chance: 'a model that draws no numbers',
};

/** Of the spikes of each row the k with the highest merit; of equal ones, the first. */
const highest = <T>(A: Algebra<T>, s: T, merit: T, k: number): T => {
  const [rows, ...shape] = A.type(s).shape;
  if (k >= size(shape)) return s;
  const axes = shape.map((_, axis) => axis + 1);
  const first = A.constant(zeros([rows!]));
  let [left, won] = [A.ne(s, 0), A.constant(zeros([rows!, ...shape], 'bool'))];
  for (let place = 0; place < k; place++) {
    const most = A.maxOver(A.where(left, merit, -Infinity), axes);
    const winner = A.chooseOne(A.and(left, A.ge(merit, alongRows(A, most, shape.length + 1))), first);
    [left, won] = [A.and(left, A.not(winner)), A.or(won, winner)];
  }
  return won;
};
