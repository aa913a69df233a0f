#!/usr/bin/env bash
# What: jsfive gives undefined for the parts of an HDF5 data set that were never written, where the format says the fill value (0 by default).
# Guess before it was run: read as h5py, h5dump and h5wasm read it, with the fill value; a sparse recording writes only the chunks that hold something.
# Seen (jsfive 0.4.2, Node 20.20; file by h5py 3.7.0): of ten numbers in chunks of two, of which one chunk was written, eight are undefined: sums and
# means are NaN. A data set with the fill value 9 of which nothing was written is undefined throughout.
# For us: src/io/hdf5 reads the fill value (test/nir/unwritten.test.ts); docs/python.md.
# Fails when this changes. Run by hand as root on Debian 12; needs its packages and the npm registry.
set -euo pipefail
apt-get install -y -qq python3-h5py >/dev/null 2>&1
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
/usr/bin/python3 - <<'P'
import h5py
with h5py.File('sparse.h5', 'w') as file:
    rates = file.create_dataset('rates', (10,), 'f8', chunks=(2,))
    rates[2:4] = 5
    file.create_dataset('nine', (3,), 'i4', fillvalue=9)
with h5py.File('sparse.h5') as file:
    print(*file['rates'][()], *file['nine'][()])
P
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsfive@0.4.2
cat >try.mjs <<'JS'
import { readFileSync } from 'node:fs';
import * as hdf5 from 'jsfive';
const bytes = readFileSync('sparse.h5');
const file = new hdf5.File(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength), 'sparse.h5');
const [rates, nine] = ['rates', 'nine'].map((name) => Array.from(file.get(name).value));
console.log(rates.map(String).join(' '), '|', nine.map(String).join(' '), '|', rates.reduce((sum, rate) => sum + rate, 0));
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = 'undefined undefined 5 5 undefined undefined undefined undefined undefined undefined | undefined undefined undefined | NaN' ] ||
  { echo "changed" >&2; exit 1; }
