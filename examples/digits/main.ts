import * as E from 'fp-ts/lib/Either.js';
import { backend, explain, size } from 'spikefold';
import { take, type Dataset } from './dataset.js';
import { idxFolder } from './idx.js';
import { parse, usage, type Options } from './options.js';
import { exitWith, refuse } from '../support/exit.js';
import { outFolder } from '../support/folder.js';
import { pairs } from '../support/pairs.js';
import { progress } from '../support/progress.js';
import { writeReport, type ReportData } from './report.js';
import { digits } from './uci.js';
import { test as testOn, train as trainOn, type Job, type Scores, type Tested, type Trained } from './train.js';

/** The program of `npm start`: learns handwritten digits without labels, tests, and writes a report. */
const main = async (argv: readonly string[]): Promise<number> => {
  const columns = process.stdout.columns ?? 80;
  const options = parse(argv);
  if (E.isLeft(options)) return refuse(options.left);
  if (options.right === 'help') {
    process.stdout.write(usage(columns));
    return 0;
  }
  const { neurons, epochs, seed, data, train, test, out, json } = options.right;
  const chosen = await backend(options.right.backend);
  if (E.isLeft(chosen)) return refuse(chosen.left.map(explain).join('\n'));
  const dataset = E.chain((all: Dataset) => take(all, { train, test }))(
    data === undefined ? digits() : idxFolder(data),
  );
  if (E.isLeft(dataset)) return refuse(dataset.left);
  const folder = outFolder(out);
  if (E.isLeft(folder)) return refuse(folder.left);

  const set = dataset.right;
  const head = [
    ['network', `Diehl & Cook, ${neurons} excitatory and ${neurons} inhibitory neurons`],
    ['data', `${set.name}: ${samplesOf(set, epochs)}, ${set.test.length} test samples`],
    ['run', `seed ${seed}, backend ${chosen.right.name}`],
  ] as const;
  process.stdout.write(pairs(head, columns));
  const done = await job(options.right, { ...options.right, backend: chosen.right, classes: set.classes }, set);
  const { allActivity, proportion } = done.tested;
  const { trainSeconds, testSeconds } = done;
  const report = writeReport(out, reportOf(options.right, set, done));
  if (E.isLeft(report)) return refuse(report.left);
  const accuracies = `${percent(allActivity)} by all activity, ${percent(proportion)} by proportion weighting`;
  const facts = [
    ['test accuracy', accuracies],
    ['chance', percent(1 / set.classes)],
    ['time', `${trainSeconds.toFixed(1)} s training, ${testSeconds.toFixed(1)} s test`],
    ['report', report.right],
  ] as const;
  process.stdout.write(pairs(facts, columns));
  const msPerSample = (trainSeconds * 1000) / (set.train.length * epochs);
  const results = { allActivity, proportion, trainSeconds, testSeconds, msPerSample };
  if (json) console.log(JSON.stringify({ ...results, backend: options.right.backend, seed }));
  return 0;
};

/** `1297 training samples, 1 epoch` */
const samplesOf = ({ train }: Dataset, epochs: number): string =>
  `${train.length} training samples, ${epochs} epoch${epochs === 1 ? '' : 's'}`;

interface Done {
  readonly trained: Trained;
  readonly tested: Tested;
  readonly trainSeconds: number;
  readonly testSeconds: number;
}

const job = async ({ epochs }: Options, how: Job, dataset: Dataset): Promise<Done> => {
  const [trained, trainSeconds] = await shown('train', dataset.train.length * epochs, (watch) =>
    trainOn(how, dataset.train, epochs, watch),
  );
  const [tested, testSeconds] = await shown('test ', dataset.test.length, (watch) =>
    testOn(how, trained, dataset.test, watch),
  );
  return { trained, tested, trainSeconds, testSeconds };
};

/** The result of long work, whose progress is shown on the screen, and its seconds. */
const shown = async <A>(
  label: string,
  total: number,
  work: (watch: (done: number, latest: Scores | undefined) => void) => Promise<A>,
): Promise<readonly [A, number]> => {
  const bar = progress({ label, total, out: process.stderr });
  const began = performance.now();
  try {
    const result = await work((done, latest) => bar.tick(done, latest && `accuracy ${percent(latest.allActivity)}`));
    return [result, (performance.now() - began) / 1000];
  } finally {
    bar.stop();
  }
};

const reportOf = (
  { seed, epochs, neurons, backend: name }: Options,
  dataset: Dataset,
  { trained, tested, trainSeconds, testSeconds }: Done,
): ReportData => ({
  title: `A Diehl & Cook network trained on ${dataset.name}`,
  facts: [
    ['test accuracy (all activity)', percent(tested.allActivity)],
    ['test accuracy (proportion weighting)', percent(tested.proportion)],
    ['neurons', `${neurons} excitatory, ${neurons} inhibitory`],
    [
      'training',
      `${dataset.train.length} samples, ${epochs} epoch${epochs === 1 ? '' : 's'}, ${trainSeconds.toFixed(1)} s`,
    ],
    ['test', `${dataset.test.length} samples, ${testSeconds.toFixed(1)} s`],
    ['seed', `${seed}`],
    ['backend', name],
  ],
  fields: { w: trained.state.connections.XAe.w, assignments: trained.assignment.assignments },
  spikes: {
    dt: trained.net.dt,
    time: 250,
    layers: { input: tested.rasters.X, excitatory: tested.rasters.Ae, inhibitory: tested.rasters.Ai },
    neurons: { input: size(trained.net.layers.X.shape), excitatory: neurons, inhibitory: neurons },
    caption: `All spikes of the three layers during the first test sample, a ${dataset.test[0]!.label}.`,
  },
  accuracy: trained.blocks,
  confusion: tested.confusion,
});

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

await exitWith(() => main(process.argv.slice(2)));
