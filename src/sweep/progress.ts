import { expectRecord } from '../core/expect.js';
import { shown } from '../core/faults/shown.js';
import { refused } from '../core/faults/errors.js';

/** How far a sweep is. */
export interface SweepProgress {
  /** Points with an outcome, those that were in the store among them. */
  readonly done: number;
  /** Of these, those that failed. */
  readonly failed: number;
  /** Of these, those that were in the store. */
  readonly stored: number;
  /** How many points there are, where that is known. */
  readonly total?: number;
  /** Points that were computed, and parts of points as their jobs say, in a second. */
  readonly rate: number;
  /** Seconds to the end at this rate, where the total is known. */
  readonly left?: number;
  /** What the last job said, or what holds the sweep up. */
  readonly note: string;
}

/** What is counted on the way. */
export interface Counted {
  readonly done: number;
  readonly failed: number;
  readonly stored: number;
  readonly total: number | undefined;
  /** Parts of points that are under way. */
  readonly parts: number;
  readonly seconds: number;
  readonly note: string;
}

export const progressOf = ({ done, failed, stored, total, parts, seconds, note }: Counted): SweepProgress => {
  const rate = seconds > 0 ? (done - stored + parts) / seconds : 0;
  const left = total === undefined || rate === 0 ? {} : { left: Math.max(0, total - done - parts) / rate };
  return { done, failed, stored, ...(total !== undefined && { total }), rate, ...left, note };
};

/**
 * A line of at most so many characters (of a terminal: its columns): a bar if there is room, how many of how many, failures, the
 * rate, the time that is left, and the note. `[####----] 6 of 12 points, 1 failed, 2.5/s, 3 s left`.
 */
export const sweepLine = (at: SweepProgress, columns = 80): string => {
  expectRecord('sweepLine', at, 'progress');
  checkProgress(at, columns);
  const { done, failed, total, rate, left, note } = at;
  const count = total === undefined ? `${done} points` : `${done} of ${total} points`;
  const parts = [
    count,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(rate > 0 && (total === undefined || done < total) ? [rateOf(rate)] : []),
    ...(left !== undefined && total !== undefined && done < total ? [`${timeOf(left)} left`] : []),
    ...(note === '' ? [] : [note]),
  ];
  const text = fitting(parts, columns);
  const room = columns - text.length - 3;
  if (total === undefined || room < 8) return text;
  const width = Math.min(room, 30);
  const full = total === 0 ? width : Math.floor(Math.min(done / total, 1) * width);
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}] ${text}`;
};

const checkProgress = ({ done, failed, total = 0, rate, left = 0, note }: SweepProgress, columns: number): void => {
  for (const [what, value] of Object.entries({ done, failed, total, rate, left, columns }))
    if (!(typeof value === 'number' && value >= 0))
      throw refused('sweepLine', what, 'a number of at least 0', shown(value));
  if (typeof note !== 'string') throw refused('sweepLine', 'note', 'a string', shown(note));
};

/** As many parts as fit, the first in any case. */
const fitting = ([first, ...others]: readonly string[], columns: number): string =>
  others
    .reduce((text, part) => (text.length + part.length + 2 <= columns ? `${text}, ${part}` : text), first!)
    .slice(0, columns);

const rateOf = (rate: number): string => {
  if (rate >= 1) return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`;
  const minutes = rate * 60;
  return minutes >= 1
    ? `${minutes < 10 ? minutes.toFixed(1) : Math.round(minutes)}/min`
    : `${(minutes * 60).toFixed(1)}/h`;
};

/** `40 s`, `12 min`, `3 h 20 min`. */
const timeOf = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};
