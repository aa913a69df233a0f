#!/usr/bin/env bash
# What: float and int of a quantity take its number and drop its unit, also where the unit is a ratio like s/ms: int(1 s / 0.1 ms) is 10, not 10,000.
# Guess before it was run: a quantity without a dimension becomes its value, or an error, as np.exp of the same ratio is one ("must be dimensionless").
# Seen (Debian 12, python3-quantities 0.13.0): float(10 Hz * 500 ms) is 5000, right 5; int(1 s / 0.1 ms) is 10, right 10,000, and range(int(1 s / 100 ms)) is
# empty. Comparisons, sums and == between s and ms are right, np.exp refuses. (.simplified before float is right.) Neo's times and rates are such quantities.
# For us: docs/python.md says .simplified; times in our files are plain numbers of ms.
# Fails when this changes. Run by hand as root on Debian 12; needs its packages.
set -euo pipefail
apt-get install -y -qq python3-quantities >/dev/null 2>&1
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
cat >try.py <<'P'
import numpy, quantities as pq
print(float(10 * pq.Hz * (500 * pq.ms)), int(1 * pq.s / (0.1 * pq.ms)), list(range(int(1 * pq.s / (100 * pq.ms)))))
print(float((10 * pq.Hz * (500 * pq.ms)).simplified), 1 * pq.s == 1000 * pq.ms)
try:
    print(numpy.exp(1 * pq.ms / (1 * pq.s)))
except ValueError as error:
    print(error)
P
seen=$(/usr/bin/python3 -W ignore try.py)
echo "$seen"
[ "$seen" = $'5000.0 10 []\n5.0 True\nquantity must be dimensionless' ] || { echo "changed" >&2; exit 1; }
