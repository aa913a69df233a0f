import { refused } from '../../core/faults/errors.js';
import type { Time } from '../../core/fold.js';
import type { Tensor } from '../../core/tensor.js';

/** The places of all spikes of a step, ascending; a value other than 0 and 1 throws a `FaultError`, as no spike is one. */
export const spikesIn = (name: string, s: Tensor): readonly number[] => placesWhere(name, s, isSpike, 'spikes, 0 or 1');

/** The places of all that is not 0; a value that is no count (of events in a step) throws a `FaultError`. */
export const countsIn = (name: string, s: Tensor): readonly number[] =>
  placesWhere(name, s, isCount, 'spikes, or numbers of them');

const isSpike = (value: number): boolean => value === 1;
const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;

const placesWhere = (
  name: string,
  { dtype, data }: Tensor,
  holds: (value: number) => boolean,
  want: string,
): readonly number[] => {
  const places: number[] = [];
  const look = (from: number, to: number): void => {
    for (let k = from; k < to; k++) {
      if (data[k] === 0) continue;
      if (dtype !== 'bool' && !holds(data[k]!))
        throw refused(name, 'input', `${want}, such as s`, `${data[k]} at place ${k}`);
      places.push(k);
    }
  };
  // Where few of many bytes are other than 0, four at a time are.
  const isRow = data.BYTES_PER_ELEMENT === 1 && data.byteOffset % 4 === 0;
  const words = isRow ? new Int32Array(data.buffer, data.byteOffset, data.length >> 2) : none;
  for (let word = 0; word < words.length; word++) if (words[word] !== 0) look(4 * word, 4 * word + 4);
  look(4 * words.length, data.length);
  return places;
};

const none = new Int32Array(0);

/** Throws a `FaultError` where a fold would count spikes but is given some steps only: the others may have had any number. */
export const checkEveryStep = (name: string, time: Time | undefined): void => {
  if (time === undefined || time.every === 1) return;
  const want = '1, as spikes of steps that it does not see would not count (raster says in which steps it saw some)';
  throw refused(name, 'every', want, `${time.every}`);
};
