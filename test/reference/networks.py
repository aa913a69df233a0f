"""Benchmarks 1 (COBA) and 2 (CUBA) of Brette et al. 2007 by Brian2, from equations written here: networks.py fixed|rates"""
import sys

import brian2
import numpy
from brian2 import Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses, defaultclock, ms, mV, nS, pF, prefs, start_scope

from recording import write

prefs.codegen.target = "numpy"
DT = 0.1

CUBA = {
    "text": """
dv/dt = (e_leak - v + g_exc + g_inh) / tau_m : volt (unless refractory)
dg_exc/dt = -g_exc / tau_exc : volt
dg_inh/dt = -g_inh / tau_inh : volt
""",
    "method": "exact",
    "unit": mV,
    "parameters": {"e_leak_mV": -49.0, "tau_m_ms": 20.0, "tau_exc_ms": 5.0, "tau_inh_ms": 10.0, "refrac_ms": 5.0, "v_thresh_mV": -50.0,
                   "v_reset_mV": -60.0, "w_exc_mV": 1.62, "w_inh_mV": -9.0},
}  # fmt: skip
COBA = {
    "text": """
dv/dt = (g_leak * (e_leak - v) + g_exc * (e_exc - v) + g_inh * (e_inh - v)) / c : volt (unless refractory)
dg_exc/dt = -g_exc / tau_exc : siemens
dg_inh/dt = -g_inh / tau_inh : siemens
""",
    "method": "exponential_euler",
    "unit": nS,
    "parameters": {"c_pF": 200.0, "g_leak_nS": 10.0, "e_leak_mV": -60.0, "e_exc_mV": 0.0, "e_inh_mV": -80.0, "tau_exc_ms": 5.0,
                   "tau_inh_ms": 10.0, "refrac_ms": 5.0, "v_thresh_mV": -50.0, "v_reset_mV": -60.0, "w_exc_nS": 6.0, "w_inh_nS": 67.0},
}  # fmt: skip
UNITS = {"mV": mV, "ms": ms, "nS": nS, "pF": pF}


def simulate(model, start, pre, post, excitatory, duration, strength=1.0):
    """The spikes (index, ms) of a network without delays: what spikes in a step is in the receptors after it."""
    start_scope()
    defaultclock.dt = DT * ms
    space = {key.rsplit("_", 1)[0]: x * UNITS[key.rsplit("_", 1)[1]] for key, x in model["parameters"].items()}
    spiking = dict(threshold="v > v_thresh", reset="v = v_reset", refractory="refrac")
    cells = NeuronGroup(len(start["v"]), model["text"], method=model["method"], namespace=space, **spiking)
    cells.v = start["v"] * mV
    for receptor in ("g_exc", "g_inh"):
        setattr(cells, receptor, start.get(receptor, numpy.zeros(len(start["v"]))) * model["unit"])
    parts = [cells, SpikeMonitor(cells), StateMonitor(cells, "v", record=[0, len(start["v"]) - 1], dt=0.5 * ms)]
    for receptor, chosen in (("exc", pre < excitatory), ("inh", pre >= excitatory)):
        synapses = Synapses(cells, cells, on_pre="g_%s += %r * w_%s" % (receptor, strength, receptor), namespace=space)
        synapses.connect(i=pre[chosen], j=post[chosen])
        parts.append(synapses)
    network = Network(*parts)
    network.run(duration * ms)
    return numpy.array(parts[1].i), numpy.round(numpy.array(parts[1].t / ms), 6), parts[2].v / mV


def beginnings(name, random, count):
    """Where the cells start; COBA is set going by conductances."""
    if name == "CUBA":
        return {"v": random.uniform(-60, -50, count)}
    return {
        "v": random.normal(-65, 5, count),
        "g_exc": numpy.clip(random.normal(40, 15, count), 0, None),
        "g_inh": numpy.clip(random.normal(200, 120, count), 0, None),
    }


def fixed():
    """400 cells, each pair connected with probability 0.1 by synapses twice as strong; everything that was drawn is in the file."""
    random = numpy.random.default_rng(2007)
    count, excitatory = 400, 320
    pattern = random.random((count, count)) < 0.1
    numpy.fill_diagonal(pattern, False)
    pre, post = (numpy.array(x) for x in numpy.nonzero(pattern))
    cases = []
    begun = {name: beginnings(name, random, count) for name in ("CUBA", "COBA")}
    for name, model in (("CUBA", CUBA), ("COBA", COBA), ("COBA", {**COBA, "method": "rk4"})):
        start = {key: numpy.round(x, 4) for key, x in begun[name].items()}
        i, t, v = simulate(model, start, pre, post, excitatory, 100, 2.0)
        cases.append({
            "network": name, "method": model["method"], "dt": DT, "parameters": model["parameters"], "strength": 2,
            "start": start, "spikes": {"index": i, "time": t}, "traces": {"v0": v[0], "v399": v[1]},
        })  # fmt: skip
        print(name, len(i), "spikes")
    write(
        "networks.brian2",
        source="Brian2 " + brian2.__version__,
        what="COBA and CUBA (Brette et al. 2007) of 400 cells, the first 320 excitatory, 100 ms; targets: of each cell, in order",
        times={"first": 0, "every": 0.5, "count": 200},
        targets=[list(map(int, numpy.nonzero(row)[0])) for row in pattern],
        cases=cases,
    )


def rates():
    """4000 cells, 2 %, 1 s, seeds 1 to 5: mean rate (Hz) and mean CV of intervals over cells with 3 spikes or more."""
    cases = []
    for name, model in (("CUBA", CUBA), ("COBA", COBA)):
        for seed in range(1, 6):
            random = numpy.random.default_rng(seed)
            count = 4000
            pre, post = (numpy.array(x) for x in numpy.nonzero(random.random((count, count)) < 0.02))
            i, t, _ = simulate(model, beginnings(name, random, count), pre, post, 3200, 1000)
            trains = [numpy.diff(t[i == k]) for k in range(count)]
            cv = [numpy.std(x) / numpy.mean(x) for x in trains if len(x) >= 2]
            late = t >= 200
            cases.append({
                "network": name, "method": model["method"], "dt": DT, "seed": seed, "rate": len(i) / count,
                "rate_after_200_ms": float(late.sum()) / count / 0.8, "cv": float(numpy.mean(cv)), "cells_counted": len(cv),
            })  # fmt: skip
            print(cases[-1], flush=True)
    write(
        "network-rates.brian2",
        source="Brian2 " + brian2.__version__,
        what=rates.__doc__,
        parameters={"CUBA": CUBA["parameters"], "COBA": COBA["parameters"]},
        cases=cases,
    )


{"fixed": fixed, "rates": rates}[sys.argv[1]]()
