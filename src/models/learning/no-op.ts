import { ruleOf, type RuleBody } from './rule-of.js';

/** Learns nothing; to be wrapped, as in `decaying(noOp(), 1e-3)`. */
export const noOp = ruleOf(
  'noOp',
  {},
  () => ({}),
  (): RuleBody<never, never> => ({
    init: {},
    step: (_A, { w }) => ({ w }),
  }),
);
