"""Brian2 on either of its devices: a network whose run is repeated and timed by Brian's own clock, build time left out."""
import tempfile

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


def rounds(b, target, net, monitors, seconds, schedule=BEFORE):
    """The spikes of a simulated second, and the round: a run, timed. Generated programs start anew and count in every run
    (it costs them nothing); otherwise a round goes on where the last one ended, and only the first, untimed one counts."""
    net.schedule = schedule
    folder = tempfile.TemporaryDirectory(prefix="spikefold-bench-")

    def run():
        net.run(seconds * b.second)
        return b.device._last_run_time

    def again():
        b.device.run(folder.name, with_output=False, run_args=[])
        return b.device._last_run_time

    net.run(seconds * b.second)
    if target == "cpp":
        b.device.build(directory=folder.name, compile=True, run=True, debug=False, with_output=False)
    spikes = {name: monitor.num_spikes / seconds for name, monitor in monitors.items()}
    if target == "cpp":
        return spikes, again
    for monitor in monitors.values():
        monitor.active = False
    return spikes, run
