"""Izhikevich's network of 2003, all to all, with the noise given beforehand; v in two half steps, as there."""
import brian2_peer
from peer import serve


def prepare(target, n, seconds):
    import brian2 as b
    import numpy as np

    brian2_peer.device(b, target, 1)
    rng = np.random.default_rng(1)
    count = n * 4 // 5
    exciting = np.arange(n) < count
    drive = rng.standard_normal((round(seconds * 1000), n)) * np.where(exciting, 5, 2)
    noise = b.TimedArray(drive.astype(np.float32), dt=1 * b.ms)
    cells = b.NeuronGroup(
        n,
        "v : 1\nu : 1\nI : 1\na : 1\nb : 1\nc : 1\nd : 1",
        threshold="v >= 30",
        reset="v = c; u += d",
        namespace={"noise": noise, "span": seconds * b.second},
    )
    cells.run_regularly(
        """
        drift = 140 - u + I + noise(t % span, i)
        v += 0.5 * (v * (0.04 * v + 5) + drift)
        v += 0.5 * (v * (0.04 * v + 5) + drift)
        u += a * (b * v - u)
        I = 0
        """,
        dt=1 * b.ms,
        when="groups",
    )
    r = rng.random(n)
    cells.a = np.where(exciting, 0.02, 0.02 + 0.08 * r)
    cells.b = np.where(exciting, 0.2, 0.25 - 0.05 * r)
    cells.c = np.where(exciting, -65 + 15 * r**2, -65)
    cells.d = np.where(exciting, 8 - 6 * r**2, 2)
    cells.v = -65
    cells.u = "b * v"
    synapses = b.Synapses(cells, cells, "w : 1", on_pre="I_post += w")
    synapses.connect()
    synapses.w = f"rand() * (0.5 * int(i < {count}) - int(i >= {count}))"
    monitors = {"out": b.SpikeMonitor(cells, record=False)}
    net = b.Network(cells, synapses, *monitors.values())
    return brian2_peer.rounds(b, target, net, monitors, seconds, schedule=brian2_peer.AFTER)


serve(prepare, "brian2")
