#!/usr/bin/env bash
# What: HH_cond_exp of PyNN 0.10.1 on NEURON takes v_offset, the voltage that the rates of the gates are counted from, and ignores it.
# Guess before it was run: moved by 8 mV the gates move the steady voltage, as in the same equations elsewhere (-62.16 and -63.06 mV).
# Seen (Debian 12, python3-pynn 0.10.1, NEURON 8.2.2): -62.156 mV under 0.02 nA after 68 ms with v_offset -63 (the default) and -55.
# Found as traces of cells with another v_offset disagreed with Brian2's by 15 % in their intervals.
# For us: test/reference/cases.py leaves v_offset at its default; hodgkinHuxley's `shift` is tested against Brian2 only.
# Fails when this changes. Run by hand as root on Debian 12; needs its packages (test/reference/setup.sh installs them).
set -euo pipefail
bash "$(dirname "$0")/../test/reference/setup.sh"
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
cat >try.py <<'P'
import numpy
import pyNN.neuron as sim
for offset in (-63.0, -55.0):
    sim.setup(timestep=0.1, min_delay=0.1)
    cell = sim.Population(1, sim.HH_cond_exp(v_offset=offset), initial_values={'v': -65})
    cell.inject(sim.DCSource(amplitude=0.02, start=10, stop=80))
    cell.record('v')
    sim.run(100)
    v = numpy.asarray(cell.get_data().segments[0].analogsignals[0])[:, 0]
    print('v_offset', offset, 'v %.3f' % v[780])
    sim.end()
P
seen=$(/usr/bin/python3 -W ignore try.py 2>/dev/null | grep v_offset)
echo "$seen"
[ "$seen" = $'v_offset -63.0 v -62.156\nv_offset -55.0 v -62.156' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
