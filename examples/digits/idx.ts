import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { bind, chain, Do, left, map, right, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { Dataset, Sample } from './dataset.js';
import { readBytes } from '../support/file.js';

const side = 28;
const pixels = side * side;

/** An idx file of bytes: its name, the size of each axis, and the values. */
interface Idx {
  readonly file: string;
  readonly sizes: readonly number[];
  readonly values: Uint8Array;
}

/** Reads `stem` or `stem.gz` in the folder: 0, 0, 8 (unsigned bytes), the rank, the sizes as big-endian int32, the values. */
const readIdx = (folder: string, stem: string, rank: number): Either<string, Idx> => {
  const file = [stem, `${stem}.gz`].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) return left(`folder '${folder}': want '${stem}' or '${stem}.gz', got neither`);
  return pipe(
    readBytes(file),
    chain((bytes) => {
      const [magic, head] = [0x800 + rank, 4 + 4 * rank];
      if (bytes.length < head) return left(`file '${file}': want a header of ${head} bytes, got ${bytes.length}`);
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      if (view.getUint32(0) !== magic)
        return left(`file '${file}': magic number must be ${magic}, got ${view.getUint32(0)}`);
      const sizes = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
      const want = sizes.reduce((a, b) => a * b, 1);
      const values = bytes.subarray(head);
      if (sizes[0] === 0) return left(`file '${file}': want at least one entry, got 0`);
      return values.length === want
        ? right({ file, sizes, values })
        : left(`file '${file}': want ${sizes.join(' x ')} = ${want} values, got ${values.length}`);
    }),
  );
};

const images = (folder: string, stem: string): Either<string, Idx> =>
  pipe(
    readIdx(folder, stem, 3),
    chain((idx) => {
      const [, height, width] = idx.sizes;
      return height === side && width === side
        ? right(idx)
        : left(`file '${idx.file}': images must be 28 x 28, got ${height} x ${width}`);
    }),
  );

const labels = (folder: string, stem: string): Either<string, Idx> =>
  pipe(
    readIdx(folder, stem, 1),
    chain((idx) => {
      const wrong = idx.values.findIndex((label) => label > 9);
      return wrong < 0
        ? right(idx)
        : left(`file '${idx.file}', entry ${wrong + 1}: label must be 0 to 9, got ${idx.values[wrong]}`);
    }),
  );

/** Pixels stay bytes until they are looked at: 60000 images are 47 MB rather than 188 MB. */
const sample = (bytes: Uint8Array, label: number): Sample => ({
  get image() {
    return Float32Array.from(bytes, (value) => value / 255);
  },
  label,
});

const part = (folder: string, stem: string): Either<string, readonly Sample[]> =>
  pipe(
    Do,
    bind('images', () => images(folder, `${stem}-images-idx3-ubyte`)),
    bind('labels', () => labels(folder, `${stem}-labels-idx1-ubyte`)),
    chain(({ images, labels }) =>
      images.sizes[0] === labels.sizes[0]
        ? right(
            Array.from(labels.values, (label, i) =>
              sample(images.values.subarray(i * pixels, (i + 1) * pixels), label),
            ),
          )
        : left(`file '${labels.file}': want ${images.sizes[0]} labels, one an image, got ${labels.sizes[0]}`),
    ),
  );

/**
 * MNIST or a set in its format (Fashion-MNIST, ...): a folder with `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`,
 * `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, each plain or `.gz`; images of 28 x 28 bytes, labels 0 to 9.
 * Anything else is a Left that names the file; nothing throws. Format: http://yann.lecun.com/exdb/mnist/
 */
export const idxFolder = (folder: string): Either<string, Dataset> => {
  if (!existsSync(folder)) return left(`folder '${folder}': must be a folder, got nothing`);
  if (!statSync(folder).isDirectory()) return left(`folder '${folder}': must be a folder, got a file`);
  return pipe(
    Do,
    bind('train', () => part(folder, 'train')),
    bind('test', () => part(folder, 't10k')),
    map((parts) => ({ name: basename(resolve(folder)), ...parts, classes: 10 })),
  );
};
