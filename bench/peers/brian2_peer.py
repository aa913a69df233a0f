"""Brian2 on either of its devices: a network whose run is repeated and timed by Brian's own clock, build time left out."""
import os
import tempfile
from types import SimpleNamespace

from peer import CLOCKS

# Spikes of the step before arrive before thresholds are tested, or those of this step after it.
BEFORE = ["start", "groups", "synapses", "thresholds", "resets", "end"]
AFTER = ["start", "groups", "thresholds", "synapses", "resets", "end"]


def device(b, target, dt):
    """Call before anything is built."""
    b.BrianLogger.log_level_error()
    b.prefs.core.default_float_dtype = b.float32
    if target == "cpp":
        b.set_device("cpp_standalone", build_on_run=False)
    else:
        b.prefs.codegen.target = target
    b.defaultclock.dt = dt * b.ms


# What a generated program reports of itself is processor time.
START = "timespec start; clock_gettime(CLOCK_MONOTONIC, &start);"
STOP = """timespec stop; clock_gettime(CLOCK_MONOTONIC, &stop);
std::ofstream("wall") << (stop.tv_sec - start.tv_sec) + 1e-9 * (stop.tv_nsec - start.tv_nsec);"""


def rounds(b, target, net, monitors, seconds, schedule=BEFORE):
    """The spikes of a simulated second, and the round: a run, timed. Generated programs start anew and count in every run
    (it costs them nothing); otherwise a round goes on where the last one ended, and only the first, untimed one counts."""
    net.schedule = schedule
    net.run(seconds * b.second)
    if target == "cpp":
        again = standalone(b)
    spikes = {name: monitor.num_spikes / seconds for name, monitor in monitors.items()}
    if target == "cpp":
        return spikes, again
    for monitor in monitors.values():
        monitor.active = False

    def run(clock):
        b.core.network.time = SimpleNamespace(time=CLOCKS[clock])
        net.run(seconds * b.second)
        return b.device._last_run_time

    return spikes, run


def standalone(b):
    """Builds the program, with a clock around its loop over time, and runs it once; gives how to run it again."""
    queue = b.device.main_queue
    (place,) = (i for i, (what, _) in enumerate(queue) if what == "run_network")
    queue[place : place + 1] = [("insert_code", START), queue[place], ("insert_code", STOP)]
    folder = tempfile.TemporaryDirectory(prefix="spikefold-bench-")
    b.device.build(directory=folder.name, compile=True, run=True, debug=False, with_output=False)

    def again(clock):
        b.device.run(folder.name, with_output=False, run_args=[])
        if clock == "cpu":
            return b.device._last_run_time
        with open(os.path.join(folder.name, "wall")) as file:
            return float(file.read())

    return again
