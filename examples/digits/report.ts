import { map, type Either } from 'fp-ts/lib/Either.js';
import { rasterDrawing, type Raster } from '../support/draw/raster.js';
import { svgFile } from '../support/draw/style.js';
import { writeFiles, type TextFile } from '../support/folder.js';
import { accuracyDrawing, type Score } from './report/accuracy.js';
import { confusionTable, type Confusion } from './report/confusion.js';
import { fieldsDrawing, type Fields } from './report/fields.js';
import { figure, page } from './report/page.js';

/** What a report shows. Facts are name and value; accuracy is that of training, as it went. */
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
      'What the neurons learned',
      fields,
      'Weights from the 28 x 28 pixels to each neuron, black is 0 and pale its largest; below it the digit it answers to.',
    ),
    {
      title: 'What was taken for what',
      body: confusionTable(data.confusion),
      caption: 'Test samples: the true label by row, the answer by column; shaded by the share of the row.',
      wide: false,
    },
    figure(
      'Accuracy while training',
      accuracy,
      'Share of training samples told right, by the two ways to read the spikes; dashed, where guessing would be.',
    ),
    figure('Spikes', raster, data.raster.caption),
  ]);
  return [
    ['fields.svg', svgFile(fields)],
    ['raster.svg', svgFile(raster)],
    ['accuracy.svg', svgFile(accuracy)],
    ['index.html', html],
  ];
};

/** Writes `index.html` and its drawings into the folder, made where missing; gives the path of index.html, or says why not. */
export const writeReport = (folder: string, data: ReportData): Either<string, string> =>
  map((paths: readonly string[]) => paths.at(-1)!)(writeFiles(folder, reportFiles(data)));
