#!/usr/bin/env bash
# Records all of test/reference/data anew (about 20 minutes): bash test/reference/setup.sh, then this.
set -euo pipefail
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1
run() { /usr/bin/python3 -W ignore "$@" 2>/dev/null; }
run cells_pynn.py
run cells_brian.py
run receptors_brian.py
run short_term.py
run timing_brian.py
run timing_neuron.py
run timing_pynn.py neuron
run timing_pynn.py brian2
run stdp.py
run networks.py fixed
run networks.py rates
