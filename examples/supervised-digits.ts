import { accuracy, allActivity, assignLabels, diehlAndCook2015, foldIn, frozen, initial } from 'spikefold';
import { monitor, orThrow, proportionWeighting, run, stepsIn, tensor, uniforms, type Frame } from 'spikefold';
import type { Seed, Tensor } from 'spikefold';
import type { Sample } from './digits/dataset.js';
import { tilesDrawing } from './support/draw/tiles.js';
import { percent, range } from './support/numbers.js';
import { program } from './support/program.js';
import { labelsOf, readDigits, sampleCounts, shown } from './support/shown-digits.js';

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

/** Frames of samples side by side in which the given neuron of each sample spikes whatever it does. */
const forced = function* (of: Iterable<Frame<Tensor, 'X'>>, neurons: readonly number[], n: number) {
  const { batch, time, dt } = showing;
  const steps = stepsIn(time, dt);
  const masks = range(neurons.length / batch).map((group) =>
    tensor(
      [batch, n],
      range(batch).flatMap((row) => range(n).map((neuron) => (neuron === neurons[group * batch + row] ? 1 : 0))),
      'bool',
    ),
  );
  let step = 0;
  for (const frame of of) yield { ...frame, clamp: { Ae: masks[Math.floor(step++ / steps)]! } };
};

await program(about, async ({ seed, quick, backend, count }) => {
  const n = quick ? 20 : 100;
  const digits = readDigits(quick ? { train: 200, test: 100 } : { train: 1290, test: 500 });
  // The presynaptic rate is next to nothing, so a forced neuron only gathers what it is shown: spec/models.md, supervised.
  const net = orThrow(diehlAndCook2015({ inputs: [784], neurons: n, inh: 120, nu: [1e-10, 1e-3], seed }));
  const frames = (part: 'train' | 'test', stream: number) =>
    shown(digits[part], showing, foldIn(seed, stream), count(part.padEnd(5), digits[part].length));
  const spikes = { spikes: monitor(net, 'Ae', 's', sampleCounts(showing)) };

  const lessons = forced(frames('train', 1), teachers(digits.train, n, foldIn(seed, 0)), n);
  const taught = orThrow(await run(backend, net, initial(net, { batch: showing.batch, seed }), lessons, spikes));
  const assignment = orThrow(assignLabels(taught.monitors.spikes, labelsOf(digits.train), classes));
  const tested = orThrow(await run(backend, frozen(net), taught.state, frames('test', 2), spikes)).monitors.spikes;

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
