/**
 * Many runs: a job for each of many points, over threads (the optional package piscina) or machines (bullmq and ioredis, with Redis), to the bit
 * the same everywhere. Users import it as `spikefold/sweep`. docs/sweeps.md.
 */
export {
  evaluateIn,
  evaluation,
  type EvaluateOptions,
  type Evaluated,
  type Evaluation,
  type Part,
} from './sweep/evaluation.js';
export { gather } from './sweep/gather.js';
export { grid, type GridPoint } from './sweep/grid.js';
export type { Job, JobContext } from './sweep/jobs/job.js';
export type { SweepOptions } from './sweep/options.js';
export type { Outcome } from './sweep/jobs/outcome.js';
export { sweepLine, type SweepProgress } from './sweep/progress.js';
export { rounds, type Search } from './sweep/rounds.js';
export { readStore } from './sweep/store/read-store.js';
export { sweep, type Points } from './sweep/sweep.js';
export type { Where } from './sweep/where.js';
