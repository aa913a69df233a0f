import { fault, type LocalFault } from '../faults/errors.js';
import { types } from '../graph/interpret.js';
import { unless } from '../faults/refuse.js';
import type { Layer, Wire } from '../network.js';
import { layerSlots, slotTypes } from '../slots.js';
import { innermost } from '../term.js';
import { current, drawn } from './in-batches.js';

/**
 * The faults of a connection into a layer that takes no input, and of weights into one whose spikes are its very input, as of `input()`:
 * its spikes would be sums of weights, of 20 or -0.5. Connections without weights (`maxPool`) deliver spikes, and may.
 */
export const relayFaults = (
  { connection }: Wire<string>,
  to: string,
  target: Layer<string>,
  dt: number,
): readonly LocalFault[] => {
  if (target.model.source === true)
    return [
      fault(
        'Model',
        'target',
        'a layer whose neurons take input',
        `'${to}', a source (${innermost(target.model.term)})`,
      ),
    ];
  const want = 'a layer whose neurons decide when they spike, such as lif()';
  const got = `'${to}', an input layer, whose spikes would be the weights (frames can inject 100 mV into a lif() where it has to spike)`;
  return unless(connection.learned.length === 0 || !passesOn(target, dt), 'Model', 'target', want, got);
};

/** Whether a layer's spikes are its very input. One with a voltage says so itself: `graded` is for numbers in place of spikes. */
const passesOn = (layer: Layer<string>, dt: number): boolean => {
  const { shape, model } = layer;
  if ('v' in model.init) return false;
  const input = current(shape, 1);
  try {
    const state = slotTypes(layerSlots(layer, dt), 1);
    return model.step(types, state, input, dt, drawn(layer, 1))['s'] === input;
  } catch {
    // The check of the layer itself reports a step that throws.
    return false;
  }
};
