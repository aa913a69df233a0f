#!/usr/bin/env bash
# What: jsfive gives 64-bit integers of HDF5 as JavaScript's numbers, rounded to 53 bits, without a word.
# Guess before it was run: exact (a BigInt), or an error, as h5wasm and npyjs give a BigInt64Array.
# Seen (jsfive 0.4.2, Node 20.20; file by h5py 3.7.0): of int64 9007199254740993 and -1 it makes 9007199254740992 and -1. Times of events in
# nanoseconds since 1970 are so 256 ns apart: 1700000000000000001 and 1700000000000000129 become 1700000000000000000 and
# 1700000000000000256, and intervals between spikes of microseconds come out wrong.
# For us: src/io/hdf5 gives a BigInt64Array; docs/python.md says to count times from the start of a recording.
# Fails when this changes. Run by hand as root on Debian 12; needs its packages and the npm registry.
set -euo pipefail
apt-get install -y -qq python3-h5py >/dev/null 2>&1
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
/usr/bin/python3 - <<'P'
import h5py, numpy
with h5py.File('times.h5', 'w') as file:
    file['t'] = numpy.array([2**53 + 1, -1, 1700000000000000001, 1700000000000000129], numpy.int64)
P
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsfive@0.4.2
cat >try.mjs <<'JS'
import { readFileSync } from 'node:fs';
import * as hdf5 from 'jsfive';
const bytes = readFileSync('times.h5');
const file = new hdf5.File(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength), 'times.h5');
console.log(Array.from(file.get('t').value, (time) => BigInt(time)).join(' '));
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = '9007199254740992 -1 1700000000000000000 1700000000000000256' ] || { echo "changed" >&2; exit 1; }
