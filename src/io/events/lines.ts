import { clipped } from '../../core/check/shown.js';
import { columnsFor, joined, noEvents, wrong, type Decoder, type Events } from './events.js';
import { numberIn } from './number-in.js';

/** What is read of each line. */
export interface Wanted {
  readonly neurons: number;
  readonly time: number | string;
  readonly neuron: number | string;
  readonly unit: readonly [factor: number, divisor: number];
  readonly first: number;
}

const [newline, carriage, space, tab, comma, semicolon, hash, percent] = [10, 13, 32, 9, 44, 59, 35, 37];

/** Longer than any line of numbers; a file without lines is refused there. */
const longest = 1 << 16;

/** The fields of a line: the byte at which the k-th begins, and that before which it ends, in turns; gives how many there are, at most. */
const fieldsOf = (bytes: Uint8Array, from: number, to: number, most: number, into: Int32Array): number => {
  let at = from;
  let count = 0;
  while (count < most) {
    while (at < to && bytes[at] === space) at++;
    if (at >= to && count > 0) return count;
    into[2 * count] = at;
    while (at < to && bytes[at] !== comma && bytes[at] !== space && bytes[at] !== tab && bytes[at] !== semicolon) at++;
    into[2 * count + 1] = at;
    count++;
    while (at < to && bytes[at] === space) at++;
    if (at >= to) return count;
    if (bytes[at] === comma || bytes[at] === tab || bytes[at] === semicolon) at++;
  }
  return count;
};

/** Events in lines of text, however the text is cut. */
export const lines = (format: string, wanted: Wanted): Pick<Decoder, 'push' | 'end'> => {
  const { neurons, unit, first } = wanted;
  let rest: Uint8Array = new Uint8Array(0);
  let line = 0;
  let begun = false;
  let columns = { time: wanted.time, neuron: wanted.neuron };
  let fields = new Int32Array(0);
  let most = 0;
  const numbered = (): void => {
    if (typeof columns.time === 'string' || typeof columns.neuron === 'string') return;
    most = Math.max(columns.time, columns.neuron) + 1;
    fields = new Int32Array(2 * most);
  };
  numbered();

  const named = (bytes: Uint8Array, from: number, to: number): void => {
    const ends = new Int32Array(2 * 1000);
    const count = fieldsOf(bytes, from, to, 1000, ends);
    const names = Array.from({ length: count }, (_, k) =>
      new TextDecoder().decode(bytes.subarray(ends[2 * k], ends[2 * k + 1])).replace(/^"(.*)"$/, '$1'),
    );
    const place = (column: number | string): number => {
      if (typeof column === 'number') return column;
      if (names.includes(column)) return names.indexOf(column);
      throw wrong(
        format,
        `line ${line}`,
        `names of columns with '${column}' among them`,
        clipped(names.join(', '), 80),
      );
    };
    columns = { time: place(columns.time), neuron: place(columns.neuron) };
    numbered();
  };
  const refuse = (bytes: Uint8Array, from: number, to: number): Error =>
    wrong(
      format,
      `line ${line}`,
      `a time in column ${columns.time}, and a neuron from ${first} to ${first + neurons - 1} in column ${columns.neuron}`,
      `'${clipped(new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 200))), 80)}'`,
    );
  /** Reads a line; whether it was an event. */
  const read = (bytes: Uint8Array, from: number, to: number, into: Events, at: number): boolean => {
    line++;
    const end = bytes[to - 1] === carriage ? to - 1 : to;
    let start = from;
    while (start < end && (bytes[start] === space || bytes[start] === tab)) start++;
    if (start === end || bytes[start] === hash || bytes[start] === percent) return false;
    const isFirst = !begun;
    begun = true;
    if (isFirst && most === 0) {
      named(bytes, start, end);
      return false;
    }
    const count = fieldsOf(bytes, start, end, most, fields);
    const column = (k: number | string): number =>
      numberIn(bytes, fields[2 * (k as number)]!, fields[2 * (k as number) + 1]!);
    const time = count === most ? column(columns.time) : Number.NaN;
    const neuron = count === most ? column(columns.neuron) - first : Number.NaN;
    if (Number.isNaN(time) && Number.isNaN(neuron) && isFirst && count === most) return false;
    if (!Number.isFinite(time) || !(neuron >= 0 && neuron < neurons && Number.isInteger(neuron)))
      throw refuse(bytes, from, end);
    into.time[at] = (time * unit[0]) / unit[1];
    into.place[at] = neuron;
    return true;
  };
  const readAll = (bytes: Uint8Array, to: number): Events => {
    // The shortest line of an event has four bytes.
    const into: Events = { count: 0, ...columnsFor((to >> 2) + 1) };
    let count = 0;
    for (let from = 0; from < to;) {
      const found = bytes.indexOf(newline, from);
      const end = found < 0 || found > to ? to : found;
      if (read(bytes, from, end, into, count)) count++;
      from = end + 1;
    }
    return { ...into, count };
  };
  return {
    push: (chunk) => {
      const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
      const last = bytes.lastIndexOf(newline);
      if (last < 0 && bytes.length > longest)
        throw wrong(format, `line ${line + 1}`, `of at most ${longest} bytes`, 'a longer one: is this a file of text?');
      rest = bytes.slice(last + 1);
      return last < 0 ? noEvents : readAll(bytes, last);
    },
    end: () => {
      const events = rest.length === 0 ? noEvents : readAll(rest, rest.length);
      rest = new Uint8Array(0);
      return events;
    },
  };
};
