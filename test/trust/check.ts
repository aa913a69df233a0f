/** One line of a table of docs/reliability.md. */
export interface Line {
  /** What was tried. */
  readonly what: string;
  /** How often. */
  readonly times: number;
  /** What came of it. */
  readonly result: string;
}

/** The outcome of a check: what was tried, and each failure in a line; without any the check holds. */
export interface Outcome {
  readonly lines: readonly Line[];
  readonly failures: readonly string[];
}

/** How a check is run: how hard it tries (1 is the usual, minutes), by which seed, and where it says how far it has come. */
export interface Effort {
  readonly effort: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

/** Something that users have to be able to trust, tried on a scale that is too long for each commit. */
export interface Check {
  readonly name: string;
  readonly title: string;
  /** What is tried and what would be a failure: the text of its section. */
  readonly about: string;
  readonly measure: (how: Effort) => Promise<Outcome>;
}

/** The outcome of a check, and where and when it was measured: what test/trust/figures.json keeps. */
export interface Figure extends Outcome {
  readonly date: string;
  readonly node: string;
  readonly effort: number;
  readonly seed: number;
  readonly minutes: number;
}

/** A number of tries that grows with the effort. */
export const scaled = (effort: number, usual: number): number => Math.max(1, Math.round(usual * effort));

/** Of many failures the first ones, so that a page stays readable. */
export const firstOf = (failures: readonly string[], most = 10): readonly string[] =>
  failures.length <= most ? failures : [...failures.slice(0, most), `and ${failures.length - most} more`];
