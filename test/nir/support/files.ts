import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The files of the NIR paper lie beside the checkout; the project has no copy. */
const folder = resolve(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'nir');

/** Whether they are there; where they are not, tests of them are skipped aloud, but fail in CI. */
export const hasFiles = existsSync(folder) || process.env['CI'] !== undefined;
if (!hasFiles) console.warn(`SKIPPED outside CI: needs the NIR paper's files in ${folder}`);

export const files = [
  'braille_noDelay_bias_zero.nir',
  'braille_noDelay_bias_zero_subgraph.nir',
  'braille_noDelay_noBias_subtract.nir',
  'cnn_sinabs.nir',
  'lif_norse.nir',
  'lif_rockpool.nir',
  'two_lif_neurons.nir',
] as const;

export const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

/** A table of numbers: rows of columns. */
export const tableOf = (name: string): readonly (readonly number[])[] =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => /^-?\d/.test(line))
    .map((line) => line.split(',').map(Number));
