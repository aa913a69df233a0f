#!/usr/bin/env bash
# What: gpu.js compiles a condition on a number, (x ? 1 : 0), so that NaN is true on its default mode in Node, webasm.
# Guess before it was run: NaN is false, as in JavaScript and on gpu.js's own cpu mode; a kernel is JavaScript, after all.
# Seen (gpu.js 2.24.1, Node 20.20): of [NaN, -0, 0.5] cpu makes 0 0 1, webasm 1 0 1. Likewise Math.clz32(-5), which is 0 in
# JavaScript and on cpu, is 32 on webasm. A voltage that has become NaN so counts as a spike in every step, on one mode only.
# For us: every condition that src/backends/gpujs writes is a comparison, which is false for NaN on each mode.
# Fails when this changes. Run by hand; needs the npm registry.
set -euo pipefail
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
npm init -y >/dev/null
# Two of its dependencies, never needed in Node, are large or take minutes to compile.
npm pkg set overrides.webgpu=npm:empty-npm-package@1.0.0 overrides.gl=npm:empty-npm-package@1.0.0
npm install --silent --no-audit --no-fund gpu.js@2.24.1
cat >try.mjs <<'JS'
import { GPU } from 'gpu.js';
const on = async (mode, body, values) => {
  const gpu = new GPU({ mode });
  const kernel = gpu.createKernel(`function kernel(a) { return ${body}; }`, { output: [values.length] });
  return Array.from(await kernel(values)).join(' ');
};
for (const mode of ['cpu', 'webasm'])
  console.log(mode, await on(mode, 'a[this.thread.x] ? 1 : 0', [NaN, -0, 0.5]), 'clz32', await on(mode, 'Math.clz32(a[this.thread.x])', [-5]));
process.exit(0);
JS
seen=$(node try.mjs 2>/dev/null | grep -E '^(cpu|webasm) ')
echo "$seen"
[ "$seen" = $'cpu 0 0 1 clz32 0\nwebasm 1 0 1 clz32 32' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
