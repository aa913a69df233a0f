"""n Poisson inputs, all-to-all, n LIF neurons. 6 ms refractory: Brian2 counts the step of the spike, spikefold does not."""
import brian2_peer
from peer import serve


def prepare(target, n, seconds, rate, most):
    import brian2 as b

    brian2_peer.device(b, target, 1)
    inputs = b.PoissonGroup(n, rate * b.Hz)
    neurons = b.NeuronGroup(
        n,
        "dv/dt = (-65 - v) / (100*ms) : 1 (unless refractory)",
        threshold="v >= -52",
        reset="v = -65",
        refractory=6 * b.ms,
        method="exact",
    )
    neurons.v = -65
    synapses = b.Synapses(inputs, neurons, "w : 1", on_pre="v_post += w")
    synapses.connect()
    synapses.w = f"{most} * rand()"
    monitors = {"in": b.SpikeMonitor(inputs, record=False), "out": b.SpikeMonitor(neurons, record=False)}
    net = b.Network(inputs, neurons, synapses, *monitors.values())
    return brian2_peer.rounds(b, target, net, monitors, seconds)


serve(prepare, "brian2")
