#!/usr/bin/env bash
# What: SpikeTrain.time_slice of Neo 0.11.1 holds the spikes at both of its ends, so that slices side by side count a spike at their border twice.
# Guess before it was run: each spike is in one slice, as in AnalogSignal.time_slice of the same library, whose end is left out.
# Seen (Debian 12, python3-neo 0.11.1, python3-quantities 0.13.0): spikes at 5, 10 and 15 ms, slices of 0 to 10 and 10 to 20 ms: 2 and 2 spikes. Of a neuron
# that spikes every 5 ms from 5 to 95 ms, slices of 10 ms count 28 of 19 spikes: 280 Hz for 190. A simulator's spikes are all on a grid of
# steps, so every border is hit; of a signal of 1 ms samples the same slices hold 10 samples each.
# For us: nothing here uses Neo; docs/python.md says how to count in bins.
# Fails when this changes. Run by hand as root on Debian 12; needs its packages.
set -euo pipefail
apt-get install -y -qq python3-neo >/dev/null 2>&1
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
cat >try.py <<'P'
import neo, numpy, quantities as pq
train = neo.SpikeTrain([5, 10, 15] * pq.ms, t_stop=20 * pq.ms)
print(len(train.time_slice(0 * pq.ms, 10 * pq.ms)), len(train.time_slice(10 * pq.ms, 20 * pq.ms)))
many = neo.SpikeTrain(numpy.arange(5, 100, 5) * pq.ms, t_stop=100 * pq.ms)
signal = neo.AnalogSignal(numpy.zeros((100, 1)), units='mV', sampling_period=1 * pq.ms)
slices = [(k * pq.ms, (k + 10) * pq.ms) for k in range(0, 100, 10)]
print(len(many), sum(len(many.time_slice(*ends)) for ends in slices), {len(signal.time_slice(*ends)) for ends in slices})
P
seen=$(/usr/bin/python3 -W ignore try.py)
echo "$seen"
[ "$seen" = $'2 2\n19 28 {10}' ] || { echo "changed" >&2; exit 1; }
