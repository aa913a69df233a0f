"""The change of a weight by the time from the pre- to the postsynaptic spike (Song, Miller & Abbott 2000), by Brian2."""
import brian2
from brian2 import Network, SpikeGeneratorGroup, Synapses, defaultclock, ms, prefs

from recording import write

prefs.codegen.target = "numpy"
DT = 0.1
PLUS, MINUS, TAU = 0.005, 0.00525, 20.0  # of the largest weight; A- / A+ is 1.05

defaultclock.dt = DT * ms
offsets = list(range(-50, 51))
pre = SpikeGeneratorGroup(len(offsets), range(len(offsets)), [100 - x for x in offsets] * ms)
post = SpikeGeneratorGroup(1, [0], [100] * ms)
synapses = Synapses(
    pre,
    post,
    "w : 1\ndx/dt = -x / (%r * ms) : 1 (event-driven)\ndy/dt = -y / (%r * ms) : 1 (event-driven)" % (TAU, TAU),
    on_pre="x += %r\nw += y" % PLUS,
    on_post="y -= %r\nw += x" % MINUS,
)
synapses.connect()
synapses.w = 0.5
Network(pre, post, synapses).run(160 * ms)
write(
    "stdp.brian2",
    source="Brian2 " + brian2.__version__,
    what="change of weight by post minus pre (ms), one pair; both in one step count as pre before post",
    dt=DT,
    parameters={"A_plus": PLUS, "A_minus": MINUS, "tau_plus_ms": TAU, "tau_minus_ms": TAU},
    post_minus_pre=offsets,
    change=[float(w) - 0.5 for w in synapses.w[:]],
)
