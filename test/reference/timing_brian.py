"""What times mean on a grid of 0.1 ms, by Brian2."""
import brian2
from brian2 import Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, StateMonitor, Synapses, defaultclock, ms, prefs

from recording import write

prefs.codegen.target = "numpy"
DT = 0.1
defaultclock.dt = DT * ms


def refractory(tau):
    """Steps from spike to spike of a cell that is driven far above its threshold, and how many of them v stays."""
    cell = NeuronGroup(1, "dv/dt = 1e6 / second : 1 (unless refractory)", threshold="v > 1", reset="v = 0", refractory=tau * ms, method="euler")
    spikes = SpikeMonitor(cell)
    Network(cell, spikes).run(30 * ms)
    return round(float((spikes.t[2] - spikes.t[1]) / ms) / DT)


def delay(time):
    """Steps from a spike at 5 ms to the first sample of v that it changed: of a jump of v, of a current."""
    source = SpikeGeneratorGroup(1, [0], [5] * ms)
    cell = NeuronGroup(1, "dv/dt = c / ms : 1\ndc/dt = -c / (5 * ms) : 1\nu : 1", method="euler")
    synapses = Synapses(source, cell, on_pre="c += 1; u += 1", delay=time * ms)
    synapses.connect()
    seen = StateMonitor(cell, ["v", "u"], record=True)
    Network(source, cell, synapses, seen).run(8 * ms)
    return [int((values > 0).argmax()) - 50 for values in (seen.u[0], seen.v[0])]


def samples():
    """Of 10 ms: how many samples, the first times, and the first values of dv/dt = 1 / ms."""
    cell = NeuronGroup(1, "dv/dt = 1 / ms : 1", method="euler")
    seen = StateMonitor(cell, "v", record=True)
    Network(cell, seen).run(10 * ms)
    return {"count": len(seen.t), "first": [float(t / ms) for t in seen.t[:2]], "v": [float(v) for v in seen.v[0][:2]]}


def steps(*times):
    """How many steps runs of these lengths come to."""
    cell = NeuronGroup(1, "v : 1")
    seen = StateMonitor(cell, "v", record=True)
    network = Network(cell, seen)
    for time in times:
        network.run(time * ms)
    return len(seen.t)


def spike_time():
    """When a cell whose v passes 1 in the step from 1.0 to 1.1 ms is said to spike."""
    cell = NeuronGroup(1, "dv/dt = 1 / ms : 1", threshold="v > 1.05", reset="v = 0", method="euler")
    spikes = SpikeMonitor(cell)
    Network(cell, spikes).run(1.5 * ms)
    return float(spikes.t[0] / ms)


TEXTBOOK = dict(
    model="w : 1\ndx/dt = -x / (20 * ms) : 1 (event-driven)\ndy/dt = -y / (20 * ms) : 1 (event-driven)",
    on_pre="x += 0.01\nw += y",
    on_post="y -= 0.01\nw += x",
)


def stdp():
    """The change of weight by pre minus post time, A+ = A- = 0.01: traces of the textbook, pre before post in a step."""
    offsets = [k * DT for k in range(-5, 6)]
    pre = SpikeGeneratorGroup(len(offsets), range(len(offsets)), [50 + x for x in offsets] * ms)
    post = SpikeGeneratorGroup(1, [0], [50] * ms)
    synapses = Synapses(pre, post, **TEXTBOOK)
    synapses.connect()
    synapses.w = 0.5
    Network(pre, post, synapses).run(60 * ms)
    return {"post": 50, "pre": [50 + x for x in offsets], "change": [float(w) - 0.5 for w in synapses.w[:]]}


write(
    "timing.brian2",
    source="Brian2 " + brian2.__version__,
    what="what times mean on a grid of 0.1 ms; delay: steps to the first changed sample of a jump, and of v behind a current",
    dt=DT,
    refractory={str(tau): refractory(tau) for tau in (0.05, 0.1, 0.15, 0.25, 0.35, 5.0)},
    delay={str(time): delay(time) for time in (0.0, 0.05, 0.1, 0.15, 0.25, 0.35, 1.5)},
    samples=samples(),
    spike_time=spike_time(),
    steps={" ".join(map(str, times)): steps(*times) for times in ((0.14,), (0.15,), (0.25,), (0.14, 0.14))},
    stdp=stdp(),
)
