import { neuron, type Body } from './neuron.js';

/**
 * An input layer: its spikes are what the frame gives it, passed on unchanged; bool spikes stay bool, graded input (any
 * numbers) stays numbers. Variable: s. Source: docs/spec/nodes.md, Input.
 */
export const input = neuron('input', {}, (): Body<'s'> => ({
  init: { s: false },
  step: (_A, _state, given) => ({ s: given }),
}));
