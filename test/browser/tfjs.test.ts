import { expect, test } from 'vitest';
import { errors, operands } from '../support/exactness.js';
import { onDevice } from '../support/tfjs.js';
import { tf } from './support/tfjs.js';
test.each(['wasm', 'webgl', 'webgpu'])('%s', async (m) => {
  console.log(
    m,
    JSON.stringify(
      await errors(async (ex) => (await onDevice(tf, m, operands as never, (A, g) => [ex(A, g as never)]))[0]!),
      null,
      1,
    ),
    tf.memory().numTensors,
  );
  expect(1).toBe(1);
});
