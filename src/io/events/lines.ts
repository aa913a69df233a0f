import { clipped } from '../../core/faults/shown.js';
import { addEvent, joined, makeRoom, wrong, type Decoder, type Found } from './events.js';
import { fieldsFor, findFields, isBlank, separatorOf, separators, type Fields } from './fields.js';
import { numberIn } from './number-in.js';

/** What is read of each line. */
export interface Wanted {
  readonly neurons: number;
  readonly time: number | string;
  readonly neuron: number | string;
  readonly unit: readonly [factor: number, divisor: number];
  readonly first: number;
}

/** The columns by number. */
interface Columns {
  readonly time: number;
  readonly neuron: number;
}

const [newline, carriage, hash, percent] = [10, 13, 35, 37];

/** Longer than any line of numbers; a file without lines is refused there. */
const longest = 1 << 16;

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  new TextDecoder().decode(bytes.subarray(from, to));

/** The columns by their names in a line; those given by number as they are. */
const columnsIn = (
  format: string,
  where: string,
  text: string,
  separator: number,
  { time, neuron }: Wanted,
): Columns => {
  const between = String.fromCharCode(separator);
  const fields = between === ' ' ? text.trim().split(/ +/) : text.split(between);
  const names = fields.map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  const place = (column: number | string): number => {
    if (typeof column === 'number') return column;
    if (names.includes(column)) return names.indexOf(column);
    throw wrong(format, where, `names of columns with '${column}' among them`, clipped(names.join(', '), 80));
  };
  return { time: place(time), neuron: place(neuron) };
};

/** Where a line begins: at the start of a file behind the mark that some programs put there. */
const behindMark = (bytes: Uint8Array, from: number): number =>
  bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf ? from + 3 : from;

/** Events in lines of text, however the text is cut. */
export const lines = (format: string, wanted: Wanted): Pick<Decoder, 'push' | 'end'> => {
  const { neurons, unit, first: firstNeuron } = wanted;
  let rest: Uint8Array = new Uint8Array(0);
  /** How many lines and bytes of the file are read. */
  let [line, offset] = [0, 0];
  /** Whether there was a line that is none of comments, and one that is an event. */
  let [begun, ready] = [false, false];
  let separator = 0;
  let columns: Columns | undefined;
  let fields: Fields = fieldsFor(1);
  const use = (found: Columns): void => {
    columns = found;
    fields = fieldsFor(Math.max(found.time, found.neuron) + 1);
  };
  if (typeof wanted.time === 'number' && typeof wanted.neuron === 'number')
    use({ time: wanted.time, neuron: wanted.neuron });

  const where = (from: number): string => `line ${line} at byte ${offset + from}`;

  /** The separator of a line that comes before all events. */
  const checkedSeparator = (bytes: Uint8Array, from: number, to: number): number => {
    const end = bytes.indexOf(carriage, from);
    if (end >= 0 && end < to - 1)
      throw wrong(format, where(from), 'ended by a line feed', 'lines ended by a carriage return alone');
    return separatorOf(bytes, from, to);
  };

  /** Reads the line from a byte to before another, which may be an event. */
  const read = (bytes: Uint8Array, start: number, to: number, found: Found): void => {
    line++;
    if (to - start > longest)
      throw wrong(format, where(start), `of at most ${longest} bytes`, 'a longer one: is this a file of text?');
    const from = line === 1 ? behindMark(bytes, start) : start;
    if (!ready) separator = checkedSeparator(bytes, from, to);
    let first = from;
    while (first < to && isBlank(bytes[first]!)) first++;
    if (first >= to || bytes[first] === hash || bytes[first] === percent) return;
    const isFirst = !begun;
    begun = true;
    if (columns === undefined) {
      use(columnsIn(format, where(from), textOf(bytes, from, to), separator, wanted));
      return;
    }
    const { begin, end } = fields;
    const isWhole = findFields(bytes, from, to, separator, fields) === begin.length;
    const number = (column: number): number => (isWhole ? numberIn(bytes, begin[column]!, end[column]!) : Number.NaN);
    const [time, neuron] = [number(columns.time), number(columns.neuron) - firstNeuron];
    if (isFirst && isWhole && Number.isNaN(time) && Number.isNaN(neuron)) return;
    if (!Number.isFinite(time) || !(neuron >= 0 && neuron < neurons && Number.isInteger(neuron)))
      throw wrong(
        format,
        where(from),
        `a time in column ${columns.time}, and a neuron from ${firstNeuron} to ${firstNeuron + neurons - 1} in column ${columns.neuron}, between ${separators[separator]}`,
        `'${clipped(textOf(bytes, from, to).trim(), 80)}'`,
      );
    ready = true;
    addEvent(found, (time * unit[0]) / unit[1], neuron);
  };
  const readAll = (bytes: Uint8Array, to: number, found: Found): void => {
    // The shortest line of an event has four bytes.
    makeRoom(found, (to >> 2) + 1);
    for (let from = 0; from < to;) {
      const next = bytes.indexOf(newline, from);
      const end = next < 0 ? to : next;
      read(bytes, from, end, found);
      from = end + 1;
    }
    offset += to;
  };
  return {
    push: (chunk, found) => {
      const bytes = joined(rest, chunk);
      const whole = bytes.lastIndexOf(newline) + 1;
      readAll(bytes, whole, found);
      rest = bytes.slice(whole);
      // A line that is too long is refused before its end is there.
      if (rest.length > longest) readAll(rest, rest.length, found);
    },
    end: (found) => readAll(rest, rest.length, found),
  };
};
