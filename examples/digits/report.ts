import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { tryCatch, type Either } from 'fp-ts/lib/Either.js';
import { reason } from './file.js';
import { accuracyDrawing, type Score } from './report/accuracy.js';
import { confusionTable, type Confusion } from './report/confusion.js';
import { fieldsDrawing, type Fields } from './report/fields.js';
import { figure, page } from './report/page.js';
import { rasterDrawing, type Raster } from './report/raster.js';
import { svgFile } from './report/style.js';

/** What a report shows. Facts are name and value; accuracy is that of training, as it went. */
export interface ReportData {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly fields: Fields;
  readonly raster: Raster;
  readonly accuracy: readonly Score[];
  readonly confusion: Confusion;
}

/** The files of a report: name and text. */
export const reportFiles = (data: ReportData): readonly (readonly [name: string, text: string])[] => {
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

/** Writes beside the file and renames, so that a reader meets the old text or the new one, never half. */
const writeWhole = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
};

/** A folder for a report, made where it is missing, or why there can be none: better known before a long run than after it. */
export const reportFolder = (folder: string): Either<string, string> =>
  tryCatch(
    () => {
      makeFolder(resolve(folder));
      accessSync(folder, constants.W_OK);
      return folder;
    },
    (cause) => `folder '${folder}' must be writable, got ${reason(cause)}`,
  );

/** Step by step: in places where nothing can be made, Node's own recursive form never returns. */
const makeFolder = (folder: string): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
};

/** Writes `index.html` and its drawings into the folder, made where missing; gives the path of index.html, or says why not. */
export const writeReport = (folder: string, data: ReportData): Either<string, string> =>
  tryCatch(
    () => {
      const files = reportFiles(data);
      makeFolder(resolve(folder));
      for (const [name, text] of files) writeWhole(join(folder, name), text);
      return join(folder, 'index.html');
    },
    (cause) => `folder '${folder}': the report cannot be written, got ${reason(cause)}`,
  );
