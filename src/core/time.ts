import { shown } from './check/shown.js';
import { at, fault, FaultError, refused } from './errors.js';

/** Whether something is a number that can be the length of a step, ms. */
export const isStep = (dt: unknown): boolean => typeof dt === 'number' && dt > 0 && dt < Infinity;

/**
 * How many steps of `dt` there are in `time` (both ms). A time that is no whole number of steps (but for rounding), negative or
 * no number, and a dt that is not positive, throw a `FaultError`; `place` is whose time it is.
 */
export const stepsIn = (time: number, dt: number, place = 'stepsIn'): number => {
  const faults = [
    ...(typeof time === 'number' && time >= 0 && time < Infinity
      ? []
      : [fault('Parameter', 'time', 'a number of ms, at least 0', shown(time))]),
    ...(isStep(dt) ? [] : [fault('Parameter', 'dt', 'a positive number of ms', shown(dt))]),
  ].map(at(place));
  const [first, ...others] = faults;
  if (first !== undefined) throw new FaultError([first, ...others]);
  const steps = time / dt;
  const nearest = Math.round(steps);
  if (Math.abs(steps - nearest) < 1e-9 * Math.max(1, nearest)) return nearest;
  const around = [Math.floor(steps), Math.ceil(steps)].map((whole) => Number((whole * dt).toPrecision(9))).join(' or ');
  throw refused(place, 'time', `a whole number of steps of ${dt} ms, such as ${around}`, `${time} ms`);
};
