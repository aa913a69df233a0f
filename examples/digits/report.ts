import { map, type Either } from 'fp-ts/lib/Either.js';
import { orThrow, type Spike, type Tensor } from 'spikefold';
import { accuracyPlot, confusionPlot, spikeGramPlot, weightsPlot } from 'spikefold/plot';
import { writeFiles, type TextFile } from '../support/folder.js';
import { page } from './report/page.js';

/** Training accuracy in [0, 1] after a number of samples, by both methods of classification. */
export interface Score {
  readonly samples: number;
  readonly allActivity: number;
  readonly proportion: number;
}

/** The content of a report. Facts are pairs of name and value; accuracy is that of each block of training samples. */
export interface ReportData {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
  /** Weights from 784 pixels to each neuron, and the label assigned to it (-1: none). */
  readonly fields: { readonly w: Tensor; readonly assignments: readonly number[] };
  /** Spikes of some layers over `time` ms. */
  readonly spikes: {
    readonly dt: number;
    readonly time: number;
    readonly layers: Readonly<Record<string, readonly Spike[]>>;
    readonly neurons: Readonly<Record<string, number>>;
    readonly caption: string;
  };
  readonly accuracy: readonly Score[];
  readonly confusion: Tensor;
}

/** The files of a report, the page last. */
export const reportFiles = ({ title, facts, ...data }: ReportData): readonly TextFile[] => {
  const labels = data.fields.assignments.map((label) => (label < 0 ? '·' : String(label)));
  const width = labels.length > 144 ? 960 : 480;
  const fields = orThrow(
    weightsPlot(data.fields.w, { as: 'fields', size: [28, 28], labels, width, title: 'Learned weights' }),
  );
  const { layers, neurons, dt, time, caption } = data.spikes;
  const spikes = orThrow(spikeGramPlot(layers, { dt, neurons, to: time, title: 'Spikes during a test sample' }));
  const confusion = orThrow(confusionPlot(data.confusion));
  const accuracy = orThrow(
    accuracyPlot(
      {
        'all activity': data.accuracy.map(({ allActivity }) => allActivity),
        'proportion weighting': data.accuracy.map(({ proportion }) => proportion),
      },
      {
        samples: data.accuracy.map(({ samples }) => samples),
        chance: 1 / data.confusion.shape[0]!,
        title: 'Training accuracy',
      },
    ),
  );
  const html = page(title, facts, [
    {
      plot: fields,
      caption:
        'Weights from the 28 x 28 pixels to each excitatory neuron, from 0 (black) to its largest (pale). Below: the digit assigned to it.',
    },
    {
      plot: confusion,
      caption:
        'Number of test samples by true label (row) and predicted label (column, by all activity), shaded by their share of the row.',
    },
    {
      plot: accuracy,
      caption:
        'Part of each block of training samples that is classified correctly, with the labels assigned before it. Dashed: chance.',
    },
    { plot: spikes, caption },
  ]);
  return [
    ['fields.svg', fields.svg],
    ['raster.svg', spikes.svg],
    ['accuracy.svg', accuracy.svg],
    ['confusion.svg', confusion.svg],
    ['index.html', html],
  ];
};

/** Writes `index.html` and its drawings into the folder, made where missing; gives the path of index.html, or the reason why it cannot be written. */
export const writeReport = (folder: string, data: ReportData): Either<string, string> =>
  map((paths: readonly string[]) => paths.at(-1)!)(writeFiles(folder, reportFiles(data)));
