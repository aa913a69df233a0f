import { always, diehlAndCook2015, foldIn, frozen, initial } from 'spikefold';
import { accuracy, allActivity, assignLabels } from 'spikefold/read-out';
import { monitor, orThrow, run, tensor, uniforms } from 'spikefold';
import { proportionWeighting } from 'spikefold/read-out';
import type { Seed } from 'spikefold';
import type { Sample } from './digits/dataset.js';
import { weightsPlot } from 'spikefold/plot';
import { percent } from './support/numbers.js';
import { program } from './support/program.js';
import { labelsOf, readDigits, sampleCounts, shown, shownSoFar } from './support/shown-digits.js';

const about = {
  name: 'supervised-digits',
  does: 'Trains a Diehl & Cook network on handwritten digits with labels: while a digit is shown, one of the neurons reserved for its class is clamped, so that it spikes in every step. Tests the network on other digits, without clamping.',
  quick: '20 neurons, 200 training and 100 test digits, instead of 100, 1290 and 500',
};

const showing = { batch: 10, time: 100, dt: 1, intensity: 64 };
const classes = 10;

/** The neuron to clamp for each sample: one at random of the `n / 10` that are reserved for its label. */
const clamped = (samples: readonly Sample[], n: number, seed: Seed): readonly number[] => {
  const draws = uniforms(seed, 0, samples.length);
  return samples.map(({ label }, i) => Math.floor(((label + draws[i]!) * n) / classes));
};

/** Forces the given neuron of each sample of a batch to spike in every step. */
const clamp = (neurons: readonly number[]) => (group: number) => {
  const { batch } = showing;
  return { clamp: { Ae: always(tensor([batch, 1], neurons.slice(group * batch, (group + 1) * batch), 'i32')) } };
};

await program(about, async ({ seed, quick, backend, count }) => {
  const n = quick ? 20 : 100;
  const digits = readDigits(quick ? { train: 200, test: 100 } : { train: 1290, test: 500 });
  // With almost no learning at presynaptic spikes, weights of a clamped neuron only grow: docs/spec/models.md, supervised.
  const net = orThrow(diehlAndCook2015({ inputs: [784], neurons: n, inh: 120, over: 'sum', nu: [1e-10, 1e-3], seed }));
  const watched = (part: 'train' | 'test') => ({
    spikes: monitor(net, 'Ae', 's', sampleCounts(showing)),
    shown: shownSoFar(showing, count(part.padEnd(5), digits[part].length)),
  });

  const lessons = shown(digits.train, showing, foldIn(seed, 1), clamp(clamped(digits.train, n, foldIn(seed, 0))));
  const start = initial(net, { batch: showing.batch, seed });
  const trained = orThrow(await run(backend, net, start, lessons, watched('train')));
  const assignment = orThrow(assignLabels(trained.monitors.spikes, labelsOf(digits.train), classes));
  const test = shown(digits.test, showing, foldIn(seed, 2));
  const tested = orThrow(await run(backend, frozen(net), trained.state, test, watched('test'))).monitors.spikes;

  const right = (read: typeof proportionWeighting): number =>
    accuracy(orThrow(read(tested, assignment, classes)), labelsOf(digits.test));
  const scores = { allActivity: right(allActivity), proportion: right(proportionWeighting) };
  const { w } = trained.state.connections.XAe;
  return {
    facts: [
      [
        'test accuracy',
        `${percent(scores.allActivity)} by all activity, ${percent(scores.proportion)} by proportion weighting`,
      ],
      ['chance', percent(1 / classes)],
      ['samples', `${digits.train.length} for training, ${digits.test.length} for the test`],
    ],
    data: { ...scores, train: digits.train.length, test: digits.test.length },
    pictures: {
      fields: orThrow(
        weightsPlot(w, {
          as: 'fields',
          labels: assignment.assignments.map(String),
          title: 'Learned weights of each neuron, with the digit assigned to it',
        }),
      ),
    },
  };
});
