#!/usr/bin/env bash
# Installs the simulators of Debian 12 that the traces come from, and compiles PyNN's mechanisms for NEURON. Needs root, as apt-get does.
# Debian's neuron-dev 8.2.2-4 looks for its makefile in /usr/bin and for its library where it is not: both are corrected here.
set -euo pipefail
apt-get install -y -qq python3-pynn python3-neuron neuron-dev python3-brian cython3 g++ >/dev/null
pynn=$(/usr/bin/python3 -c 'from importlib.util import find_spec; print(find_spec("pyNN").submodule_search_locations[0])')
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
cp "$pynn"/neuron/nmodl/*.mod .
sed 's#${bindir}/nrnmech_makefile#/usr/lib/nrn/nrnmech_makefile#' /usr/bin/nrnivmodl >nrnivmodl
# The program "special" does not build without headers that Debian leaves out; the library, which is all that is used, does.
bash nrnivmodl -loadflags '-L/usr/lib/nrn -Wl,-rpath,/usr/lib/nrn' . >build.log 2>&1 || [ -e x86_64/libnrnmech.so ] || { cat build.log; exit 1; }
mkdir -p "$pynn/neuron/nmodl/x86_64/.libs"
cp x86_64/libnrnmech.so "$pynn/neuron/nmodl/x86_64/.libs/"
