export { grid, type GridPoint } from './sweep/grid.js';
export type { Job, JobContext } from './sweep/job.js';
export type { SweepOptions } from './sweep/options.js';
export type { Outcome } from './sweep/outcome.js';
export { sweepLine, type SweepProgress } from './sweep/progress.js';
export { readStore } from './sweep/store/read-store.js';
export { sweep, type Points } from './sweep/sweep.js';
export type { Where } from './sweep/where.js';
