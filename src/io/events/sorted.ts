import { withValues } from '../../core/tensor.js';
import { makeRoom, nothingFound, type Decoder, type Events } from './events.js';

/** Events in order of time; those of one time as they came. */
export const inOrder = ({ count, time, place }: Events): Events => {
  const isInOrder = (): boolean => {
    for (let k = 1; k < count; k++) if (time[k]! < time[k - 1]!) return false;
    return true;
  };
  if (isInOrder()) return { count, time, place };
  const order = withValues(new Float64Array(count), (k) => k).sort((a, b) => time[a]! - time[b]!);
  return {
    count,
    time: withValues(new Float64Array(count), (k) => time[order[k]!]!),
    place: withValues(new Int32Array(count), (k) => place[order[k]!]!),
  };
};

/** A decoder that holds all events back until the end, or until a fault, and gives them in order of time. */
export const sorted = ({ push, end }: Pick<Decoder, 'push' | 'end'>): Pick<Decoder, 'push' | 'end'> => {
  const held = nothingFound();
  const give: Decoder['end'] = (found) => {
    const { count, time, place } = inOrder(held);
    makeRoom(found, count);
    found.time.set(time.subarray(0, count), found.count);
    found.place.set(place.subarray(0, count), found.count);
    found.count += count;
  };
  return {
    push: (chunk, found) => {
      try {
        push(chunk, held);
      } catch (error) {
        give(found);
        throw error;
      }
    },
    end: (found) => {
      try {
        end(held);
      } finally {
        give(found);
      }
    },
  };
};
