import * as E from 'fp-ts/lib/Either.js';
import { backend, explain, FaultError, rowsOf } from 'spikefold';
import { take, type Dataset } from './dataset.js';
import { idxFolder } from './idx.js';
import { parse, usage, type Options } from './options.js';
import { outFolder } from '../support/folder.js';
import { progress } from '../support/progress.js';
import { writeReport, type ReportData } from './report.js';
import { digits } from './uci.js';
import { test, train, type Job, type Scores, type Tested, type Trained } from './train.js';

/** The main job, `npm start`: learns handwritten digits without labels, then shows what it came to. */
const main = async (argv: readonly string[]): Promise<number> => {
  const options = parse(argv);
  if (E.isLeft(options)) return refuse(options.left);
  if (options.right === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const { data, train: trainCount, test: testCount, out, json } = options.right;
  const chosen = await backend(options.right.backend);
  if (E.isLeft(chosen)) return refuse(chosen.left.map(explain).join('\n'));
  const dataset = E.chain((all: Dataset) => take(all, { train: trainCount, test: testCount }))(
    data === undefined ? digits() : idxFolder(data),
  );
  if (E.isLeft(dataset)) return refuse(dataset.left);
  const folder = outFolder(out);
  if (E.isLeft(folder)) return refuse(folder.left);

  const done = await job(
    options.right,
    { ...options.right, backend: chosen.right, classes: dataset.right.classes },
    dataset.right,
  );
  const { allActivity, proportion } = done.tested;
  const { trainSeconds, testSeconds } = done;
  console.log(
    `test accuracy   ${percent(allActivity)} by all activity, ${percent(proportion)} by proportion weighting (chance ${percent(1 / dataset.right.classes)})`,
  );
  console.log(`wall time       ${trainSeconds.toFixed(1)} s training, ${testSeconds.toFixed(1)} s test`);
  const report = writeReport(out, reportOf(options.right, dataset.right, done));
  if (E.isLeft(report)) return refuse(report.left);
  console.log(`report          ${report.right}`);
  const msPerSample = (trainSeconds * 1000) / (dataset.right.train.length * options.right.epochs);
  if (json)
    console.log(
      JSON.stringify({
        allActivity,
        proportion,
        trainSeconds,
        testSeconds,
        msPerSample,
        backend: options.right.backend,
        seed: options.right.seed,
      }),
    );
  return 0;
};

interface Done {
  readonly trained: Trained;
  readonly tested: Tested;
  readonly trainSeconds: number;
  readonly testSeconds: number;
}

const job = async ({ epochs, neurons }: Options, how: Job, dataset: Dataset): Promise<Done> => {
  console.log(`Diehl & Cook network, ${neurons} excitatory and ${neurons} inhibitory neurons, on ${dataset.name}`);
  console.log(
    `${dataset.train.length} training samples, ${epochs} epoch${epochs === 1 ? '' : 's'}; ${dataset.test.length} test samples; seed ${how.seed}; backend ${how.backend.name}`,
  );
  const [trained, trainSeconds] = await shown('train', dataset.train.length * epochs, (watch) =>
    train(how, dataset.train, epochs, watch),
  );
  const [tested, testSeconds] = await shown('test ', dataset.test.length, (watch) =>
    test(how, trained, dataset.test, watch),
  );
  return { trained, tested, trainSeconds, testSeconds };
};

/** Something long with its progress on the screen; also how many seconds it took. */
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
  title: `A Diehl & Cook network on ${dataset.name}`,
  facts: [
    ['test accuracy, all activity', percent(tested.allActivity)],
    ['test accuracy, proportion weighting', percent(tested.proportion)],
    ['neurons', `${neurons} excitatory, ${neurons} inhibitory`],
    [
      'training',
      `${dataset.train.length} samples, ${epochs} epoch${epochs === 1 ? '' : 's'}, ${trainSeconds.toFixed(1)} s`,
    ],
    ['test', `${dataset.test.length} samples, ${testSeconds.toFixed(1)} s`],
    ['seed', `${seed}`],
    ['backend', name],
  ],
  fields: {
    w: trained.state.connections.XAe.w.data as Float32Array,
    n: neurons,
    assignments: trained.assignment.assignments,
  },
  raster: {
    steps: 250,
    dt: trained.net.dt,
    panels: (['X', 'Ae', 'Ai'] as const).map((layer) => ({
      name: { X: 'input', Ae: 'excitatory', Ai: 'inhibitory' }[layer],
      n: trained.net.layers[layer].shape.reduce((a, b) => a * b, 1),
      spikes: tested.rasters[layer],
    })),
    caption: `Every spike during the first test sample, a ${dataset.test[0]!.label}.`,
  },
  accuracy: trained.blocks,
  confusion: { classes: dataset.classes, counts: Array.from(rowsOf(tested.confusion), ({ data }) => [...data]) },
});

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const refuse = (text: string): number => {
  console.error(text);
  return 2;
};

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  // A fault says what to do about it, and where it was thrown tells nobody anything.
  console.error(error instanceof FaultError ? error.message : error);
  return 1;
});
