"""Izhikevich's network of 2006: axons with delays, STDP when spikes arrive, weights that move once a second."""
import brian2_peer
from peer import serve


def prepare(target, seconds):
    import brian2 as b
    import numpy as np

    brian2_peer.device(b, target, 1)
    rng = np.random.default_rng(1)
    n, count = 1000, 800
    exciting = np.arange(n) < count
    cells = b.NeuronGroup(n, "v : 1\nu : 1\nI : 1\na : 1\nd : 1", threshold="v >= 30", reset="v = -65; u += d")
    # A random input of 20 mV to each cell once a second.
    cells.run_regularly(
        """
        drift = 140 - u + I + 20 * int(rand() < 0.001)
        v += 0.5 * (v * (0.04 * v + 5) + drift)
        v += 0.5 * (v * (0.04 * v + 5) + drift)
        u += a * (0.2 * v - u)
        I = 0
        """,
        dt=1 * b.ms,
        when="groups",
    )
    cells.a = np.where(exciting, 0.02, 0.1)
    cells.d = np.where(exciting, 8, 2)
    cells.v = -65
    cells.u = "0.2 * v"
    excitatory, inhibitory = cells[:count], cells[count:]
    learn = b.Synapses(
        excitatory,
        cells,
        """
        w : 1
        change : 1
        dp/dt = -p / (20 * ms) : 1 (event-driven)
        dq/dt = -q / (20 * ms) : 1 (event-driven)
        """,
        on_pre={"pre": "I_post += w; p = 1; change -= 0.12 * q"},
        on_post="q = 1; change += 0.1 * p",
    )
    pairs = [(i, j) for i in range(count) for j in rng.choice(np.delete(np.arange(n), i), 100, replace=False)]
    learn.connect(i=[i for i, _ in pairs], j=[j for _, j in pairs])
    learn.w = 6
    learn.pre.delay = rng.integers(1, 21, len(pairs)) * b.ms
    learn.run_regularly("w = clip(w + change + 0.01, 0, 10); change *= 0.9", dt=1 * b.second)
    inhibit = b.Synapses(inhibitory, excitatory, on_pre="I_post -= 5", delay=1 * b.ms)
    inhibit.connect(i=np.repeat(np.arange(n - count), 100), j=np.concatenate([rng.choice(count, 100, replace=False) for _ in range(n - count)]))
    monitors = {
        "excitatory": b.SpikeMonitor(excitatory, record=False),
        "inhibitory": b.SpikeMonitor(inhibitory, record=False),
    }
    net = b.Network(cells, learn, inhibit, *monitors.values())
    return brian2_peer.rounds(b, target, net, monitors, seconds, schedule=brian2_peer.AFTER)


serve(prepare, "brian2")
