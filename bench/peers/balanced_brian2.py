"""The networks of Vogels and Abbott with currents (cuba) and with conductances (coba), as in Brette et al. 2007."""
import brian2_peer
from peer import serve

CUBA = """
dv/dt = (ge + gi - (v - El)) / taum : 1 (unless refractory)
dge/dt = -ge / taue : 1
dgi/dt = -gi / taui : 1
"""
COBA = """
dv/dt = (gl * (El - v) + ge * (Ee - v) + gi * (Ei - v)) / C : volt (unless refractory)
dge/dt = -ge / taue : siemens
dgi/dt = -gi / taui : siemens
"""


def prepare(target, kind, neurons, seconds):
    import brian2 as b
    import numpy as np

    brian2_peer.device(b, target, 0.1)
    rng = np.random.default_rng(1)
    count = round(0.8 * neurons)
    times = {"taum": 20 * b.ms, "taue": 5 * b.ms, "taui": 10 * b.ms}
    current = kind == "cuba"
    if current:
        space = {**times, "El": -49}
        cells = b.NeuronGroup(
            neurons, CUBA, threshold="v >= -50", reset="v = -60", refractory=5 * b.ms, method="exact", namespace=space
        )
        cells.v = rng.uniform(-60, -50, neurons)
        weights = {"ge": 1.62, "gi": -9}
    else:
        space = {
            **times,
            "C": 200 * b.pF,
            "gl": 10 * b.nS,
            "El": -60 * b.mV,
            "Ee": 0 * b.mV,
            "Ei": -80 * b.mV,
        }
        cells = b.NeuronGroup(
            neurons,
            COBA,
            threshold="v >= -50 * mV",
            reset="v = -60 * mV",
            refractory=5 * b.ms,
            method="exponential_euler",
            namespace=space,
        )
        cells.v = (-65 + 5 * rng.standard_normal(neurons)) * b.mV
        cells.ge = np.maximum(30 + 12 * rng.standard_normal(neurons), 0) * b.nS
        cells.gi = np.maximum(200 + 120 * rng.standard_normal(neurons), 0) * b.nS
        weights = {"ge": 6 * b.nS, "gi": 67 * b.nS}
    parts = {"ge": cells[:count], "gi": cells[count:]}
    joined = []
    for variable, sources in parts.items():
        synapses = b.Synapses(sources, cells, on_pre=f"{variable}_post += w_{variable}", namespace={f"w_{variable}": weights[variable]})
        synapses.connect(p=0.02)
        joined.append(synapses)
    monitors = {
        "excitatory": b.SpikeMonitor(parts["ge"], record=False),
        "inhibitory": b.SpikeMonitor(parts["gi"], record=False),
    }
    net = b.Network(cells, *joined, *monitors.values())
    return brian2_peer.rounds(b, target, net, monitors, seconds, schedule=brian2_peer.AFTER)


serve(prepare, "brian2")
