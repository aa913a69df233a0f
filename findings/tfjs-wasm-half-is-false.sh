#!/usr/bin/env bash
# What: tf.cast(x, 'bool') on the wasm backend of TensorFlow.js takes 0.5 for false.
# Guess before it was run: every number but 0 is true, on each backend, as in NumPy and PyTorch.
# Seen (@tensorflow/tfjs-core, -backend-cpu, -backend-wasm 4.22.0, Node 20.20): of [0.5, 1.5, -0.25, 0, NaN] cpu makes 1 1 1 0 1,
# wasm 0 1 0 0 0: it cuts the fraction off first, so a graded spike below 1, or a mask of probabilities, is lost in silence.
# For us: a comparison (x > 0, x != 0) says what is meant; src/backends/tfjs never casts to bool.
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
  const truth = await tf.cast(tf.tensor1d([0.5, 1.5, -0.25, 0, NaN]), 'bool').data();
  console.log(backend, Array.from(truth).join(' '));
}
JS
seen=$(node try.mjs 2>/dev/null | grep -E '^(cpu|wasm) ')
echo "$seen"
[ "$seen" = $'cpu 1 1 1 0 1\nwasm 0 1 0 0 0' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
