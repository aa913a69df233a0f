import { bounded, conv, diehlAndCook, foldIn, frozen, initial, input } from 'spikefold';
import { accuracy, assignLabels } from 'spikefold/read-out';
import { layer, local, monitor, network, normalised, orThrow, postPre } from 'spikefold';
import { proportionWeighting } from 'spikefold/read-out';
import { run, traced, uniform, type Seed } from 'spikefold';
import { weightsPlot } from 'spikefold/plot';
import { percent } from './support/numbers.js';
import { program } from './support/program.js';
import { readOutAccuracy } from './support/read-out.js';
import { rivals } from './support/rivals.js';
import { labelsOf, readDigits, sampleCounts, shown, shownSoFar } from './support/shown-digits.js';

const about = {
  name: 'local-digits',
  does: 'Learns handwritten digits with a local connection (a convolution whose filters differ from position to position), by STDP and without labels: the filters at one position compete. Classifies the digits by labels assigned to the neurons, and by softmax regression.',
  quick: '12 filters, 300 training and 100 test digits, instead of 25, 1290 and 500',
};

const showing = { batch: 10, time: 50, dt: 1, intensity: 160 };
const [kernel, stride, side] = [12, 8, 3];

/** As BindsNET's LocallyConnectedNetwork: 28 x 28 pixels to 3 x 3 positions, where filters inhibit each other. */
const locallyConnected = (seed: Seed, filters: number) =>
  orThrow(
    network(
      { dt: showing.dt },
      {
        X: layer([1, 28, 28], traced(input())),
        Y: layer([filters, side, side], traced(diehlAndCook({ reset: -60, thetaPlus: 0.1 }))),
      },
      (connect) => ({
        XY: connect(
          'X',
          'Y',
          normalised(local(uniform(seed, 0, 0.3), { kernel, stride }), 0.2 * kernel ** 2),
          bounded(postPre([1e-4, 2e-2]), 0, 1),
        ),
        YY: connect('Y', 'Y', conv(rivals(-50), { kernel: 1 })),
      }),
    ),
  );

await program(about, async ({ seed, quick, backend, count }) => {
  const filters = quick ? 12 : 25;
  const digits = readDigits(quick ? { train: 300, test: 100 } : { train: 1290, test: 500 });
  const net = locallyConnected(foldIn(seed, 0), filters);
  const frames = (part: 'train' | 'test', stream: number) => shown(digits[part], showing, foldIn(seed, stream));
  const soFar = (part: 'train' | 'test', label: string) => shownSoFar(showing, count(label, digits[part].length));
  const start = initial(net, { batch: showing.batch, seed });
  const { state } = orThrow(await run(backend, net, start, frames('train', 1), { shown: soFar('train', 'train ') }));

  const spikes = monitor(net, 'Y', 's', sampleCounts(showing));
  const recorded = async (part: 'train' | 'test', stream: number) =>
    orThrow(
      await run(backend, frozen(net), state, frames(part, stream), { counts: spikes, shown: soFar(part, 'record') }),
    ).monitors.counts;
  const counts = { train: await recorded('train', 2), test: await recorded('test', 3) };
  const assignment = orThrow(assignLabels(counts.train, labelsOf(digits.train), digits.classes));
  const predicted = orThrow(proportionWeighting(counts.test, assignment, digits.classes));
  const scores = {
    proportion: accuracy(predicted, labelsOf(digits.test)),
    regression: readOutAccuracy(digits, counts).test,
  };
  const { w } = state.connections.XY;
  return {
    facts: [
      [
        'test accuracy',
        `${percent(scores.regression)} by softmax regression, ${percent(scores.proportion)} by labels of neurons`,
      ],
      ['chance', percent(1 / digits.classes)],
      ['samples', `${digits.train.length} for training, ${digits.test.length} for the test`],
    ],
    data: { ...scores, train: digits.train.length, test: digits.test.length },
    pictures: {
      // A row for each filter, a column for each of 3 x 3 positions.
      filters: orThrow(
        weightsPlot(w, {
          as: 'fields',
          size: [kernel, kernel],
          columns: side ** 2,
          labels: assignment.assignments.map(String),
          title: 'Filters learned from digits, each with the digit assigned to its neuron',
        }),
      ),
    },
  };
});
