import { expect, test } from 'vitest';
import { tensor } from '../../src/index.js';
import { eagerAlgebra } from '../../src/authoring.js';
import { gateAfter, gateAtRest, type Gate } from '../../src/models/cells/traub-miles.js';

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
