import type { LocalFault } from '../faults/errors.js';
import type { Layer } from '../network.js';
import { windowSteps } from '../response.js';
import { isWindow } from '../slots.js';
import { unless } from '../faults/refuse.js';

/** How many steps a layer may remember, a million: they are all weighed in each step. */
const mostSteps = 2 ** 20;

/** The faults of what a layer remembers for too long: a network of a window of 1e8 steps would take seconds to check, and to run a step. */
export const windowFaults = ({ model }: Layer<string>, dt: number): readonly LocalFault[] =>
  Object.entries(model.init).flatMap(([name, init]) => {
    if (!isWindow(init)) return [];
    const steps = windowSteps(init.window, dt);
    const got = `${steps} (a window of ${init.window} ms in steps of ${dt})`;
    return unless(steps <= mostSteps, 'Parameter', `'${name}'`, `at most ${mostSteps} steps`, got);
  });
