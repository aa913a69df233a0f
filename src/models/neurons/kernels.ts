/** How the effect of a spike runs over time: its weight after `t` ms, for a time constant `tau` (ms). */
export const kernels = {
  alpha: (t: number, tau: number): number => (t / tau ** 2) * Math.exp(-t / tau),
  alphaSlayer: (t: number, tau: number): number => (t / tau) * Math.exp(1 - t / tau),
  laplacian: (t: number, tau: number): number => Math.exp(-Math.abs(t / tau)) / (2 * tau),
  exponential: (t: number, tau: number): number => Math.exp(-t / tau) / tau,
  rectangular: (_t: number, tau: number): number => 1 / (2 * tau),
  /** Not cut off at 0: negative for t > tau. */
  triangular: (t: number, tau: number): number => (1 - t / tau) / tau,
} as const;

/** The name of a kernel of `csrm`. */
export type Kernel = keyof typeof kernels;
