import { describe, expect, test } from 'vitest';
import { tensor } from '../../src/index.js';
import { eagerAlgebra } from '../../src/authoring.js';
import { gateAfter, gateAtRest, openParts, type Gate } from '../../src/models/cells/traub-miles.js';

/** Voltages, also close to those at which a rate is 0 / 0: mV above the threshold. */
const voltages = [13, 15, 40].flatMap((at) =>
  [-30, -2, -0.26, -0.24, -0.1, -0.01, 0, 0.003, 0.05, 0.19, 0.21, 0.24, 0.3, 5].map((from) => at + from),
);

test.each<Gate>(['m', 'h', 'n'])('after a second gate %s is where it stays, to single precision', (gate) => {
  const u = tensor([voltages.length], voltages);
  const { data } = gateAfter(
    eagerAlgebra,
    gate,
    tensor(
      [voltages.length],
      voltages.map(() => 0.3),
    ),
    u,
    1000,
  );
  // Below 0.05 a rate comes of its series; above it of exp(y) - 1, which loses a part in 2^20.
  u.data.forEach((voltage, k) => expect(data[k]! / gateAtRest(gate, voltage)).toBeCloseTo(1, 5.5));
});

/** y / (exp(y) - 1), which is 1 at 0. */
const linear = (y: number): number => (y === 0 ? 1 : y / Math.expm1(y));

/** The rates of the paper, 1/ms, by the voltage u above the threshold, mV: at which each gate opens, and shuts. */
const published: Readonly<Record<Gate, (u: number) => readonly [opens: number, shuts: number]>> = {
  m: (u) => [0.32 * 4 * linear((13 - u) / 4), 0.28 * 5 * linear((u - 40) / 5)],
  h: (u) => [0.128 * Math.exp((17 - u) / 18), 4 / (1 + Math.exp((40 - u) / 5))],
  n: (u) => [0.032 * 5 * linear((15 - u) / 5), 0.5 * Math.exp((10 - u) / 40)],
};

describe.each<Gate>(['m', 'h', 'n'])('gate %s has the rates of Traub and Miles', (gate) => {
  test('where it stays', () => {
    for (const u of voltages) {
      const [opens, shuts] = published[gate](u);
      expect(gateAtRest(gate, u)).toBeCloseTo(opens / (opens + shuts), 12);
    }
  });

  test.each([0.02, 0.3])('and goes there exponentially, by the exact solution after %s ms', (h) => {
    for (const x of [0, 1]) {
      const from = tensor([voltages.length], Array.from(voltages).fill(x));
      const { data } = gateAfter(eagerAlgebra, gate, from, tensor([voltages.length], voltages), h);
      voltages.forEach((u, k) => {
        const [opens, shuts] = published[gate](u);
        const level = opens / (opens + shuts);
        expect(Math.abs(data[k]! - (level + (x - level) * Math.exp(-h * (opens + shuts))))).toBeLessThan(1e-6);
      });
    }
  });
});

test('sodium flows by m cubed times h, potassium by n to the fourth', () => {
  const of = (value: number) => tensor([1], [value]);
  const { sodium, potassium } = openParts(eagerAlgebra, { m: of(0.5), h: of(0.75), n: of(0.25) });
  expect([sodium.data[0], potassium.data[0]]).toEqual([0.5 ** 3 * 0.75, 0.25 ** 4]);
});
