/** What a command of `npx spikefold` writes to, and how wide that is. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly columns: number;
  /** Whether `err` is a terminal, in which a line can be written over. */
  readonly isTerminal: boolean;
  /** Aborts on the first interruption; the second ends the process. */
  readonly onStop: (stop: () => void) => void;
}

/** A command: its status comes when it has ended. */
export interface Command {
  readonly usage: string;
  readonly does: string;
  readonly help: (columns: number) => string;
  readonly run: (argv: readonly string[], terminal: Terminal) => Promise<number>;
}
