import * as E from 'fp-ts/lib/Either.js';
import { explain, tensor, type Faults, type Tensor } from 'spikefold';
import {
  allActivity,
  assignLabels,
  ngram,
  ngramScores,
  proportionWeighting,
  type NgramScores,
} from 'spikefold/read-out';
import {
  entriesOf,
  failed,
  isTensorJson,
  passed,
  tensorOf,
  type Case,
  type Fields,
  type Json,
  type Verdict,
} from './case.js';
import { difference } from './compare.js';

type Results = { readonly [name: string]: Tensor };

/** Each evaluation function under the reference's name: from the case's arguments to the results by name. */
const functions: { readonly [name: string]: (args: Fields) => E.Either<Faults, Results> } = {
  assign_labels: ({ spikes, labels, n_labels, rates, alpha }) =>
    E.map(
      ({
        assignments,
        proportions,
        rates: found,
      }: {
        assignments: readonly number[];
        proportions: Tensor;
        rates: Tensor;
      }): Results => ({ assignments: whole(assignments), proportions, rates: found }),
    )(
      assignLabels(tensorOf(spikes!), list(labels!), n_labels as number, {
        ...(isTensorJson(rates) && { rates: tensorOf(rates!) }),
        ...(alpha !== undefined && { alpha: alpha as number }),
      }),
    ),
  all_activity: ({ spikes, assignments, n_labels }) =>
    predictions(allActivity(tensorOf(spikes!), { assignments: list(assignments!) }, n_labels as number)),
  proportion_weighting: ({ spikes, assignments, proportions, n_labels }) =>
    predictions(
      proportionWeighting(
        tensorOf(spikes!),
        { assignments: list(assignments!), proportions: tensorOf(proportions!) },
        n_labels as number,
      ),
    ),
  ngram: ({ spikes, ngram_scores, n_labels, n }) =>
    predictions(
      ngram(tensorOf(spikes!), scoresOf(ngram_scores!, n as number, n_labels as number), { compat: 'bindsnet' }),
    ),
  update_ngram_scores: ({ spikes, labels, ngram_scores, n_labels, n }) =>
    E.map(({ scores }: NgramScores): Results => ({ ngram_scores: flat(scores) }))(
      ngramScores(tensorOf(spikes!), list(labels!), scoresOf(ngram_scores!, n as number, n_labels as number)),
    ),
};

/** n-gram scores of a case, `[neurons, scores]` each. */
const scoresOf = (json: Json, n: number, labelCount: number): NgramScores => ({
  n,
  labelCount,
  scores: Object.fromEntries(
    (json as unknown as readonly (readonly [readonly number[], readonly number[]])[]).map(([neurons, scores]) => [
      neurons.join(','),
      scores,
    ]),
  ),
});

/** n-gram scores as one tensor, a row for each sequence, sorted by neurons: the neurons, then the scores. */
const flat = (scores: NgramScores['scores']): Tensor => {
  const rows = Object.entries(scores)
    .map(([key, row]) => [...key.split(',').map(Number), ...row])
    .sort((a, b) => a.map((x, place) => x - b[place]!).find((less) => less !== 0) ?? 0);
  return tensor([rows.length, rows[0]?.length ?? 0], rows.flat());
};

export const evaluationCase = (golden: Case): Verdict => {
  const name = golden['function'] as string;
  const evaluate = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (evaluate === undefined) return failed(`function '${name}' is not in the library`);
  const got = evaluate(golden['args'] as Fields);
  if (E.isLeft(got)) return failed(got.left.map(explain).join('; '));
  const why = entriesOf(golden['expect'])
    .map(([result, json]) => difference(golden, name, result, wanted(json), got.right[result], 'row'))
    .find((found) => found !== undefined);
  return why === undefined ? passed : failed(why);
};

/** Expected values: a tensor, or n-gram scores. */
const wanted = (json: Json): Tensor => (isTensorJson(json) ? tensorOf(json) : flat(scoresOf(json, 0, 0).scores));

const list = (json: Json): readonly number[] => Array.from(tensorOf(json).data);
const whole = (values: readonly number[]): Tensor => tensor([values.length], values, 'i32');
const predictions = E.map((values: readonly number[]): Results => ({ predictions: whole(values) }));
