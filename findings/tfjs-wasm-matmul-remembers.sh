#!/usr/bin/env bash
# What: tf.matMul on the wasm backend of TensorFlow.js multiplies by the matrix of before where its second operand is a reshape of it.
# Guess before it was run: rounding in another order, or memory that is given back too early, as the numbers were others at each run.
# Seen (@tensorflow/tfjs-core, -backend-cpu, -backend-wasm 4.22.0, Node 20.20): after b [3, 1] was a second operand, [[2]] times its
# reshape [1, 3] is 2 4 6 on cpu, and on wasm 2 and then whatever lay in the two places behind it; with a copy it is 2 4 6. The operator
# that is made of a second matrix, its extents with it, is kept under the id of its data, which a reshape shares.
# For us: src/backends/tfjs/desk.ts copies a second matrix that was one before in another shape.
# Fails when this changes. Run by hand; needs the npm registry.
set -euo pipefail
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
cat >try.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
for (const backend of ['cpu', 'wasm']) {
  await tf.setBackend(backend);
  const two = tf.tensor([2], [1, 1]);
  const column = tf.tensor([1, 2, 3], [3, 1]);
  const first = tf.matMul(tf.ones([1, 3]), column);
  const row = tf.reshape(column, [1, 3]);
  const again = tf.matMul(two, row);
  const copied = tf.matMul(two, tf.slice(row, [0, 0], [1, 3]));
  const right = (await again.data()).join(' ') === '2 4 6';
  console.log(backend, ...(await first.data()), right ? 'right' : 'wrong', ...(await copied.data()));
}
JS
seen=$(node try.mjs 2>/dev/null | grep -E '^(cpu|wasm) ')
echo "$seen"
[ "$seen" = $'cpu 6 right 2 4 6\nwasm 6 wrong 2 4 6' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
