import { fileURLToPath } from 'node:url';
import { isLeft, orThrow } from 'spikefold';
import { linePlot } from 'spikefold/plot';
import { rounds, type Outcome } from 'spikefold/sweep';
import { classes, pixels, scoreOf, stepsOf, votes, type Digits, type Trial } from './jobs/digit-votes.js';
import type { Sample } from './digits/dataset.js';
import { mean, percent, range } from './support/numbers.js';
import { program } from './support/program.js';
import { labelsOf, readDigits } from './support/shown-digits.js';

const about = {
  name: 'search',
  does: 'Finds the weights of ten spiking neurons that read digits, without any gradient: an evolution strategy, of which each generation tries 64 random steps from the weights so far, and moves them by all steps, weighed by how well each did.',
  quick: '12 generations of 24 on 200 digits, instead of 100 of 64 on 1297',
  numbers: { workers: { does: 'threads', otherwise: 2 } },
};

/** The middle pixel of each of the 8 x 8 values of a digit. */
const small = ({ image }: Sample): readonly number[] =>
  range(pixels).map((place) => image[(3 + 3 * Math.floor(place / 8)) * 28 + 3 + 3 * (place % 8)]!);

const small8 = (samples: readonly Sample[]): Digits => ({
  images: Float32Array.from(samples.flatMap(small)),
  labels: labelsOf(samples),
});

/** Standard ranks of scores, from -0.5 to 0.5: how far a score is ahead does not matter. Equal scores share their ranks. */
const ranks = (scores: readonly number[]): readonly number[] =>
  scores.map((score) => {
    const [below, level] = [
      scores.filter((other) => other < score).length,
      scores.filter((other) => other === score).length,
    ];
    return (below + (level - 1) / 2) / (scores.length - 1) - 0.5;
  });

/** The weights after a generation: moved along every step, by the rank of its score. */
const moved = (outcomes: readonly Outcome<Trial, number>[], rate: number): Float32Array => {
  const { weights } = outcomes[0]!.point;
  const next = Float32Array.from(weights);
  const weighs = ranks(outcomes.map(({ result }) => (isLeft(result) ? 0 : result.right)));
  outcomes.forEach(({ seed }, index) =>
    stepsOf(seed).forEach(
      (step, place) => (next[place]! += (rate * weighs[index]! * step) / Math.sqrt(outcomes.length)),
    ),
  );
  return next;
};

await program(about, async ({ seed, quick, count, number }) => {
  const [generations, population, shown] = quick ? [12, 24, 100] : [100, 64, 200];
  const digits = readDigits(quick ? { train: 200, test: 200 } : { train: 1297, test: 500 });
  const [shared, held] = [small8(digits.train), small8(digits.test)];
  const trials = (weights: Float32Array, generation: number): readonly Trial[] =>
    range(population).map(() => ({ weights, step: 0.4, from: generation * shown, count: shown }));
  const next = (outcomes: readonly Outcome<Trial, number>[], round: number): readonly Trial[] =>
    round + 1 < generations ? trials(moved(outcomes, 1), round + 1) : [];

  const search = { first: trials(new Float32Array(pixels * classes), 0), next };
  const tick = count('search', generations, 'generations');
  const job = fileURLToPath(new URL('jobs/digit-votes.ts', import.meta.url));
  const scores: number[] = [];
  let last = search.first[0]!.weights;
  for await (const outcomes of rounds<Trial, number>(job, search, { workers: number('workers') }, { seed, shared })) {
    scores.push(mean(outcomes.map(({ result }) => (isLeft(result) ? 0 : result.right))));
    last = moved(outcomes, 1);
    tick(scores.length, percent(scores.at(-1)!));
  }
  const tested = scoreOf(await votes(last, held, 0, held.labels.length), held.labels, 0);
  return {
    facts: [
      ['test accuracy', percent(tested)],
      ['before', percent(scores[0]!)],
      ['search', `${generations} generations of ${population}`],
    ],
    data: { tested, first: scores[0]!, last: scores.at(-1)! },
    pictures: {
      gain: orThrow(
        linePlot(
          { 'mean of a generation': { x: range(scores.length), y: scores.map((score) => score * 100) } },
          {
            x: 'generation',
            y: 'score (%)',
            yRange: [0, 100],
            level: { name: 'chance', at: 10 },
            title: 'Scores of an evolution strategy on digits',
          },
        ),
      ),
    },
  };
});
