"""Poisson inputs onto neurons with conductances, by synapses that learn by additive STDP (Song, Miller & Abbott 2000)."""
import brian2_peer
from peer import serve


def prepare(target, neurons, seconds):
    import brian2 as b
    import numpy as np

    brian2_peer.device(b, target, 0.1)
    most = 0.015
    inputs = b.PoissonGroup(1000, 15 * b.Hz)
    inhibitory = b.PoissonGroup(200, 10 * b.Hz)
    cells = b.NeuronGroup(
        neurons,
        """
        dv/dt = (-70 - v + ge * (0 - v) + gi * (-70 - v)) / (20 * ms) : 1
        dge/dt = -ge / (5 * ms) : 1
        dgi/dt = -gi / (5 * ms) : 1
        """,
        threshold="v >= -54",
        reset="v = -60",
        method="exponential_euler",
    )
    cells.v = -70
    space = {"most": most, "aplus": 0.005 * most, "aminus": 1.05 * 0.005 * most, "taup": 20 * b.ms}
    synapses = b.Synapses(
        inputs,
        cells,
        """
        w : 1
        dp/dt = -p / taup : 1 (event-driven)
        dq/dt = -q / taup : 1 (event-driven)
        """,
        on_pre="ge_post += w; p += 1; w = clip(w - aminus * q, 0, most)",
        on_post="q += 1; w = clip(w + aplus * p, 0, most)",
        namespace=space,
    )
    synapses.connect()
    synapses.w = np.random.default_rng(1).uniform(0, most, 1000 * neurons)
    inhibition = b.Synapses(inhibitory, cells, on_pre="gi_post += 0.05")
    inhibition.connect()
    monitors = {
        "input": b.SpikeMonitor(inputs, record=False),
        "output": b.SpikeMonitor(cells, record=False),
    }
    net = b.Network(inputs, inhibitory, cells, synapses, inhibition, *monitors.values())
    return brian2_peer.rounds(b, target, net, monitors, seconds, schedule=brian2_peer.AFTER)


serve(prepare, "brian2")
