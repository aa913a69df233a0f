import { checkOptions } from '../../core/faults/options.js';
import { binNames } from './binned.js';
import { camera, type CameraOptions } from './camera.js';
import { records, type DecodeRecords } from './records.js';
import { eventSource, type Bytes, type EventSource } from './source.js';

const format = 'nMnist';

/**
 * A sample of N-MNIST or N-Caltech101 (Orchard et al. 2015), a `.bin` file, as spikes `[2, 34, 34]`: 5 bytes an event, x, y, and the polarity
 * (1 is brighter) with 23 bits of time in us. A `y` of 240 is no event: it adds 8192 us to all later times. `pixels` are [height, width],
 * default [34, 34] (N-Caltech101: [180, 240]).
 */
export const nMnist = <B extends Bytes>(
  bytes: B,
  options: CameraOptions & { readonly pixels?: readonly [height: number, width: number] } = {},
): EventSource<B> => {
  const { polarity, pixels = [34, 34], ...bins } = checkOptions(format, options, [...binNames, 'polarity', 'pixels']);
  const { shape, place } = camera(format, pixels[0], pixels[1], polarity);
  return eventSource(format, bytes, () => ({ shape: () => shape, ...records(format, 5, decoder(place), 0) }), bins);
};

const overflow = { y: 240, us: 8192 };

const decoder = (place: ReturnType<typeof camera>['place']): DecodeRecords => {
  let added = 0;
  return (bytes, from, to, found, shift) => {
    const { time, place: places } = found;
    for (let at = from; at < to; at += 5) {
      const y = bytes[at + 1]!;
      if (y === overflow.y) {
        added += overflow.us;
        continue;
      }
      const high = bytes[at + 2]!;
      const k = found.count;
      time[k] = (added + (((high & 0x7f) << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!)) / 1000;
      places[k] = place(bytes[at]!, y, high >> 7, at + shift);
      found.count = k + 1;
    }
  };
};
