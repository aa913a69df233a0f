import type * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../core/faults/errors.js';
import { showShape } from '../../core/shape.js';
import type { Source } from '../../core/run/source.js';
import type { Sample } from '../../models/data/sample.js';
import type { ListArray } from '../hdf5/array.js';
import { listsAt, numbersAt } from '../hdf5/numbers-at.js';
import { readPaths } from '../hdf5/read.js';
import { doubles } from '../file/numbers.js';
import { readFile } from '../placed.js';
import { binNames, type BinOptions } from './binned.js';
import { wrong } from './events.js';
import { listed } from './lists.js';

const place = 'shd';

/**
 * The Heidelberg digits (SHD) or speech commands (SSC) of Cramer et al. 2020, an HDF5 file, as samples with their labels: spikes `[700]`, read of each sample
 * when it is asked for. `spikes/times` are in s, of 16 bits: a multiple of 0.98 ms from 1 s on, of 0.49 from half a second. It never throws; a sample that
 * is damaged is a fault when it is read. https://zenkelab.org/datasets
 */
export const shd = (
  bytes: Uint8Array,
  options: BinOptions = {},
): Promise<E.Either<Faults, readonly Sample<Source>[]>> =>
  readFile({ place, names: binNames }, bytes, options, async (bytes) => {
    const root = await readPaths(bytes, ['labels', 'spikes/times', 'spikes/units']);
    const labels = Array.from(numbersAt(place, root, 'labels'));
    const [times, units] = [listsAt(place, root, 'spikes/times'), listsAt(place, root, 'spikes/units')];
    if (times.shape[0] !== labels.length || units.shape[0] !== labels.length)
      throw wrong(
        place,
        'spikes',
        `of ${labels.length} samples, as there are labels`,
        `${showShape(times.shape)} and ${showShape(units.shape)}`,
      );
    return labels.map((label, k) => ({
      name: `${k} of ${options.name ?? 'shd'}`,
      label,
      read: () => sampleOf(times, units, k, options),
    }));
  });

/** Channels of the artificial cochlea. */
const channels = 700;

const sampleOf = (times: ListArray, units: ListArray, k: number, options: BinOptions): Source => {
  const [seconds, channel] = [times, units].map((of) => doubles(of.at(k).data));
  const bad = (what: string, want: string, got: string): Error => wrong(`${place} sample ${k}`, what, want, got);
  if (seconds!.length !== channel!.length)
    throw bad('units', `${seconds!.length}, as there are times`, `${channel!.length}`);
  const outside = channel!.find((unit) => !(unit >= 0 && unit < channels && Number.isInteger(unit)));
  if (outside !== undefined) throw bad('units', `whole numbers below ${channels}`, `${outside}`);
  if (!seconds!.every(Number.isFinite)) throw bad('times', 'finite', 'another');
  return listed(
    place,
    seconds!.map((second) => second * 1000),
    channel!,
    [channels],
    options,
  );
};
