import type { AnyModel } from '../../../src/authoring.js';

/** A model that also remembers which neurons spiked in the step before: its new spikes cannot lie where the old ones do. */
export const remembering = (model: AnyModel): AnyModel => ({
  ...model,
  term: { name: 'remembering', params: {} },
  init: { ...model.init, last: false },
  step: (A, state, ...given) => ({ ...model.step(A, state, ...given), last: state['s']! }),
});
