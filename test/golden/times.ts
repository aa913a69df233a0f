/** How many steps the reference takes for a time (both ms): it cuts off what is no whole step. */
export const stepsOfReference = (time: number, dt: number): number => {
  const steps = time / dt;
  const nearest = Math.round(steps);
  return Math.abs(steps - nearest) < 1e-9 * Math.max(1, nearest) ? nearest : Math.trunc(steps);
};

/** The time of those steps, which is what ours is asked for. */
export const wholeTime = (time: number, dt: number): number => stepsOfReference(time, dt) * dt;
