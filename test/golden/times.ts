/** How many steps the reference takes for a time (both ms): it cuts off what is no whole step, and 0.3 / 0.1 is less than 3 there, too. */
export const stepsOfReference = (time: number, dt: number): number => Math.trunc(time / dt);

/** The time of those steps, which is what ours is asked for. */
export const wholeTime = (time: number, dt: number): number => stepsOfReference(time, dt) * dt;
