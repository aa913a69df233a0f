import type { LocalFault } from '../faults/errors.js';
import type { Layer } from '../network.js';
import { layerSlots } from '../slots.js';
import { receive } from '../step-parts.js';
import { current, drawn, inBatches, roomOf, valuesOf } from './in-batches.js';
import { changeFaults, stepFaults } from './step-faults.js';
import { unreadBy, watched } from './unread.js';
import { checked, notDrawn } from './values.js';
import { windowFaults } from './windows.js';

/** The faults of a layer: those of its model, or of a step (drawn once, in types only) that does not keep the types of its variables. */
export const checkLayer = (layer: Layer<string>, dt: number): readonly LocalFault[] => {
  const { shape, model } = layer;
  const faults = model.faults?.(shape) ?? [];
  if (faults.length > 0) return faults;
  const tooLong = windowFaults(layer, dt);
  if (tooLong.length > 0) return tooLong;
  const slots = layerSlots(layer, dt);
  const tooLarge = roomOf(slots);
  if (tooLarge.length > 0) return tooLarge;
  return inBatches([slots], (rows) => {
    const missing: LocalFault[] = [];
    const state = valuesOf(slots, rows);
    const seenBy = (part: string, vars: typeof state): typeof state =>
      watched(vars, (variable) => missing.push(unreadBy(part, layer, variable)));
    const input = current(shape, rows);
    const received = Object.entries(model.receptors ?? {}).flatMap(([name, receptor]) => {
      const part = `receptor '${name}'`;
      return changeFaults(state, part, () => receptor(checked, seenBy(part, state), input, dt), missing);
    });
    if (received.length > 0) return received;
    const u = model.noise === undefined ? notDrawn : drawn(layer, rows);
    return stepFaults(
      state,
      () => {
        const arriving = { delivered: [input], external: undefined };
        const reached = receive(checked, layer, state, () => arriving, dt);
        return model.step(checked, seenBy('the step', reached.state), reached.input, dt, u);
      },
      missing,
    );
  });
};
