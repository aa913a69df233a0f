import { withValues } from '../../core/tensor.js';
import { noEvents, type Decoder, type Events } from './events.js';

/** A decoder that holds all events back until the end, and gives them in order of time; those of one time as they came. */
export const sorted = ({ push, end }: Pick<Decoder, 'push' | 'end'>): Pick<Decoder, 'push' | 'end'> => {
  const held: Events[] = [];
  const keep = ({ count, time, place }: Events): void => {
    if (count > 0) held.push({ count, time: time.slice(0, count), place: place.slice(0, count) });
  };
  return {
    push: (chunk) => {
      keep(push(chunk));
      return noEvents;
    },
    end: () => {
      keep(end());
      const count = held.reduce((sum, events) => sum + events.count, 0);
      const [time, place] = [new Float64Array(count), new Int32Array(count)];
      let at = 0;
      for (const events of held.splice(0)) {
        time.set(events.time, at);
        place.set(events.place, at);
        at += events.count;
      }
      if (time.every((t, k) => k === 0 || t >= time[k - 1]!)) return { count, time, place };
      const order = withValues(new Float64Array(count), (k) => k).sort((a, b) => time[a]! - time[b]! || a - b);
      return {
        count,
        time: withValues(new Float64Array(count), (k) => time[order[k]!]!),
        place: withValues(new Int32Array(count), (k) => place[order[k]!]!),
      };
    },
  };
};
