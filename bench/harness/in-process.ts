import { left, right } from 'fp-ts/lib/Either.js';
import { secondsOf } from './clock.js';
import type { Subject } from './claim.js';

/** Another library's neurons in this process: they step, say how many spiked in the last step, and wait for what is under way. */
export interface Stepper {
  readonly step: () => void | Promise<unknown>;
  readonly spiking: () => Promise<number>;
  readonly settled: () => Promise<unknown>;
  readonly close: () => void;
  readonly versions: Readonly<Record<string, string>>;
}

/** It as a subject: `steps` steps a round, then one wait. A library that cannot be loaded is absent. */
export const inProcess = (name: string, n: number, steps: number, load: () => Promise<Stepper>): Subject => ({
  name,
  kind: 'peer',
  open: async () => {
    try {
      const { step, spiking, settled, close, versions } = await load();
      let total = 0;
      for (let i = 0; i < steps; i++) {
        await step();
        total += await spiking();
      }
      return right({
        spikes: { out: total / (n * steps) },
        versions,
        close,
        round: async (clock) => {
          const began = secondsOf(clock);
          for (let i = 0; i < steps; i++) await step();
          await settled();
          return (secondsOf(clock) - began) / (n * steps);
        },
      });
    } catch (error) {
      return left(error instanceof Error ? error.message.split('\n')[0]! : String(error));
    }
  },
});
