#!/usr/bin/env bash
# What: argmax and argmin of jax-js give the length of the axis, an index that no element has, where one is NaN; taken on the wasm device, it reads element 0.
# Guess before it was run: the index of the NaN, as in JAX and NumPy (and as its own topK).
# Seen (@jax-js/jax 0.1.25, Node 20.20): argmax of [1, NaN, 2] is 3, the argmin of [1, NaN, 0] too. take([10, 20, 30], [3]) is 10 on wasm and an error on cpu
# (JAX: clipped to the last), as is take(..., [-1]). So once a voltage is NaN, the winner of a layer of n is neuron n, whose class reads as that of neuron 0.
# For us: docs/backends.md. chooseOne and the read-outs of ours give an index below n; a NaN ends a run with a fault.
# Fails when this changes. Run by hand; needs the npm registry.
set -euo pipefail
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @jax-js/jax@0.1.25
cat >try.mjs <<'JS'
import { defaultDevice, init, lax, numpy as np } from '@jax-js/jax';
// Node 20 lacks what it asks for the number of threads.
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { hardwareConcurrency: 1 } });
for (const device of ['wasm', 'cpu']) {
  await init(device);
  defaultDevice(device);
  const v = () => np.array([1, NaN, 2]);
  const [most, least] = [await np.argmax(v()).data(), await np.argmin(np.array([1, NaN, 0])).data()];
  const top = await lax.topK(v(), 1)[1].data();
  const taken = (async () => (await np.take(np.array([10, 20, 30]), np.argmax(v()), 0).data())[0])();
  console.log(device, 'argmax', most[0], 'argmin', least[0], 'top', top[0], 'taken', await taken.catch(() => 'error'));
}
process.exit(0);
JS
seen=$(node try.mjs 2>/dev/null | grep argmax)
echo "$seen"
[ "$seen" = $'wasm argmax 3 argmin 3 top 1 taken 10\ncpu argmax 3 argmin 3 top 1 taken error' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
