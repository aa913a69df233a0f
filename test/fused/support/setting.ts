import type { Setting } from '../../../src/backends/fused/plan/compile.js';

/** What a graph by itself is compiled for: steps of 1 ms, numbers that are finite, and nothing that is known of its variables. */
export const alone: Omit<Setting, 'addressOf' | 'start' | 'lanes'> = {
  dt: 1,
  tables: new Map(),
  constantMatrices: new Map(),
  infinite: () => false,
  ranged: false,
};
