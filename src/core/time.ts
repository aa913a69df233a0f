import { isFinite32 } from './deferred.js';
import { shown } from './faults/shown.js';
import { refuseAll, unless } from './faults/refuse.js';
import { refused, type LocalFault } from './faults/errors.js';

/** The shortest step, ms: one of which float32 holds all digits. */
const shortest = 2 ** -126;

/** Whether something is a number that can be the length of a step, ms: steps compute in float32. */
export const isStep = (dt: unknown): boolean => typeof dt === 'number' && dt >= shortest && isFinite32(dt);

/** The fault of what cannot be the length of a step. */
export const dtFaults = (dt: unknown): readonly LocalFault[] => {
  const isPositive = typeof dt === 'number' && dt > 0 && dt < Infinity;
  const want = `a positive number of ms${isPositive ? ', from 1.2e-38 to 3.4e38 (steps compute in float32)' : ''}`;
  return unless(isStep(dt), 'Parameter', 'dt', want, shown(dt));
};

/**
 * How many steps of `dt` there are in `time` (both ms). A time that is no whole number of steps (but for rounding), negative or
 * no number, and a dt that is not positive, throw a `FaultError`; `place` is whose time it is.
 */
export const stepsIn = (time: number, dt: number, place = 'stepsIn'): number => {
  const isTime = typeof time === 'number' && time >= 0 && time < Infinity;
  refuseAll(place, [
    ...unless(isTime, 'Parameter', 'time', 'a number of ms, at least 0', shown(time)),
    ...dtFaults(dt),
  ]);
  const steps = time / dt;
  const nearest = Math.round(steps);
  if (Math.abs(steps - nearest) < 1e-9 * Math.max(1, nearest)) return nearest;
  const around = [Math.floor(steps), Math.ceil(steps)].map((whole) => Number((whole * dt).toPrecision(9))).join(' or ');
  throw refused(place, 'time', `a whole number of steps of ${dt} ms, such as ${around}`, `${time} ms`);
};
