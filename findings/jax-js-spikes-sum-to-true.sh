#!/usr/bin/env bash
# What: the sum of booleans in jax-js is a boolean: np.sum of spikes says whether one spiked, not how many, although its cumsum counts.
# Guess before it was run: their number, an int32, as in JAX and NumPy (and as its own cumsum, mean and countNonzero).
# Seen (@jax-js/jax 0.1.25, devices wasm and cpu, Node 20.20): of [[1, 1], [1, 0]] the sum is true, along the first axis [true, true] for 2 and 1, their dot
# product [1, 1] . [1, 1] is true; cumsum along that axis ends with 2 and 1, the mean is 0.75. Used in arithmetic such a "count" is 1, whatever the activity.
# For us: docs/backends.md; bench/peers/jax.ts counts spikes on the host. `A.sum` of spikes is their number on each of our backends.
# Fails when this changes. Run by hand; needs the npm registry.
set -euo pipefail
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @jax-js/jax@0.1.25
cat >try.mjs <<'JS'
import { defaultDevice, init, numpy as np } from '@jax-js/jax';
// Node 20 lacks what it asks for the number of threads.
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { hardwareConcurrency: 1 } });
const spikes = () => np.array([[true, true], [true, false]], { dtype: np.bool });
const tell = async (name, array) => `${name} ${array.dtype} ${Array.from(await array.data(), Number).join(' ')}`;
for (const device of ['wasm', 'cpu']) {
  await init(device);
  defaultDevice(device);
  const said = [tell('sum', np.sum(spikes())), tell('along 0', np.sum(spikes(), 0)), tell('cumsum', np.cumsum(spikes(), 0)), tell('mean', np.mean(spikes()))];
  console.log(device, (await Promise.all(said)).join(', '));
}
process.exit(0);
JS
seen=$(node try.mjs 2>/dev/null | grep sum)
echo "$seen"
[ "$seen" = $'wasm sum bool 1, along 0 bool 1 1, cumsum uint32 1 1 2 1, mean float32 0.75
cpu sum bool 1, along 0 bool 1 1, cumsum uint32 1 1 2 1, mean float32 0.75' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
