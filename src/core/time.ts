/** How many steps of `dt` there are in `time` (both ms): the whole number that is meant where rounding hides it, else cut off. */
export const stepsIn = (time: number, dt: number): number => {
  const steps = time / dt;
  const nearest = Math.round(steps);
  return Math.abs(steps - nearest) < 1e-9 * Math.max(1, nearest) ? nearest : Math.trunc(steps);
};
