import { accuracy, allActivity, always, assignLabels, diehlAndCook2015, foldIn, frozen, initial } from 'spikefold';
import { monitor, orThrow, proportionWeighting, run, tensor, uniforms } from 'spikefold';
import type { Seed } from 'spikefold';
import type { Sample } from './digits/dataset.js';
import { tilesDrawing } from './support/draw/tiles.js';
import { percent, range } from './support/numbers.js';
import { program } from './support/program.js';
import { labelsOf, readDigits, sampleCounts, shown, shownSoFar } from './support/shown-digits.js';

const about = {
  name: 'supervised-digits',
  does: 'Teaches a Diehl & Cook network handwritten digits by force: while a digit is shown, one of the neurons set aside for it has to spike in every step. Tests it on other digits, without force.',
  quick: '20 neurons, 200 training and 100 test digits, instead of 100, 1290 and 500',
};

const showing = { batch: 10, time: 100, dt: 1, intensity: 64 };
const classes = 10;

/** For each sample the neuron to force: one at random of the `n / 10` that are set aside for its label. */
const teachers = (samples: readonly Sample[], n: number, seed: Seed): readonly number[] => {
  const draws = uniforms(seed, 0, samples.length);
  return samples.map(({ label }, i) => Math.floor(((label + draws[i]!) * n) / classes));
};

/** For samples side by side: the given neuron of each spikes in every step, whatever it does. */
const forced = (neurons: readonly number[]) => (group: number) => {
  const { batch } = showing;
  return { clamp: { Ae: always(tensor([batch, 1], neurons.slice(group * batch, (group + 1) * batch), 'i32')) } };
};

await program(about, async ({ seed, quick, backend, count }) => {
  const n = quick ? 20 : 100;
  const digits = readDigits(quick ? { train: 200, test: 100 } : { train: 1290, test: 500 });
  // The presynaptic rate is next to nothing, so a forced neuron only gathers what it is shown: docs/spec/models.md, supervised.
  const net = orThrow(diehlAndCook2015({ inputs: [784], neurons: n, inh: 120, over: 'sum', nu: [1e-10, 1e-3], seed }));
  const watched = (part: 'train' | 'test') => ({
    spikes: monitor(net, 'Ae', 's', sampleCounts(showing)),
    shown: shownSoFar(showing, count(part.padEnd(5), digits[part].length)),
  });

  const lessons = shown(digits.train, showing, foldIn(seed, 1), forced(teachers(digits.train, n, foldIn(seed, 0))));
  const start = initial(net, { batch: showing.batch, seed });
  const taught = orThrow(await run(backend, net, start, lessons, watched('train')));
  const assignment = orThrow(assignLabels(taught.monitors.spikes, labelsOf(digits.train), classes));
  const test = shown(digits.test, showing, foldIn(seed, 2));
  const tested = orThrow(await run(backend, frozen(net), taught.state, test, watched('test'))).monitors.spikes;

  const right = (read: typeof proportionWeighting): number =>
    accuracy(orThrow(read(tested, assignment, classes)), labelsOf(digits.test));
  const scores = { allActivity: right(allActivity), proportion: right(proportionWeighting) };
  const { w } = taught.state.connections.XAe;
  return {
    facts: [
      ['test accuracy', `${percent(scores.allActivity)} by all activity, ${percent(scores.proportion)} by proportion`],
      ['chance', percent(1 / classes)],
      ['samples', `${digits.train.length} to learn, ${digits.test.length} to test`],
    ],
    data: { ...scores, train: digits.train.length, test: digits.test.length },
    pictures: {
      fields: tilesDrawing({
        size: [28, 28],
        pictures: range(n).map((neuron) => w.data.filter((_, place) => place % n === neuron)),
        labels: assignment.assignments.map(String),
        label: 'What each neuron was taught, with the label it answers to',
      }),
    },
  };
});
