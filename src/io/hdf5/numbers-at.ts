import { refused } from '../../core/faults/errors.js';
import { doubles } from '../file/numbers.js';
import { isGroup, itemAt, type AnyDataset, type AnyGroup, type ListArray } from './array.js';

/** Numbers of any type as doubles, at one of some paths of a group; where there are none, a fault of the function `place`. */
export const numbersAt = (place: string, group: AnyGroup, ...paths: readonly string[]): Float64Array => {
  const item = paths.map((path) => itemAt(group, path)).find((one) => one !== undefined);
  if (item !== undefined && !isGroup(item) && item.dtype !== 'text' && item.dtype !== 'lists')
    return doubles(item.data);
  throw missing(place, paths[0]!, 'an array of numbers', item);
};

/** Lists of numbers at a path, one for each place of an axis. */
export const listsAt = (place: string, group: AnyGroup, path: string): ListArray => {
  const item = itemAt(group, path);
  if (item !== undefined && !isGroup(item) && item.dtype === 'lists' && item.shape.length === 1) return item;
  throw missing(place, path, 'a list of numbers for each sample', item);
};

const missing = (place: string, path: string, want: string, item: AnyGroup | AnyDataset | undefined) =>
  refused(place, `'${path}'`, want, item === undefined ? 'none' : 'something else', 'Data');
