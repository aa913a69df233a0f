"""Brian2 on either of its devices: a network whose run can be repeated and timed by Brian's own clock, build time left out."""
import tempfile


def device(b, target, dt):
    """Call before anything is built."""
    b.BrianLogger.log_level_error()
    b.prefs.core.default_float_dtype = b.float32
    if target == "cpp":
        b.set_device("cpp_standalone", build_on_run=False)
    else:
        b.prefs.codegen.target = target
    b.defaultclock.dt = dt * b.ms
    # Spikes of the step before arrive before thresholds are tested.
    b.magic_network.schedule = SCHEDULE


SCHEDULE = ["start", "groups", "synapses", "thresholds", "resets", "end"]


def rounds(b, target, net, monitors, seconds):
    """One counted run, then one that is timed; gives the counts per simulated second and the timed round."""
    net.schedule = SCHEDULE

    def counted():
        net.run(seconds * b.second)
        counts = {name: monitor.num_spikes / seconds for name, monitor in monitors.items()} if target != "cpp" else None
        for monitor in monitors.values():
            monitor.active = False
        return counts

    if target != "cpp":
        spikes = counted()

        def timed():
            net.run(seconds * b.second)
            return b.device._last_run_time

        return spikes, timed

    folder = tempfile.TemporaryDirectory(prefix="spikefold-bench-")
    counted()
    net.run(seconds * b.second)
    b.device.build(directory=folder.name, compile=True, run=True, debug=False, with_output=False)
    spikes = {name: monitor.num_spikes / seconds for name, monitor in monitors.items()}

    def timed(_folder=folder):
        b.device.run(_folder.name, with_output=False, run_args=[])
        return b.device._last_run_time

    return spikes, timed
