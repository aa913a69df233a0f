import { doors } from '../doors/doors.js';
import { firstOf, scaled, type Check, type Line } from '../check.js';
import { inParts } from './in-parts.js';

export const inputs: Check = {
  name: 'inputs',
  title: 'Bad input',
  about:
    'Random input into every place where a user gives something. An input is accepted, or refused in sentences that name the place, what is wanted and\n' +
    'what was given. A failure is: anything else that is thrown, a refusal in the words of the engine, an input that takes longer than a second, or a\n' +
    'network that was accepted and cannot run.',
  measure: async ({ effort, seed, tell }) => {
    const lines: Line[] = [];
    const failures: string[] = [];
    for (const { name, usual } of doors) {
      const count = scaled(effort, usual);
      tell(name);
      const args = (from: number, to: number) => [name, `${seed}`, `${from}`, `${to}`];
      const failed = await inParts('inputs-part.ts', { count, tell, args });
      failures.push(...firstOf(failed));
      lines.push({
        what: name,
        times: count,
        result: failed.length === 0 ? 'no failure' : `${failed.length} failures`,
      });
    }
    return { lines, failures };
  },
};
