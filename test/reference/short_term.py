"""Short-term plasticity after Tsodyks and Markram: PyNN on NEURON, Brian2 (events), and two closed recursions."""
from math import exp

from recording import write

DT = 0.1
TIMES = [10 + 50 * k for k in range(8)] + [860]  # ms: eight spikes at 20 Hz, one 500 ms after the last
SYNAPSES = {
    "depressing": {"U": 0.5, "tau_rec": 800.0, "tau_facil": 0.0},
    "facilitating": {"U": 0.1, "tau_rec": 130.0, "tau_facil": 530.0},
}
CELL = {"cm": 1.0, "tau_m": 20.0, "tau_syn_E": 5.0, "tau_refrac": 0.1, "v_rest": -65.0, "v_reset": -65.0, "v_thresh": 0.0}
WEIGHT = 1.0  # nA: the current that a spike adds if u x is 1


def recursion(U, tau_rec, tau_facil):
    """Markram, Wang & Tsodyks 1998: what a spike uses begins to recover at once."""
    return three_states(U, tau_rec, tau_facil, 0.0)


def three_states(U, tau_rec, tau_facil, tau_psc=CELL["tau_syn_E"]):
    """Tsodyks, Uziel & Markram 2000: it first is active, for a time constant of tau_psc. x + y + z = 1."""
    u, x, y, last, rows = 0.0, 1.0, 0.0, None, []
    for t in TIMES:
        if last is not None:
            passed = t - last
            u = u * exp(-passed / tau_facil) if tau_facil else 0.0
            recovery = exp(-passed / tau_rec)
            fade = exp(-passed / tau_psc) if tau_psc else 0.0
            z = (1 - x - y) * recovery + y * tau_rec / (tau_rec - tau_psc) * (recovery - fade)
            y *= fade
            x = 1 - y - z
        u += U * (1 - u)
        rows.append((u, x, u * x))
        x, y, last = x - u * x, y + u * x, t
    return {key: [row[i] for row in rows] for i, key in enumerate(("u", "x", "amplitude"))}


def by_brian(U, tau_rec, tau_facil):
    """Event-driven variables; x before the spike is amplitude / u."""
    from brian2 import Network, NeuronGroup, SpikeGeneratorGroup, StateMonitor, Synapses, defaultclock, ms, prefs, start_scope

    start_scope()
    prefs.codegen.target = "numpy"
    defaultclock.dt = DT * ms
    source = SpikeGeneratorGroup(1, [0] * len(TIMES), TIMES * ms)
    target = NeuronGroup(1, "got : 1")
    u = "du/dt = -u / (%r * ms) : 1 (event-driven)" % tau_facil if tau_facil else "u : 1"
    use = "u += %r * (1 - u)" % U if tau_facil else "u = %r" % U
    text = u + "\ndx/dt = (1 - x) / (%r * ms) : 1 (event-driven)\namplitude : 1" % tau_rec
    synapses = Synapses(source, target, text, on_pre=use + "\namplitude = u * x\nx -= amplitude")
    synapses.connect()
    synapses.x = 1
    seen = StateMonitor(synapses, ["u", "amplitude"], record=True)
    Network(source, target, synapses, seen).run((TIMES[-1] + 10) * ms)
    at = [round(t / DT) + 1 for t in TIMES]
    u, amplitude = ([float(values[k]) for k in at] for values in (seen.u[0], seen.amplitude[0]))
    return {"u": u, "x": [a / b for a, b in zip(amplitude, u)], "amplitude": amplitude}


def by_neuron(U, tau_rec, tau_facil):
    """Amplitudes read off the voltage of an IF_curr_exp behind one synapse."""
    import numpy
    import pyNN.neuron as sim

    sim.setup(timestep=DT, min_delay=DT)
    cell = sim.Population(1, sim.IF_curr_exp(**CELL))
    source = sim.Population(1, sim.SpikeSourceArray(spike_times=[t - DT for t in TIMES]))
    synapse = sim.TsodyksMarkramSynapse(weight=WEIGHT, delay=DT, U=U, tau_rec=tau_rec, tau_facil=tau_facil)
    sim.Projection(source, cell, sim.AllToAllConnector(), synapse, receptor_type="excitatory")
    cell.record("v")
    sim.run(TIMES[-1] + 40)
    v = numpy.asarray(cell.get_data().segments[0].analogsignals[0])[:, 0] - CELL["v_rest"]
    sim.end()
    # Backward Euler solved for the synaptic current (nA) of each step; what has not decayed since the step before is new.
    current = CELL["cm"] * (v[1:] * (1 + DT / CELL["tau_m"]) - v[:-1]) / DT
    new = current[1:] - current[:-1] * numpy.exp(-DT / CELL["tau_syn_E"])
    return {"amplitude": [float(new[round(t / DT) - 1]) / WEIGHT for t in TIMES]}


BY = {
    "two states, closed": recursion,
    "Brian2 2.5.1": by_brian,
    "three states, closed": three_states,
    "PyNN 0.10.1 on NEURON 8.2.2": by_neuron,
}


def main():
    write(
        "short-term",
        source="Brian2 2.5.1; PyNN 0.10.1 on NEURON 8.2.2; closed recursions",
        what="TsodyksMarkramSynapse: u (with the spike counted), x (before the spike) and amplitude u x at each spike",
        parameters={"weight_nA": WEIGHT, "cell": CELL, **SYNAPSES},
        input={"spikes": TIMES},
        cases=[{"synapse": name, "by": by, "dt": DT, **how(**SYNAPSES[name])} for name in SYNAPSES for by, how in BY.items()],
    )


main()
