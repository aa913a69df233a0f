#!/usr/bin/env bash
# What: on the wasm backend of TensorFlow.js clipByValue hides a NaN: it becomes the lower bound.
# Guess before it was run: NaN stays NaN on each backend, as on cpu, in NumPy and in PyTorch.
# Seen (@tensorflow/tfjs-core, -backend-cpu, -backend-wasm 4.22.0, Node 20.20): clipByValue([NaN], 2, 3) is NaN on cpu and 2 on
# wasm; maximum(NaN, 1) and maximum(1, NaN) are NaN NaN on cpu, NaN 1 on wasm: there the order of the operands decides.
# So weights that a rule has ruined come back as perfectly sound ones, at their bound, on one backend only.
# For us: clamp is written as minimum(maximum(x, least), most) with x first, which keeps a NaN on wasm too.
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
  const clipped = await tf.clipByValue(tf.tensor1d([NaN]), 2, 3).data();
  const larger = await tf.maximum(tf.tensor1d([NaN, 1]), tf.tensor1d([1, NaN])).data();
  console.log(backend, 'clip', clipped[0], 'max', Array.from(larger).join(' '));
}
JS
seen=$(node try.mjs 2>/dev/null | grep -E '^(cpu|wasm) ')
echo "$seen"
[ "$seen" = $'cpu clip NaN max NaN NaN\nwasm clip 2 max NaN 1' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
