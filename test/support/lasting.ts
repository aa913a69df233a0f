/// <reference types="vite/client" />
/** How long a test looks for leaks: as it says, or with `LONG=1 npx vitest run leaks memory tfjs.test` for 10,000 steps and 100 runs. */
export const lasting = (steps: number, runs: number): { readonly steps: number; readonly runs: number } =>
  import.meta.env['LONG'] === undefined ? { steps, runs } : { steps: 10_000, runs: 100 };
