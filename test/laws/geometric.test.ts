import * as fc from 'fast-check';
import { expect } from 'vitest';
import { geometric } from '../../src/models/encoders/geometric.js';
import { quickLaw } from '../support/law.js';

const word = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.integer({ min: 0, max: 31 }).map((bit) => 2 ** bit),
  fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 32 - 1),
);
const chance = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1e-17, 1e-9, 0.128, 0.5, 1));

const byMath = (of: number, scale: number): number => 1 + Math.floor(Math.log((of + 0.5) * 2 ** -32) * scale);

quickLaw(
  'a geometric interval is the one that Math.log gives',
  [word, chance],
  (of, p) => {
    const scale = 1 / Math.log1p(-p);
    expect(geometric(of, scale)).toBe(byMath(of, scale));
  },
  3000,
);

quickLaw(
  'also of the words at which it becomes another',
  [chance, fc.nat(60), fc.integer({ min: -2, max: 2 })],
  (p, steps, off) => {
    const scale = 1 / Math.log1p(-p);
    const of = Math.min(Math.max(Math.round(Math.exp(steps / scale) * 2 ** 32 - 0.5) + off, 0), 2 ** 32 - 1);
    expect(geometric(of, scale)).toBe(byMath(of, scale));
  },
  3000,
);
