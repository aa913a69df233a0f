import { describe } from 'vitest';
import { eager, js, wasm } from '../../src/index.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { play } from '../support/trials.js';
import { driven } from './support/nets.js';

/** Backends, and how many networks each runs: what `wasm` and `js` have in common is tried on both. */
const compiling = [
  [wasm.name, wasm, 50],
  [js.name, js, 20],
] as const;

describe.each(compiling)('large layers on %s', (_, backend, many) => {
  law(
    'learn as on eager, to the bit, whatever the frames bring, run after run',
    [driven(2)],
    async ([{ net, start }, parts]) => {
      let [got, want] = [start, start];
      for (const part of parts) {
        const [mine, yours] = [await play(backend, net, got, part), await play(eager, net, want, part)];
        expectSame(mine.monitors, yours.monitors);
        expectSame({ ...mine.state }, { ...yours.state });
        [got, want] = [mine.state, yours.state];
      }
    },
    many,
  );
});
