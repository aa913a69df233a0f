"""Which cells, with which parameters (PyNN's names and units) and which inputs, are recorded."""

DURATION = 100.0  # ms
DT = 0.1  # ms
EVERY = 0.5  # ms between two samples that are kept

# Spike times (ms) at the two receptors; a time that is listed n times is n spikes at once.
BELOW = {
    "excitatory": [10, 15, 15, 15, 22.3, 40],
    "inhibitory": [30, 30, 45],
}
ABOVE = {
    "excitatory": [5, 10, 10.1, 12, 12, 12, 12, 25, 25, 25, 25, 25, 25, 50, 51, 52, 53, 54, 70, 70, 70, 70],
    "inhibitory": [20, 40, 40, 52.5, 70],
}


def drive(weights, currents, parameters={}):
    """(excitatory, inhibitory) weights below and above threshold, and currents (nA) likewise; parameters that are not the defaults."""
    return {"weights": weights, "currents": currents, "parameters": parameters}


MEMBRANE = {"v_rest": -70.0, "cm": 0.25, "tau_m": 10.0, "tau_refrac": 2.0, "v_reset": -68.0, "v_thresh": -55.0}
SYNAPSES = {**MEMBRANE, "tau_syn_E": 2.0, "tau_syn_I": 8.0}
REVERSALS = {**SYNAPSES, "e_rev_I": -80.0}
ADAPTIVE = {
    "cm": 0.2, "tau_refrac": 2.0, "v_spike": -40.0, "v_reset": -58.0, "v_rest": -70.0, "tau_m": 20.0, "a": 2.0,
    "b": 0.06, "delta_T": 2.0, "tau_w": 30.0, "v_thresh": -50.0, "tau_syn_E": 2.0, "tau_syn_I": 8.0, "e_rev_I": -75.0,
}
HODGKIN = {"g_leak": 0.02, "cm": 0.25, "tau_syn_E": 5.0, "tau_syn_I": 10.0}  # PyNN on NEURON ignores v_offset.
CHATTERING = {"a": 0.02, "b": 0.2, "c": -50.0, "d": 2.0}

CELLS = {
    "IF_curr_exp": {
        "default": drive(((0.8, -1.0), (3.0, -3.0)), (0.6, 1.0)),
        "other": drive(((0.15, -0.05), (0.6, -0.2)), (0.3, 0.6), SYNAPSES),
    },
    "IF_curr_alpha": {
        "default": drive(((1.5, -1.5), (4.0, -4.0)), (0.6, 1.0)),
        "other": drive(((0.06, -0.02), (0.25, -0.1)), (0.3, 0.6), SYNAPSES),
    },
    "IF_curr_delta": {
        "default": drive(((2.0, -2.0), (5.0, -5.0)), (0.6, 1.0)),
        "other": drive(((2.0, -2.0), (5.0, -5.0)), (0.3, 0.6), MEMBRANE),
    },
    "IF_cond_exp": {
        "default": drive(((0.005, 0.01), (0.04, 0.04)), (0.6, 1.0)),
        "other": drive(((0.002, 0.01), (0.02, 0.02)), (0.3, 0.6), REVERSALS),
    },
    "IF_cond_alpha": {
        "default": drive(((0.02, 0.02), (0.15, 0.1)), (0.6, 1.0)),
        "other": drive(((0.001, 0.005), (0.008, 0.008)), (0.3, 0.6), REVERSALS),
    },
    "EIF_cond_exp_isfa_ista": {
        "default": drive(((0.003, 0.005), (0.02, 0.02)), (0.4, 0.8)),
        "other": drive(((0.003, 0.005), (0.02, 0.02)), (0.15, 0.5), ADAPTIVE),
    },
    "EIF_cond_alpha_isfa_ista": {
        "default": drive(((0.001, 0.002), (0.01, 0.01)), (0.4, 0.8)),
        "other": drive(((0.001, 0.002), (0.01, 0.01)), (0.15, 0.5), ADAPTIVE),
    },
    "HH_cond_exp": {
        "default": drive(((0.01, 0.02), (0.1, 0.05)), (0.02, 0.5)),
        "other": drive(((0.001, 0.005), (0.02, 0.02)), (0.05, 0.5), HODGKIN),
    },
    "Izhikevich": {
        "default": drive(((2.0, -2.0), (6.0, -6.0)), (0.002, 0.01)),
        "other": drive(((2.0, -2.0), (6.0, -6.0)), (0.002, 0.01), CHATTERING),
    },
}


def inputs(case):
    """The four inputs of a case: what it is called, the current {nA, start, stop} and the arrivals {receptor: {weight, times}}."""
    below, above = case["weights"]
    quiet, strong = case["currents"]

    def spikes(weights, trains):
        return {place: {"weight": weight, "times": trains[place]} for place, weight in zip(trains, weights)}

    return {
        "current below threshold": {"current": {"nA": quiet, "start": 10, "stop": 80}},
        "current": {"current": {"nA": strong, "start": 10, "stop": 80}},
        "spikes below threshold": {"arrivals": spikes(below, BELOW)},
        "spikes": {"arrivals": spikes(above, ABOVE)},
    }


def simultaneous(times):
    """Trains without doubles: the first has each time once, the second each time that is listed twice or more, ..."""
    trains = []
    for time in times:
        place = next((i for i, train in enumerate(trains) if time not in train), len(trains))
        trains[place:place + 1] = [(trains[place] if place < len(trains) else []) + [time]]
    return trains
