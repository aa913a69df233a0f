"""Brunel's network of 2000 with a constant drive, or a Poisson train to each cell, and one delay for all synapses."""
import brian2_peer
from peer import serve


def prepare(target, neurons, seconds, excitation, inhibition, drive, poisson=0):
    import brian2 as b
    import numpy as np

    brian2_peer.device(b, target, 0.1)
    count = round(0.8 * neurons)
    cells = b.NeuronGroup(
        neurons,
        "dv/dt = (drive - v) / (20 * ms) : 1 (unless refractory)",
        threshold="v >= 20",
        reset="v = 10",
        refractory=2 * b.ms,
        method="exact",
        namespace={"drive": drive},
    )
    if poisson == 0:
        cells.v = np.random.default_rng(1).uniform(0, 20, neurons)
    parts = {"excitatory": (cells[:count], excitation), "inhibitory": (cells[count:], inhibition)}
    joined = []
    for sources, weight in parts.values():
        # A refractory cell takes no jumps, as ours.
        synapses = b.Synapses(
            sources, cells, on_pre="v_post += w * int(not_refractory_post)", delay=1.5 * b.ms, namespace={"w": weight}
        )
        synapses.connect(p=0.1)
        joined.append(synapses)
    monitors = {name: b.SpikeMonitor(sources, record=False) for name, (sources, _) in parts.items()}
    # Jumps of a thousand sources together.
    trains = [b.PoissonInput(cells, "v", N=1000, rate=poisson / 1000 * b.Hz, weight=excitation)] if poisson else []
    net = b.Network(cells, *joined, *trains, *monitors.values())
    return brian2_peer.rounds(b, target, net, monitors, seconds, schedule=brian2_peer.AFTER)


serve(prepare, "brian2")
