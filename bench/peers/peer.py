"""What a peer says to the bench: one JSON line when it is ready, then one for every line that it reads.

The parameters are the first argument, as JSON. `prepare(**params)` builds the network and gives `(spikes, round)`:
mean spikes of inputs and outputs per unit of work, and a function that runs one round and gives its seconds by
the clock that it gets, 'wall' or 'cpu'.
"""
import json
import os
import sys
from time import perf_counter, process_time

CLOCKS = {"wall": perf_counter, "cpu": process_time}


def serve(prepare, *modules):
    say = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what compilers and generated programs print is not for the bench
    try:
        versions = {name: __import__(name).__version__ for name in modules}
    except ImportError as error:
        print(json.dumps({"absent": str(error)}), file=say)
        return
    spikes, round = prepare(**json.loads(sys.argv[1]))
    print(json.dumps({"versions": versions, "spikes": spikes}), file=say)
    for line in sys.stdin:
        print(json.dumps({"seconds": round(line.strip())}), file=say)
