import type { Trace } from './trace.js';
import { differences } from './statistics.js';

/** What a classifier makes of a trace: does it show the pattern, and what there was to see. */
export interface Verdict {
  readonly shows: boolean;
  readonly seen: string;
}

/** Spikes in groups: a gap longer than `gap` ms starts a new one. */
export const groups = (spikes: readonly number[], gap: number): readonly (readonly number[])[] => {
  const starts = spikes.flatMap((time, i) => (i === 0 || time - spikes[i - 1]! > gap ? [i] : []));
  return starts.map((start, i) => spikes.slice(start, starts[i + 1]));
};

/** Whether all values are within a share of the first. */
export const alike = (values: readonly number[], share: number): boolean =>
  values.every((value) => Math.abs(value / values[0]! - 1) <= share);

export const rising = (values: readonly number[]): boolean => differences(values).every((step) => step > 0);
export const falling = (values: readonly number[]): boolean => differences(values).every((step) => step < 0);

/** Voltages of one stretch of time, ms. */
export const between = ({ v, dt }: Trace, from: number, to: number): readonly number[] =>
  v.slice(Math.ceil(from / dt), Math.ceil(to / dt));

/** Heights of the local maxima. */
export const peaks = (v: readonly number[]): readonly number[] =>
  v.filter((value, i) => i > 0 && i < v.length - 1 && value > v[i - 1]! && value >= v[i + 1]!);

export const inside = (times: readonly number[], from: number, to: number): boolean =>
  times.every((time) => time >= from && time <= to);

export const ms = (times: readonly number[]): string => times.map((time) => time.toFixed(1)).join(', ');
