import { map, type Either } from 'fp-ts/lib/Either.js';
import { rasterDrawing, type Raster } from '../support/draw/raster.js';
import { svgFile } from '../support/draw/style.js';
import { writeFiles, type TextFile } from '../support/folder.js';
import { accuracyDrawing, type Score } from './report/accuracy.js';
import { confusionTable, type Confusion } from './report/confusion.js';
import { fieldsDrawing, type Fields } from './report/fields.js';
import { figure, page } from './report/page.js';

/** The content of a report. Facts are pairs of name and value; accuracy is that of each block of training samples. */
export interface ReportData {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly fields: Fields;
  readonly raster: Raster;
  readonly accuracy: readonly Score[];
  readonly confusion: Confusion;
}

/** The files of a report, the page last. */
export const reportFiles = (data: ReportData): readonly TextFile[] => {
  const fields = fieldsDrawing(data.fields);
  const raster = rasterDrawing(data.raster);
  const accuracy = accuracyDrawing(data.accuracy, data.confusion.classes);
  const html = page(data.title, data.facts, [
    figure(
      'Learned weights',
      fields,
      'Weights from the 28 x 28 pixels to each excitatory neuron, from 0 (black) to its largest (pale). Below: the digit assigned to it.',
    ),
    {
      title: 'Confusion matrix',
      body: confusionTable(data.confusion),
      caption:
        'Number of test samples by true label (row) and predicted label (column, by all activity), shaded by their share of the row.',
      wide: false,
    },
    figure(
      'Training accuracy',
      accuracy,
      'Fraction of each block of training samples that is classified correctly, with the labels assigned before it. Dashed: chance.',
    ),
    figure('Spikes during a test sample', raster, data.raster.caption),
  ]);
  return [
    ['fields.svg', svgFile(fields)],
    ['raster.svg', svgFile(raster)],
    ['accuracy.svg', svgFile(accuracy)],
    ['index.html', html],
  ];
};

/** Writes `index.html` and its drawings into the folder, made where missing; gives the path of index.html, or the reason why it cannot be written. */
export const writeReport = (folder: string, data: ReportData): Either<string, string> =>
  map((paths: readonly string[]) => paths.at(-1)!)(writeFiles(folder, reportFiles(data)));
