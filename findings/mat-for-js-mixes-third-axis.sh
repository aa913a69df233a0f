#!/usr/bin/env bash
# What: mat-for-js reads arrays of three axes with wrong elements: some come twice, others not at all, without an error. Matrices are right.
# Guess before it was run: right, or with its axes in the other order; data of trials, neurons and time bins are such arrays.
# Seen (mat-for-js 1.1.0, Node 20.20; file by scipy 1.10.1, MATLAB 5): of numbers from 0 to 23, [2, 3, 4], the element [0][0] is 0 16 1 17 for 0 1 2 3, and 15
# of the 24 numbers are there; [[[0, 1], [2, 3]], [[4, 5], [6, 7]]] becomes [[[0, 2], [2, 1]], [[4, 6], [6, 5]]]. scipy reads both as they were.
# For us: docs/python.md goes from .mat by scipy to .npz.
# Fails when this changes. Run by hand as root on Debian 12; needs its packages and the npm registry.
set -euo pipefail
apt-get install -y -qq python3-scipy >/dev/null 2>&1
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
/usr/bin/python3 - <<'P'
import numpy, scipy.io
of = lambda *shape: numpy.arange(float(numpy.prod(shape))).reshape(shape)
scipy.io.savemat('three.mat', {'matrix': of(2, 3), 'three': of(2, 3, 4), 'small': of(2, 2, 2)})
P
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mat-for-js@1.1.0
cat >try.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { read } from 'mat-for-js';
const bytes = readFileSync('three.mat');
const { matrix, three, small } = read(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)).data;
console.log(JSON.stringify(matrix), JSON.stringify(three[0][0]), new Set(three.flat(2)).size, JSON.stringify(small));
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = '[[0,1,2],[3,4,5]] [0,16,1,17] 15 [[[0,2],[2,1]],[[4,6],[6,5]]]' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
