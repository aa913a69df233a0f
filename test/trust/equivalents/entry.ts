/** A mutant that no test could notice, as all results stay the same: an equivalent mutant. */
export interface Equivalent {
  readonly file: string;
  /** Code that stands once in the file, and what the mutant makes of it. */
  readonly code: string;
  readonly becomes: string;
  /** Why nothing but time or memory changes. */
  readonly reason: string;
}
