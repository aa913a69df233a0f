#!/usr/bin/env bash
# What: encode of fast-png gives the opacities of a palette to other colours, if an opaque colour comes before one that is not.
# Guess before it was run: each colour of the palette keeps its own opacity, as its type [red, green, blue, opacity] says.
# Seen (fast-png 8.0.0, Node 20.20): of black, opaque, and red, clear, black is clear and red opaque: it writes the opacities below 255
# one after the other, and a PNG (tRNS) gives the first of them to the first colour.
# For us: src/plot/pixels.ts lists what one sees through first.
# Fails when this changes. Run by hand; needs the npm registry.
set -euo pipefail
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fast-png@8.0.0
cat >try.mjs <<'JS'
import { decode, encode } from 'fast-png';
const palette = [[0, 0, 0, 255], [255, 0, 0, 0]];
console.log(JSON.stringify(decode(encode({ width: 2, height: 1, data: Uint8Array.of(0, 1), channels: 1, palette })).palette));
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = '[[0,0,0,0],[255,0,0,255]]' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
