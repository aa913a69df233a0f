import { adaptiveLif, bounded, conv, foldIn, frozen, initial, input, layer, maxPool, monitor } from 'spikefold';
import { network, normalised, orThrow, postPre, run, traced, uniform, type Seed } from 'spikefold';
import { weightsPlot } from 'spikefold/plot';
import { percent } from './support/numbers.js';
import { program } from './support/program.js';
import { readOutAccuracy } from './support/read-out.js';
import { rivals } from './support/rivals.js';
import { readDigits, sampleCounts, shown, shownSoFar } from './support/shown-digits.js';

const about = {
  name: 'conv-digits',
  does: 'Learns the filters of a convolution from handwritten digits, by STDP and without labels; pools their firing rates, and classifies the digits from the spike counts of the pools by softmax regression. For comparison, the same with random filters.',
  quick: '12 filters, 200 training and 100 test digits, instead of 25, 1290 and 500',
};

const showing = { batch: 10, time: 40, dt: 1, intensity: 160 };
const kernel = 12;

/** 28 x 28 pixels to 6 x 6 positions, where filters inhibit each other, to 3 x 3 pools. */
const convolutional = (seed: Seed, filters: number) =>
  orThrow(
    network(
      { dt: showing.dt },
      {
        X: layer([1, 28, 28], traced(input())),
        Y: layer([filters, 6, 6], traced(adaptiveLif({ reset: -60, thetaPlus: 0.1 }))),
        P: layer([filters, 3, 3], input()),
      },
      (connect) => ({
        XY: connect(
          'X',
          'Y',
          normalised(conv(uniform(seed, 0, 0.3), { kernel, stride: 4, padding: 2 }), 28),
          bounded(postPre([1e-3, 3e-2], 'mean'), 0, 1),
        ),
        YY: connect('Y', 'Y', conv(rivals(-100), { kernel: 1 })),
        YP: connect('Y', 'P', maxPool({ kernel: 2, stride: 2, decay: 0.01 })),
      }),
    ),
  );

await program(about, async ({ seed, quick, backend, count }) => {
  const filters = quick ? 12 : 25;
  const digits = readDigits(quick ? { train: 200, test: 100 } : { train: 1290, test: 500 });
  const net = convolutional(foldIn(seed, 0), filters);
  const start = initial(net, { batch: showing.batch });
  const frames = (part: 'train' | 'test', stream: number) => shown(digits[part], showing, foldIn(seed, stream));
  const soFar = (part: 'train' | 'test', label: string) => shownSoFar(showing, count(label, digits[part].length));
  const { state } = orThrow(await run(backend, net, start, frames('train', 1), { shown: soFar('train', 'train ') }));

  const pooled = monitor(net, 'P', 's', sampleCounts(showing));
  const accuracyWith = async (from: typeof start) => {
    const record = async (part: 'train' | 'test', stream: number) =>
      orThrow(
        await run(backend, frozen(net), from, frames(part, stream), { counts: pooled, shown: soFar(part, 'record') }),
      ).monitors.counts;
    return readOutAccuracy(digits, { train: await record('train', 2), test: await record('test', 3) });
  };
  const [learned, random] = [await accuracyWith(state), await accuracyWith(start)];
  const { w } = state.connections.XY;
  return {
    facts: [
      ['test accuracy', `${percent(learned.test)} (with random filters ${percent(random.test)})`],
      ['chance', percent(1 / digits.classes)],
      ['samples', `${digits.train.length} for training, ${digits.test.length} for the test`],
    ],
    data: { learned, random, train: digits.train.length, test: digits.test.length },
    pictures: {
      filters: orThrow(weightsPlot(w, { as: 'fields', title: 'Filters of a convolution, learned from digits' })),
    },
  };
});
