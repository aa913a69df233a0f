/** The time that passes, or the processor's time that a program takes: the same where nobody else is on the machine. */
export type Clock = 'wall' | 'cpu';
export const clocks: readonly Clock[] = ['wall', 'cpu'];

/** Seconds since some time; of this process with its compiler and garbage collector, where they have threads of their own. */
export const secondsOf = (clock: Clock): number => {
  if (clock === 'wall') return performance.now() / 1000;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
