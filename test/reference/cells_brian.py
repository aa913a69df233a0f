"""The same cells by Brian2, from equations written here."""
import sys

import brian2
from brian2 import Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, StateMonitor, Synapses, defaultclock, prefs
from brian2 import ms, mV, nA, start_scope, uS

from cases import CELLS, DT, DURATION, EVERY, inputs, simultaneous
from defaults import DEFAULTS, initial, units
from recording import grid, write

prefs.codegen.target = "numpy"

# A receptor: its variables, and what a spike does there. An alpha function has the weight as its peak, as in PyNN and NEST.
EXP = ("d{x}/dt = -{x} / tau_syn_{e} : {unit}", "{x} += weight * {one}")
RISE = "d{x}_rise/dt = -{x}_rise / tau_syn_{e} : {unit}"
ALPHA = ("d{x}/dt = ({x}_rise - {x}) / tau_syn_{e} : {unit}\n" + RISE, "{x}_rise += exp(1) * weight * {one}")
DELTA = ("", "v += weight * mV")

CURRENTS = "i_E + i_I"
CONDUCTANCES = "g_E * (e_rev_E - v) + g_I * (e_rev_I - v)"
LEAKY = "dv/dt = (v_rest - v) / tau_m + ({input} + i_dc) / capacity : volt (unless refractory)\n"
AD_EX = """
dv/dt = ((v_rest - v + delta_T * exp((v - v_thresh) / delta_T)) / tau_m) + ({input} + i_dc - w) / capacity : volt (unless refractory)
dw/dt = (a * (v - v_rest) - w) / tau_w : amp
"""
HODGKIN_HUXLEY = """
dv/dt = (g_leak * (e_rev_leak - v) + gbar_Na * m**3 * h * (e_rev_Na - v) + gbar_K * n**4 * (e_rev_K - v) + {input} + i_dc) / capacity : volt
dm/dt = alpha_m * (1 - m) - beta_m * m : 1
dh/dt = alpha_h * (1 - h) - beta_h * h : 1
dn/dt = alpha_n * (1 - n) - beta_n * n : 1
U = (v - v_offset) / mV : 1
alpha_m = 0.32 * (13 - U) / (exp((13 - U) / 4) - 1) / ms : Hz
beta_m = 0.28 * (U - 40) / (exp((U - 40) / 5) - 1) / ms : Hz
alpha_h = 0.128 * exp((17 - U) / 18) / ms : Hz
beta_h = 4 / (1 + exp((40 - U) / 5)) / ms : Hz
alpha_n = 0.032 * (15 - U) / (exp((15 - U) / 5) - 1) / ms : Hz
beta_n = 0.5 * exp((10 - U) / 40) / ms : Hz
"""
IZHIKEVICH = """
dv/dt = 0.04 * v**2 / ms / mV + 5 * v / ms + 140 * mV / ms - u + i_dc / pF : volt
du/dt = a * (b * v - u) : volt / second
"""

RESET = dict(threshold="v > v_thresh", reset="v = v_reset", refractory="tau_refrac")
ADAPT = dict(threshold="v > v_spike", reset="v = v_reset; w += b", refractory="tau_refrac")
PEAK = dict(threshold="v > -20 * mV", refractory="v > -20 * mV")
BURST = dict(threshold="v >= 30 * mV", reset="v = c; u += d")

# Equations, input, receptors, what a spike does, integrators with their steps (ms). The fine ones are the solution to 1e-3 mV.
EXPONENTIAL, COARSE, FINE = ("exponential_euler", DT), ("rk4", DT), ("rk4", DT / 10)
MODELS = {
    "IF_curr_exp": (LEAKY, CURRENTS, EXP, RESET, [("exact", DT)]),
    "IF_curr_alpha": (LEAKY, CURRENTS, ALPHA, RESET, [("exact", DT)]),
    "IF_curr_delta": (LEAKY, "0 * nA", DELTA, RESET, [("exact", DT)]),
    "IF_cond_exp": (LEAKY, CONDUCTANCES, EXP, RESET, [EXPONENTIAL, COARSE]),
    "IF_cond_alpha": (LEAKY, CONDUCTANCES, ALPHA, RESET, [EXPONENTIAL, COARSE]),
    "EIF_cond_exp_isfa_ista": (AD_EX, CONDUCTANCES, EXP, ADAPT, [COARSE, FINE]),
    "EIF_cond_alpha_isfa_ista": (AD_EX, CONDUCTANCES, ALPHA, ADAPT, [COARSE, FINE]),
    "HH_cond_exp": (HODGKIN_HUXLEY, CONDUCTANCES, EXP, PEAK, [EXPONENTIAL, FINE]),
    "Izhikevich": (IZHIKEVICH, "", DELTA, BURST, [("euler", DT), FINE]),
}


def receptor(kind, place, input, parameters):
    """The equations of a receptor, and what a spike does there."""
    x, unit, one = ("g", "siemens", "uS") if input == CONDUCTANCES else ("i", "amp", "nA")
    # Two names of one value are a pole of Brian2's exact integrator (NaN); one name is not.
    tau = "E" if parameters.get("tau_syn_I") == parameters.get("tau_syn_E") else place
    return [text.format(x=f"{x}_{place}", e=tau, unit=unit, one=one) for text in kind]


def record(name, parameters, drive, method, dt):
    """All variables and the spikes of one cell."""
    start_scope()
    defaultclock.dt = dt * ms
    equations, input, kind, spiking, _ = MODELS[name]
    rows = {place: receptor(kind, place[0].upper(), input, parameters) for place in ("excitatory", "inhibitory")}
    text = equations.format(input=input) + "\n".join(row[0] for row in rows.values()) + "\ni_dc : amp (constant)"
    namespace = {BRIAN.get(key, key): value * units(name)[key] for key, value in parameters.items()}
    cell = NeuronGroup(1, text, method=method, namespace=namespace, **spiking)
    for variable, value in initial(name, parameters).items():
        setattr(cell, variable, value)
    spikes = SpikeMonitor(cell)
    names = sorted(cell.equations.diff_eq_names)
    traces = StateMonitor(cell, names, record=True, dt=EVERY * ms)
    network = Network(cell, spikes, traces)
    for place, train in drive.get("arrivals", {}).items():
        trains = simultaneous(train["times"])
        pairs = [(index, time - dt) for index, times in enumerate(trains) for time in times]
        # A spike changes the receptor at the end of its step: one step earlier, it is there when the named one begins.
        source = SpikeGeneratorGroup(len(trains), [i for i, _ in pairs], [t for _, t in pairs] * ms)
        synapses = Synapses(source, cell, on_pre=rows[place][1], namespace={"weight": train["weight"]})
        synapses.connect()
        network.add(source, synapses)
    step = drive.get("current", {"nA": 0, "start": 0, "stop": DURATION})
    network.run(step["start"] * ms)
    cell.i_dc = step["nA"] * nA
    network.run((step["stop"] - step["start"]) * ms)
    cell.i_dc = 0 * nA
    network.run((DURATION - step["stop"]) * ms)
    return {
        "traces": {key: [float(x) for x in getattr(traces, key)[0] / SCALE[key[0]]] for key in names},
        "spikes": [float(t) for t in spikes.t / ms],
    }


BRIAN = {"cm": "capacity"}  # In Brian2 cm is a centimetre.
SCALE = {"v": mV, "w": nA, "u": mV / ms, "i": nA, "g": uS, "m": 1, "h": 1, "n": 1}


def kept(what, recorded):
    """Receptors are silent without spikes, so their traces are left out there."""
    traces = {key: x for key, x in recorded["traces"].items() if "spikes" in what or key[0] not in "ig"}
    return {**recorded, "traces": traces}


def cases(name):
    for method, dt in MODELS[name][4]:
        for label, case in CELLS[name].items():
            for what, drive in inputs(case).items():
                parameters = {**DEFAULTS[name], **case["parameters"]}
                recorded = kept(what, record(name, parameters, drive, method, dt))
                yield {"method": method, "dt": dt, "set": label, "input": what, **drive, **recorded}


def main():
    for name in sys.argv[1:] or MODELS:
        recorded = list(cases(name))
        write(
            name + ".brian2",
            source="Brian2 " + brian2.__version__,
            what="standard cell " + name + ": variables (mV, nA, uS, mV/ms) and spikes (ms)",
            parameters={label: {**DEFAULTS[name], **case["parameters"]} for label, case in CELLS[name].items()},
            times=grid(EVERY, len(recorded[0]["traces"]["v"])),
            cases=recorded,
        )


main()
