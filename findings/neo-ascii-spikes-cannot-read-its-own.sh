#!/usr/bin/env bash
# What: AsciiSpikeTrainIO of Neo 0.11.1 cannot read what it has written: read_segment raises ValueError (could not convert string to float),
# as write_segment writes times with their unit ('0.500000 s').
# Guess before it was run: spike trains come back, a train without spikes as an empty line; it was to be the text form that we write for Neo.
# Seen (Debian 12, python3-neo 0.11.1, python3-quantities 0.13.0, numpy 1.24.2): the file is '0.500000 s\t7.000000 s\t\n\n2.500000 s\t\n'. Without
# units by hand, an empty line raises IndexError instead: a neuron without spikes cannot be said.
# For us: spikes go to Neo as NEST's .gdf (NestIO), or as SONATA by three lines of h5py; docs/python.md.
# Fails when this changes. Run by hand as root on Debian 12; needs its packages.
set -euo pipefail
apt-get install -y -qq python3-neo >/dev/null 2>&1
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
cat >try.py <<'P'
import neo, quantities as pq

def read(path):
    try:
        trains = neo.io.AsciiSpikeTrainIO(path).read_segment(delimiter='\t', t_start=0 * pq.s).spiketrains
        return [[float(t) for t in train] for train in trains]
    except Exception as error:
        return type(error).__name__

segment = neo.Segment()
for times in ([0.5, 7.0], [], [2.5]):
    segment.spiketrains.append(neo.SpikeTrain(times * pq.s, t_stop=10 * pq.s))
neo.io.AsciiSpikeTrainIO('own.txt').write_segment(segment)
print('own', read('own.txt'))
open('plain.txt', 'w').write('0.5\t7.0\n\n2.5\n')
print('plain', read('plain.txt'))
P
seen=$(/usr/bin/python3 -W ignore try.py)
echo "$seen"
[ "$seen" = $'own ValueError\nplain IndexError' ] || { echo 'CHANGED: not what was seen before'; exit 1; }
