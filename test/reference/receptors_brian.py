"""A neuron with three receptors, AMPA, GABA and NMDA behind magnesium, by Brian2 from equations written here (rk4)."""
import brian2
from brian2 import Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, StateMonitor, Synapses, defaultclock, prefs
from brian2 import ms, mV, nF, nS, start_scope

from recording import grid, write

DURATION, EVERY = 200.0, 0.5  # ms

PARAMETERS = {
    "v_rest_mV": -70.0, "v_reset_mV": -60.0, "v_thresh_mV": -50.0, "tau_refrac_ms": 2.0, "c_nF": 0.5, "g_leak_nS": 25.0,
    "tau_AMPA_ms": 2.0, "tau_rise_GABA_ms": 0.5, "tau_decay_GABA_ms": 8.0, "tau_rise_NMDA_ms": 2.0, "tau_decay_NMDA_ms": 100.0,
    "e_AMPA_mV": 0.0, "e_GABA_mV": -75.0, "e_NMDA_mV": 0.0, "mg_mM": 1.0, "weight_nS": {"AMPA": 20.0, "GABA": 10.0, "NMDA": 5.0},
}  # fmt: skip

# The difference of two exponentials has its peak at 1: after a spike of weight w the conductance rises to w.
EQUATIONS = """
dv/dt = (g_leak * (v_rest - v) + g_AMPA * (e_AMPA - v) + g_GABA * (e_GABA - v) + block * g_NMDA * (e_NMDA - v)) / c : volt (unless refractory)
block = 1 / (1 + mg / 3.57 * exp(-0.062 * v / mV)) : 1
dg_AMPA/dt = -g_AMPA / tau_AMPA : siemens
g_GABA = peak_GABA * (decay_GABA - rise_GABA) : siemens
ddecay_GABA/dt = -decay_GABA / tau_decay_GABA : siemens
drise_GABA/dt = -rise_GABA / tau_rise_GABA : siemens
g_NMDA = peak_NMDA * (decay_NMDA - rise_NMDA) : siemens
ddecay_NMDA/dt = -decay_NMDA / tau_decay_NMDA : siemens
drise_NMDA/dt = -rise_NMDA / tau_rise_NMDA : siemens
"""
ARRIVAL = {
    "AMPA": "g_AMPA += weight",
    "GABA": "decay_GABA += weight; rise_GABA += weight",
    "NMDA": "decay_NMDA += weight; rise_NMDA += weight",
}

TRAINS = {
    "NMDA alone, below threshold": {"NMDA": [10, 30, 50]},
    "all, below threshold": {"AMPA": [10, 60, 110], "GABA": [20, 70, 115], "NMDA": [10, 60, 110]},
    "all": {
        "AMPA": [10 + 2.5 * k for k in range(40)],
        "GABA": [60, 61, 62, 120, 130],
        "NMDA": [10 + 5 * k for k in range(20)],
    },
}


def peak(rise, decay):
    """What a difference of exponentials is divided by, so that its largest value is 1."""
    x = rise / decay
    return 1 / (x ** (x / (1 - x)) - x ** (1 / (1 - x)))


def record(trains, dt):
    start_scope()
    defaultclock.dt = dt * ms
    unit = {"ms": ms, "mV": mV, "nF": nF, "nS": nS, "mM": 1}
    given = {key: x for key, x in PARAMETERS.items() if key != "weight_nS"}
    space = {key.rsplit("_", 1)[0]: x * unit[key.rsplit("_", 1)[1]] for key, x in given.items()}
    space["peak_GABA"], space["peak_NMDA"] = (peak(space[f"tau_rise_{x}"], space[f"tau_decay_{x}"]) for x in ("GABA", "NMDA"))
    spiking = dict(threshold="v > v_thresh", reset="v = v_reset", refractory="tau_refrac")
    cell = NeuronGroup(1, EQUATIONS, method="rk4", namespace=space, **spiking)
    cell.v = space["v_rest"]
    spikes, traces = SpikeMonitor(cell), StateMonitor(cell, ["v", "g_AMPA", "g_GABA", "g_NMDA"], record=True, dt=EVERY * ms)
    network = Network(cell, spikes, traces)
    for receptor, times in trains.items():
        source = SpikeGeneratorGroup(1, [0] * len(times), [time - dt for time in times] * ms)
        synapses = Synapses(source, cell, on_pre=ARRIVAL[receptor], namespace={"weight": PARAMETERS["weight_nS"][receptor] * nS})
        synapses.connect()
        network.add(source, synapses)
    network.run(DURATION * ms)
    return {
        "traces": {"v": traces.v[0] / mV, **{key: getattr(traces, key)[0] / nS for key in ("g_AMPA", "g_GABA", "g_NMDA")}},
        "spikes": spikes.t / ms,
    }


def main():
    prefs.codegen.target = "numpy"
    write(
        "receptors.brian2",
        source="Brian2 " + brian2.__version__,
        what="AMPA (exponential), GABA and NMDA (differences of exponentials with peak 1), NMDA times 1 / (1 + mg / 3.57 exp(-0.062 v))",
        parameters=PARAMETERS,
        times=grid(EVERY, int(DURATION / EVERY)),
        cases=[
            {"method": "rk4", "dt": dt, "input": name, "arrivals": trains, **record(trains, dt)}
            for dt in (0.1, 0.01)
            for name, trains in TRAINS.items()
        ],
    )


main()
