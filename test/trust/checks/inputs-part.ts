import * as fc from 'fast-check';
import { doors } from '../doors/doors.js';
import { say } from './in-parts.js';

const [name, ...numbers] = process.argv.slice(2) as [string, ...string[]];
const [seed, from, to] = numbers.map(Number) as [number, number, number];
const { inputs, enter } = doors.find((door) => door.name === name)!;

/** An input in a text short enough for a line. */
const shown = (input: unknown): string => fc.stringify(input).slice(0, 500);

/** Milliseconds of the processor for something: on a busy machine anything may take a second once. */
const processorTime = async (does: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await does();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const batch = 1000;
for (let start = from; start < to; start += batch) {
  const count = Math.min(batch, to - start);
  for (const input of fc.sample(inputs, { seed: seed * 1_000_003 + start, numRuns: count })) {
    const begin = performance.now();
    const wrong = await enter(input);
    if (wrong !== undefined) say({ failed: `${name}: ${wrong}; of ${shown(input)}` });
    else if (performance.now() - begin > 1000) {
      const ms = await processorTime(() => enter(input));
      if (ms > 1000) say({ failed: `${name}: took ${Math.round(ms)} ms; of ${shown(input)}` });
    }
  }
  say({ done: count });
}
