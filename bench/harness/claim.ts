import type { Either } from 'fp-ts/lib/Either.js';
import type { Backend } from 'spikefold';
import type { Clock } from './clock.js';

/** Mean spikes of a unit of work, by what is counted: subjects of one race have to show the same. */
export type Spikes = Readonly<Record<string, number>>;

/** A subject that is built and ready to run. */
export interface Ready {
  /** One timed round: seconds (or bytes, where memory is measured) a unit of work. */
  readonly round: (clock: Clock) => Promise<number>;
  readonly spikes?: Spikes;
  /** What it is made of, by name. */
  readonly versions?: Readonly<Record<string, string>>;
  readonly close?: () => void;
}

/** Something to be timed: a backend of spikefold, a peer, or a bound that no program can pass. A Left says why it is absent. */
export interface Subject {
  readonly name: string;
  readonly kind: 'ours' | 'peer' | 'bound';
  readonly open: () => Promise<Either<string, Ready>>;
}

/** One size of a workload: subjects that do the same work. */
export interface Case {
  readonly size: string;
  /** What the numbers are, `ms a sample`, and by what seconds (or bytes) are multiplied to get there. */
  readonly unit: string;
  readonly scale: number;
  readonly subjects: readonly Subject[];
}

/** What the command line leaves to the claims. */
export interface Setting {
  /** The first is what ratios are to. */
  readonly backends: readonly Backend[];
  readonly quick: boolean;
  /** A folder of idx files in place of the shipped digits. */
  readonly data: string | undefined;
}

/** A claim about speed: what is measured, in a sentence, and its cases. */
export interface Claim {
  readonly name: string;
  readonly about: string;
  readonly cases: (setting: Setting) => readonly Case[];
}
