import type { Model } from '../../core/model.js';

/**
 * An input layer: its spikes are what the frame gives it, passed on unchanged; bool spikes stay bool, graded input (any
 * numbers) stays numbers. Variable: s. Source: spec/nodes.md, Input.
 */
export const input = (): Model<'s'> => ({
  term: { name: 'input', params: {} },
  init: { s: false },
  step: (_A, _state, given) => ({ s: given }),
});
