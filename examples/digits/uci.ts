import { fileURLToPath } from 'node:url';
import { chain, left, map, right, traverseArray, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { Dataset, Sample } from './dataset.js';
import { readBytes } from '../support/file.js';

const [small, zoom, border, side] = [8, 3, 2, 28];
const [rows, trained] = [1797, 1297];
const shipped = fileURLToPath(new URL('data/digits.csv.gz', import.meta.url));

/** 8 x 8 values of 0 to 16 as 28 x 28 pixels of 0 to 1: each value becomes 3 x 3 pixels, with a black border of 2. */
export const enlarge = (values: readonly number[]): Float32Array =>
  new Float32Array(side * side).map((_, pixel) => {
    const y = Math.floor((Math.floor(pixel / side) - border) / zoom);
    const x = Math.floor(((pixel % side) - border) / zoom);
    return y >= 0 && y < small && x >= 0 && x < small ? values[y * small + x]! / 16 : 0;
  });

const sample =
  (file: string) =>
  ([row, line]: readonly [number, string]): Either<string, Sample> => {
    const cells = line.split(',');
    if (cells.length !== 65)
      return left(`file '${file}', row ${row}: want 64 values and a label, got ${cells.length} fields`);
    const wrong = cells.findIndex((cell, i) => !/^\d{1,2}$/.test(cell) || Number(cell) > (i < 64 ? 16 : 9));
    if (wrong === 64) return left(`file '${file}', row ${row}: label must be 0 to 9, got '${cells[64]}'`);
    if (wrong >= 0)
      return left(`file '${file}', row ${row}: value ${wrong + 1} must be 0 to 16, got '${cells[wrong]}'`);
    return right({ image: enlarge(cells.slice(0, 64).map(Number)), label: Number(cells[64]) });
  };

const samples = (file: string, text: string): Either<string, readonly Sample[]> => {
  const lines = text.trimEnd().split(/\r?\n/);
  return pipe(
    lines.map((line, i) => [i + 1, line] as const),
    traverseArray(sample(file)),
    chain((all) => (all.length === rows ? right(all) : left(`file '${file}': want ${rows} rows, got ${all.length}`))),
  );
};

/**
 * The handwritten digits in data/ (UCI, see data/README.md) at the size of MNIST. In the order of the file, the first
 * 1297 are to train and the last 500 to test with. A file that is not as it should be is a Left; nothing throws.
 */
export const digits = (file: string = shipped): Either<string, Dataset> =>
  pipe(
    readBytes(file),
    chain((bytes) => samples(file, new TextDecoder().decode(bytes))),
    map((all) => ({ name: 'digits', train: all.slice(0, trained), test: all.slice(trained), classes: 10 })),
  );
