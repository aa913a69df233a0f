import type { Rule } from '../../core/rule.js';

/** Learns nothing; to be wrapped, as in `decaying(noOp(), 1e-3)`. */
export const noOp = (): Rule<never, never> => ({
  term: { name: 'noOp', params: {} },
  init: {},
  step: (_A, { w }) => ({ w }),
});
