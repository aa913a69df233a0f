import { explain, FaultError, type Faults } from 'spikefold';
import type { Trouble } from '../messages.js';

/** The name under which engines know the program, in stacks. */
export const programName = 'program.js';

/** Faults as one text, a line for each. */
export const told = (faults: Faults): string => faults.map(explain).join('\n');

/** The line in which a program names the layer or connection of a fault. */
const lineOfPart = (faults: Faults, code: string): number | undefined => {
  const name = /^(?:layer|connection) '(\w+)'$/.exec(faults[0].place)?.[1];
  const found = name === undefined ? -1 : code.search(new RegExp(`(?<=^|[\\s{,(])${name}\\s*:`, 'm'));
  return found < 0 ? undefined : code.slice(0, found).split('\n').length;
};

/** An error of a program, and the line where the program names what it is about, or else where it was thrown. */
export const troubleOf = (error: unknown, code: string): Trouble => {
  if (!(error instanceof Error)) return { message: `the program threw ${String(error)}` };
  const thrownAt = new RegExp(`${programName}:(\\d+)`).exec(error.stack ?? '')?.[1];
  const named = error instanceof FaultError ? lineOfPart(error.faults, code) : undefined;
  const kind = error instanceof FaultError || error.name === 'Error' ? '' : `${error.name}: `;
  return { message: kind + error.message, line: named ?? (thrownAt === undefined ? undefined : Number(thrownAt)) };
};
