"""The network of Vogels, Sprekeler et al. 2011: inhibitory synapses to excitatory cells learn."""
import brian2_peer
from peer import serve


def prepare(target, neurons, probability, seconds):
    import brian2 as b

    brian2_peer.device(b, target, 0.1)
    count = round(0.8 * neurons)
    cells = b.NeuronGroup(
        neurons,
        """
        dv/dt = (gl * (El - v) + ge * (Ee - v) + gi * (Ei - v) + I) / C : volt (unless refractory)
        dge/dt = -ge / (5 * ms) : siemens
        dgi/dt = -gi / (10 * ms) : siemens
        """,
        threshold="v >= -50 * mV",
        reset="v = -60 * mV",
        refractory=5 * b.ms,
        method="exponential_euler",
        namespace={
            "C": 200 * b.pF,
            "gl": 10 * b.nS,
            "El": -60 * b.mV,
            "Ee": 0 * b.mV,
            "Ei": -80 * b.mV,
            "I": 200 * b.pA,
        },
    )
    cells.v = -60 * b.mV
    excitatory, inhibitory = cells[:count], cells[count:]
    excite = b.Synapses(excitatory, cells, on_pre="ge_post += 0.3 * nS")
    excite.connect(p=probability)
    inhibit = b.Synapses(inhibitory, inhibitory, on_pre="gi_post += 3 * nS")
    inhibit.connect(p=probability)
    # Weights in nS; each spike of an inhibitory cell weakens by alpha = 2 x 3 Hz x 20 ms.
    learn = b.Synapses(
        inhibitory,
        excitatory,
        """
        w : 1
        dp/dt = -p / (20 * ms) : 1 (event-driven)
        dq/dt = -q / (20 * ms) : 1 (event-driven)
        """,
        on_pre="p += 1; w = clip(w + 0.01 * (q - 0.12), 0, 100); gi_post += w * nS",
        on_post="q += 1; w = clip(w + 0.01 * p, 0, 100)",
    )
    learn.connect(p=probability)
    monitors = {
        "excitatory": b.SpikeMonitor(excitatory, record=False),
        "inhibitory": b.SpikeMonitor(inhibitory, record=False),
    }
    net = b.Network(cells, excite, inhibit, learn, *monitors.values())
    return brian2_peer.rounds(b, target, net, monitors, seconds, schedule=brian2_peer.AFTER)


serve(prepare, "brian2")
