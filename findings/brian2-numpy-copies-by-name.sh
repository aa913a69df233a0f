#!/usr/bin/env bash
# What: in Brian2 2.5.1 with the numpy target, `before = x` followed by `x -= 0.5 * x` in a reset, an on_pre or run_regularly gives
# `before` the new x, silently; the cython target gives it the old one. `before = 1 * x` is the same (it is simplified to x).
# Guess before it was run: 1 on both targets, as statements are said to be carried out in order.
# Seen (Debian 12, python3-brian 2.5.1, numpy 1.24.2): numpy before = 0.5, cython before = 1; x is 0.5 on both. Brian2's targets
# disagree, so a synapse that keeps what it had (the x that a spike met, in short-term plasticity) is wrong on one of them.
# For us: test/reference/short_term.py does not copy a variable that it then changes.
# Fails when this changes. Run by hand as root on Debian 12; needs its packages.
set -euo pipefail
apt-get install -y -qq python3-brian cython3 g++ >/dev/null 2>&1
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
cat >try.py <<'P'
import sys
from brian2 import NeuronGroup, Network, ms, defaultclock, prefs
prefs.codegen.target = sys.argv[1]
defaultclock.dt = 0.1 * ms
cell = NeuronGroup(1, 'x : 1\nbefore : 1', threshold='True', reset='before = x\nx -= 0.5 * x')
cell.x = 1
Network(cell).run(0.1 * ms)
print(sys.argv[1], 'before', float(cell.before[0]), 'x', float(cell.x[0]))
P
seen=$(for target in numpy cython; do /usr/bin/python3 -W ignore try.py "$target" 2>/dev/null; done)
echo "$seen"
[ "$seen" = $'numpy before 0.5 x 0.5\ncython before 1.0 x 0.5' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
