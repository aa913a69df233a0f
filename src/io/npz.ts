import * as E from 'fp-ts/lib/Either.js';
import { leftOf } from '../core/either.js';
import { at, type Fault, type Faults } from '../core/faults/errors.js';
import type { Tensor } from '../core/tensor.js';
import { fileBytes } from './file/header.js';
import { fromNpy } from './npy.js';
import { zipOf } from './zip.js';

/** The arrays of an archive of numpy. */
export interface Npz {
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Arrays that were not read, each with its reason. */
  readonly skipped: readonly Fault[];
}

/**
 * The arrays of a file of `np.savez` or `np.savez_compressed` by their names, each as by `fromNpy`. It never throws; a damaged file is a fault, an array of a
 * type that is not ours is in `skipped`.
 */
export const fromNpz = async (file: Uint8Array): Promise<E.Either<Faults, Npz>> => {
  const whole = fileBytes(file);
  if (E.isLeft(whole)) return whole;
  const bytes = whole.right;
  try {
    const zip = zipOf(bytes);
    const tensors: [string, Tensor][] = [];
    const skipped: Fault[] = [];
    for (const name of zip.names) {
      const read = fromNpy((await zip.unpacked(name))!);
      const array = name.replace(/\.npy$/, '');
      if (E.isRight(read)) tensors.push([array, read.right]);
      else skipped.push(...read.left.map(at(`array '${array}'`)));
    }
    return E.right({ tensors: Object.fromEntries(tensors), skipped });
  } catch (error) {
    return leftOf(error);
  }
};
