import { expect, test } from 'vitest';
import { kernels, type Kernel } from '../../src/models/neurons/kernels.js';

/** Their integral from 0 on and the time of their peak, of a time constant of 2 ms, and their value at 1 ms. */
const known: Readonly<Record<Kernel, readonly [integral: number, until: number, at1: number]>> = {
  alpha: [1, 80, Math.exp(-0.5) / 4],
  alphaSlayer: [2 * Math.E, 80, Math.exp(0.5) / 2],
  laplacian: [0.5, 80, Math.exp(-0.5) / 4],
  exponential: [1, 80, Math.exp(-0.5) / 2],
  rectangular: [0.5, 2, 0.25],
  triangular: [0.5, 2, 0.25],
};

test.each(Object.entries(known))('the kernel %s has its integral, and its value', (name, [integral, until, at1]) => {
  const kernel = kernels[name as Kernel];
  const parts = 20_000;
  const h = until / parts;
  const sum = Array.from({ length: parts }, (_, k) => kernel((k + 0.5) * h, 2)).reduce((a, b) => a + b, 0);
  expect(sum * h).toBeCloseTo(integral, 4);
  expect(kernel(1, 2)).toBeCloseTo(at1, 12);
});
