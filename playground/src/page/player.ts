import type { Advanced, Loaded, Values } from '../messages.js';
import { patience, ProgramError, Runaway, type SandboxHost } from './sandbox-host.js';

/** ms of the network in a second, and how they are called; Infinity: as many as there is time for. */
export const speeds: readonly (readonly [speed: number, name: string])[] = [
  [20, '1/50 of real time'],
  [100, '1/10 of real time'],
  [300, '1/3 of real time'],
  [1000, 'real time'],
  [3000, '3 x real time'],
  [Infinity, 'as fast as it can'],
];

/** How long steps may take between two pictures, and how often weights are drawn (ms). */
const [budget, weightsEvery] = [13, 120];

export interface Listener {
  readonly loaded: (loaded: Loaded, isNew: boolean) => void;
  readonly advanced: (seen: Advanced, dt: number) => void;
  readonly failed: (message: string, line?: number) => void;
  readonly changed: (isRunning: boolean) => void;
}

/** Runs a program in the sandbox: one thing at a time, as many steps a picture as the speed says. */
export const player = (host: SandboxHost, on: Listener) => {
  let isRunning = false;
  let isLoaded = false;
  let speed = 1000;
  let dt = 1;
  let owed = 0;
  let weightsAt = 0;
  let tuning: Values | undefined;
  let work: Promise<void> = Promise.resolve();
  let pending = 0;

  const setRunning = (to: boolean): void => {
    isRunning = to;
    on.changed(to);
  };
  const failed = async (error: unknown, code?: string): Promise<void> => {
    setRunning(false);
    if (error instanceof Runaway) {
      isLoaded = false;
      return on.failed(
        `stopped: the program gave no answer for ${patience.advance / 1000} s or more. Is there a loop that never ends?`,
      );
    }
    if (!(error instanceof ProgramError)) return on.failed(String(error));
    const { message, line } = error.trouble;
    const found =
      line === undefined && code !== undefined && message.startsWith('SyntaxError') ? await host.lineOf(code) : line;
    on.failed(message, found);
  };
  /** Work on the worker, one piece after the other. */
  const next = (piece: () => Promise<void>, code?: string): Promise<void> => {
    pending++;
    work = work
      .then(piece)
      .catch((error: unknown) => failed(error, code))
      .finally(() => void pending--);
    return work;
  };
  const took = (loaded: Loaded, isNew: boolean): void => {
    dt = loaded.dt;
    on.loaded(loaded, isNew || loaded.restarted !== undefined);
  };
  const advance = async (steps: number, most = budget): Promise<void> => {
    if (!isLoaded) return;
    const now = performance.now();
    const weights = now - weightsAt > weightsEvery || steps === 1;
    if (weights) weightsAt = now;
    const seen = await host.ask({ kind: 'advance', steps, budget: most, weights });
    on.advanced(seen, dt);
    if (seen.ended) setRunning(false);
  };
  const tune = (): void =>
    void next(async () => {
      if (tuning === undefined || !isLoaded) return;
      const values = tuning;
      tuning = undefined;
      took(await host.ask({ kind: 'tune', values }), false);
    });

  return {
    load: (code: string, seed: number, values: Values, digits?: string): Promise<void> =>
      next(async () => {
        isLoaded = false;
        tuning = undefined;
        const loaded = await host.ask({ kind: 'load', code, seed, values, ...(digits !== undefined && { digits }) });
        isLoaded = true;
        owed = 0;
        took(loaded, true);
      }, code),
    isLoaded: (): boolean => isLoaded,
    isRunning: (): boolean => isRunning,
    run: (): void => setRunning(true),
    pause: (): void => setRunning(false),
    step: (): Promise<void> => next(() => advance(1)),
    speed: (of: number): void => void (speed = of),
    tune: (values: Values): void => {
      const isWaiting = tuning !== undefined;
      tuning = values;
      if (!isWaiting) tune();
    },
    save: async (): Promise<Uint8Array | undefined> => {
      let bytes: Uint8Array | undefined;
      await next(async () => void (bytes = await host.ask({ kind: 'save' })));
      return bytes;
    },
    restore: (bytes: Uint8Array): Promise<void> =>
      next(async () => took(await host.ask({ kind: 'restore', bytes }), true)),
    /** To be called before each picture, with the time since the last one (ms). */
    tick: (passed: number): void => {
      if (!isRunning || !isLoaded || pending > 0) return;
      // A page that was hidden does not make up for it.
      owed = Math.min(owed + (speed * Math.min(passed, 100)) / 1000 / dt, 1e9);
      const steps = Math.floor(owed);
      if (steps < 1) return;
      owed = Math.min(owed - steps, 1);
      void next(() => advance(steps));
    },
  };
};
