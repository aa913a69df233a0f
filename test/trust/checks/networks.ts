import { scaled, firstOf, type Check } from '../check.js';
import { inParts } from './in-parts.js';

export const networks: Check = {
  name: 'networks',
  title: 'Random networks',
  about:
    'Networks of 1 to 6 layers and 1 to 4 connections, made at random of the whole vocabulary, under random frames. On `js` and `wasm` every\n' +
    'variable of every step, and the state at the end, have to equal those of `eager` to the bit; where numbers leave the range of floats, the fault that says so.',
  measure: async ({ effort, seed, tell }) => {
    const count = scaled(effort, 10_000);
    const args = (from: number, to: number) => [`${seed}`, `${from}`, `${to}`];
    const failures = await inParts('networks-part.ts', { count, tell, args });
    const result = failures.length === 0 ? 'all equal to the bit' : `${failures.length} failures`;
    return {
      lines: [{ what: 'networks on js and wasm, against eager', times: count, result }],
      failures: firstOf(failures),
    };
  },
};
