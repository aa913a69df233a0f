import { dense, foldIn, initial, input, layer, lif, monitor, network, normal, orThrow, raster } from 'spikefold';
import { run, type Seed } from 'spikefold';
import { spikeGramPlot } from 'spikefold/plot';
import { percent } from './support/numbers.js';
import { program } from './support/program.js';
import { readOutAccuracy } from './support/read-out.js';
import { readDigits, sampleCounts, shown, shownSoFar } from './support/shown-digits.js';

const about = {
  name: 'reservoir',
  does: 'A reservoir (liquid state machine): handwritten digits drive a recurrent layer with fixed random weights; only the read-out, a softmax regression on its spike counts, is trained. Tests it on other digits.',
  quick: '150 neurons, 300 training and 100 test digits, instead of 500, 1290 and 500',
};

const showing = { batch: 10, time: 50, dt: 1, intensity: 128 };

const reservoir = (seed: Seed, n: number) =>
  orThrow(
    network(
      { dt: showing.dt },
      { X: layer([784], input()), O: layer([n], lif({ thresh: normal(foldIn(seed, 0), -52, 1)([n]) })) },
      (connect) => ({
        XO: connect('X', 'O', dense(normal(foldIn(seed, 1), 0, 0.5))),
        OO: connect('O', 'O', dense(normal(foldIn(seed, 2), 0, 0.5))),
      }),
    ),
  );

await program(about, async ({ seed, quick, backend, count }) => {
  const n = quick ? 150 : 500;
  const digits = readDigits(quick ? { train: 300, test: 100 } : { train: 1290, test: 500 });
  const net = reservoir(foldIn(seed, 0), n);
  const start = initial(net, { batch: showing.batch });
  const watched = { counts: monitor(net, 'O', 's', sampleCounts(showing)), O: monitor(net, 'O', 's', raster()) };
  const see = async (part: 'train' | 'test', stream: number) => {
    const frames = shown(digits[part], showing, foldIn(seed, stream));
    const soFar = shownSoFar(showing, count(part.padEnd(5), digits[part].length));
    return orThrow(await run(backend, net, start, frames, { ...watched, shown: soFar })).monitors;
  };
  const [train, test] = [await see('train', 1), await see('test', 2)];
  const scores = readOutAccuracy(digits, { train: train.counts, test: test.counts });
  const named = <A>(of: (sample: number) => A): Readonly<Record<string, A>> =>
    Object.fromEntries([0, 1, 2].map((sample) => [`${sample + 1}, a ${digits.test[sample]!.label}`, of(sample)]));
  return {
    facts: [
      ['test accuracy', `${percent(scores.test)} (training digits ${percent(scores.train)})`],
      ['chance', percent(1 / digits.classes)],
      ['samples', `${digits.train.length} for training the read-out, ${digits.test.length} for the test`],
    ],
    data: { accuracy: scores, train: digits.train.length, test: digits.test.length },
    pictures: {
      spikes: orThrow(
        spikeGramPlot(
          named((sample) => test.O.filter(({ row }) => row === sample).map((spike) => ({ ...spike, row: 0 }))),
          {
            dt: showing.dt,
            to: showing.time,
            neurons: named(() => n),
            title: 'The recurrent layer during three test digits',
          },
        ),
      ),
    },
  };
});
