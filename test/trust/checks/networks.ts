import { scaled, firstOf, type Check } from '../check.js';
import { inParts } from './in-parts.js';

/** What is compared, and how often at the usual effort. */
const kinds = [
  { kind: 'scenes', what: 'networks on js and wasm, against eager', usual: 10_000 },
  { kind: 'courses', what: 'courses of 1 to 3 runs on js and wasm, against eager', usual: 2000 },
] as const;

export const networks: Check = {
  name: 'networks',
  title: 'Random networks',
  about:
    'Networks of 1 to 6 layers and 1 to 4 connections, made at random of the whole vocabulary, under random frames. On `js` and `wasm` every\n' +
    'variable of every step, and the state at the end, have to equal those of `eager` to the bit; where numbers leave the range of floats, the fault that says so.\n' +
    'A course is harder: up to 257 neurons a layer, 5 connections and 9 samples side by side, ready-made networks too, frames one by one, later, many at once or in\n' +
    'blocks, encoders, forced random numbers, numbers out of range, monitors that look at every k-th step, counters near 2^24, 2^31 and 2^32; and between its runs\n' +
    'the network is frozen, rested, saved and loaded, or goes on with other parameters. `eager` takes the same frames one by one.',
  measure: async ({ effort, seed, tell }) => {
    const outcomes = [];
    for (const { kind, what, usual } of kinds) {
      const times = scaled(effort, usual);
      const args = (from: number, to: number) => [kind, `${seed}`, `${from}`, `${to}`];
      const failures = await inParts('networks-part.ts', { count: times, tell, args });
      const result = failures.length === 0 ? 'all equal to the bit' : `${failures.length} failures`;
      outcomes.push({ line: { what, times, result }, failures });
    }
    return {
      lines: outcomes.map(({ line }) => line),
      failures: outcomes.flatMap(({ failures }) => firstOf(failures)),
    };
  },
};
