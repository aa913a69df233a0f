import { shown } from './check/shown.js';
import { refuseAll, unless } from './check/refuse.js';
import { refused, type LocalFault } from './errors.js';

/** Whether something is a number that can be the length of a step, ms. */
export const isStep = (dt: unknown): boolean => typeof dt === 'number' && dt > 0 && dt < Infinity;

/** The fault of what cannot be the length of a step. */
export const dtFaults = (dt: unknown): readonly LocalFault[] =>
  unless(isStep(dt), 'Parameter', 'dt', 'a positive number of ms', shown(dt));

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
