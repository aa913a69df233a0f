import { checkOptions } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { refused } from '../../core/faults/errors.js';
import { binNames } from './binned.js';
import { camera, type Camera, type CameraOptions } from './camera.js';
import { unwrapping } from './clock.js';
import { wrong, type Decoder } from './events.js';
import { headed, type Body } from './headed.js';
import { evt2, vector, type Endianness } from './evt2.js';
import { evt3 } from './evt3.js';
import { records, type DecodeRecords } from './records.js';
import { eventSource, type Bytes, type EventSource } from './source.js';

const format = 'prophesee';

/** How a recording of a Prophesee camera is read. */
export interface PropheseeOptions extends CameraOptions {
  /** The pixels of a camera whose file does not say them. */
  readonly pixels?: readonly [height: number, width: number];
  /** Of EVT 2.1: which half of a word comes first, the lower (`'little'`) or the higher (`'legacy'`); default what the header says, else `'little'`. */
  readonly endianness?: Endianness;
}

/**
 * A recording of a Prophesee camera, as spikes `[2, height, width]`: raw files of EVT 2.0, 2.1 and 3.0, and DAT files. The header says which
 * it is. Times go on where the camera's clock starts anew. Events before the first time of a raw file are left out, as nothing dates
 * them. https://docs.prophesee.ai/stable/data/encoding_formats
 */
export const prophesee = <B extends Bytes>(bytes: B, options: PropheseeOptions = {}): EventSource<B> => {
  const names = [...binNames, 'polarity', 'pixels', 'endianness'];
  const { polarity, pixels, endianness, ...bins } = checkOptions(format, options, names);
  if (endianness !== undefined && endianness !== 'little' && endianness !== 'legacy')
    throw refused(format, 'endianness', "'little' or 'legacy'", shown(endianness));
  const body: Body = (header, start) => {
    const [height, width] = pixels ?? pixelsIn(header);
    const of = camera(format, height, width, polarity);
    return { shape: () => of.shape, ...decoderFor(header, of, start, endianness) };
  };
  return eventSource(format, bytes, () => headed(0x25, (line) => line === '% end', body), bins);
};

type Part = Pick<Decoder, 'push' | 'end'>;

const decoderFor = (header: readonly string[], of: Camera, start: number, endianness?: Endianness): Part => {
  const text = header.join('\n');
  const [, version] = /^% (?:evt |format EVT)([\d.]+)/im.exec(text) ?? [];
  if (version === undefined && /^% *data file containing/im.test(text)) return dat(of, start);
  if (version === '2' || version === '2.0') return records(format, 4, evt2(of), start);
  if (version === '21' || version === '2.1') {
    const told = /^% *format .*endianness=legacy/im.test(text) ? 'legacy' : 'little';
    return records(format, 8, evt2(of, endianness ?? told), start, vector);
  }
  if (version === '3' || version === '3.0') return records(format, 2, evt3(of), start, 12);
  const got = version === undefined ? `a header of ${header.length} lines without it` : `EVT ${version}`;
  throw wrong(format, 'format', 'EVT 2.0, 2.1, 3.0 or DAT, as the header says', got);
};

/** The pixels that a header says: `% geometry 1280x720`, `% format EVT3;height=720;width=1280`, or `% Width 304` and `% Height 240`. */
const pixelsIn = (header: readonly string[]): readonly [height: number, width: number] => {
  const text = header.join('\n');
  const [, across, down] = /^% *geometry (\d+)x(\d+)/im.exec(text) ?? [];
  const [, width = across] = /^% *(?:format .*)?width[ =](\d+)/im.exec(text) ?? [];
  const [, height = down] = /^% *(?:format .*)?height[ =](\d+)/im.exec(text) ?? [];
  if (width !== undefined && height !== undefined) return [Number(height), Number(width)];
  throw wrong(
    format,
    'header',
    'one with width and height (or the option pixels)',
    `${header.length} lines without them`,
  );
};

/** The types of events of pixels: 2D and CD. */
const pixelEvents = new Set([0x00, 0x0c]);

/** The two bytes before the events of a DAT file: their type, and their width. */
const dat = (of: Camera, start: number): Part => {
  let intro: readonly number[] = [];
  const { push, end } = records(format, 8, datEvents(of), start + 2);
  return {
    push: (chunk, found) => {
      const more = Math.min(2 - intro.length, chunk.length);
      intro = [...intro, ...chunk.subarray(0, more)];
      if (intro.length > 0 && !pixelEvents.has(intro[0]!))
        throw wrong(format, `type of the events at byte ${start}`, 'that of pixels, 0 or 12', `${intro[0]}`);
      if (intro.length === 2 && intro[1] !== 8)
        throw wrong(format, `width of the events at byte ${start + 1}`, '8 bytes', `${intro[1]}`);
      push(chunk.subarray(more), found);
    },
    end,
  };
};

const datEvents = ({ place }: Camera): DecodeRecords => {
  // 32 bits last 71.6 minutes.
  const timeOf = unwrapping(2 ** 32);
  return (bytes, from, to, found, shift) => {
    const { time, place: places } = found;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = from; at < to; at += 8) {
      const [us, pixel] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
      const k = found.count;
      time[k] = timeOf(us) / 1000;
      places[k] = place(pixel & 0x3fff, (pixel >>> 14) & 0x3fff, (pixel >>> 28) & 1, at + shift);
      found.count = k + 1;
    }
  };
};
