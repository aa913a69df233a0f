import { FaultError } from 'spikefold';

/** Sets the exit status to that of a program. A fault becomes one line on stderr, without a stack trace, and status 1. */
export const exitWith = async (work: () => Promise<number>): Promise<void> => {
  process.exitCode = await work().catch((error: unknown) => {
    console.error(error instanceof FaultError ? error.message : error);
    return 1;
  });
};

/** Prints why a program cannot run, and gives the exit status for that. */
export const refuse = (text: string): number => {
  console.error(text);
  return 2;
};
