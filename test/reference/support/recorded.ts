import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '..', 'data');

/** Spikes at one receptor: each is in its state at its time (ms), before the step that begins there integrates. */
export interface Arrivals {
  readonly weight: number;
  readonly times: readonly number[];
}

/** One run of one cell: what it got, and what it did. */
export interface Case {
  readonly method: string;
  readonly dt: number;
  readonly set: string;
  readonly input: string;
  readonly current?: { readonly nA: number; readonly start: number; readonly stop: number };
  readonly arrivals?: Readonly<Record<string, Arrivals>>;
  readonly traces: Readonly<Record<string, readonly number[]>>;
  readonly spikes: readonly number[];
}

/** All runs of one cell by one simulator; traces are samples at `first`, `first + every`, ... ms. */
export interface Recording {
  readonly source: string;
  readonly what: string;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly times: { readonly first: number; readonly every: number; readonly count: number };
  readonly cases: readonly Case[];
}

export const names: readonly string[] = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));

export const textOf = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');

// Each file is written by the scripts beside the folder; data.test.ts holds it to this form.
export const recordingOf = (name: string): Recording => JSON.parse(textOf(name)) as Recording;

export const timesOf = ({ times }: Recording): readonly number[] =>
  Array.from({ length: times.count }, (_, k) => times.first + k * times.every);

export const nameOf = ({ method, dt, set, input }: Case): string => `${method}, dt ${dt}, ${set}: ${input}`;

/** The largest difference of two lists of numbers, sample by sample. */
export const furthest = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k]!)), 0);
