"""What times mean on a grid of 0.1 ms, by PyNN on one of its backends: timing_pynn.py neuron|brian2."""
import sys
from importlib import import_module

import numpy
import pyNN

from recording import write

BACKEND = sys.argv[1]
sim = import_module("pyNN." + BACKEND)
if BACKEND == "brian2":
    sys.modules["brian2"].prefs.codegen.target = "numpy"
DT = 0.1
QUIET = dict(v_rest=-65.0, v_reset=-65.0, v_thresh=1e3, cm=1.0, tau_m=20.0, tau_syn_E=5.0, tau_refrac=0.1)


def voltage(cell):
    return numpy.asarray(cell.get_data().segments[0].analogsignals[0])[:, 0]


def spikes(cell):
    return [round(float(t), 6) for t in cell.get_data().segments[0].spiketrains[0].magnitude]


def refractory(tau):
    """Steps from spike to spike of a cell that is driven far above its threshold."""
    sim.setup(timestep=DT, min_delay=DT)
    cell = sim.Population(1, sim.IF_curr_exp(**{**QUIET, "v_thresh": -50.0, "tau_refrac": tau, "i_offset": 1e5}))
    cell.record("spikes")
    sim.run(30)
    times = spikes(cell)
    sim.end()
    return round((times[2] - times[1]) / DT)


def delay(time):
    """Steps from a spike at 5 ms to the first sample of v that it changed; a message where the delay is refused."""
    sim.setup(timestep=DT, min_delay=DT)
    try:
        cell = sim.Population(1, sim.IF_curr_exp(**QUIET))
        source = sim.Population(1, sim.SpikeSourceArray(spike_times=[5.0]))
        sim.Projection(source, cell, sim.AllToAllConnector(), sim.StaticSynapse(weight=1.0, delay=time))
        cell.record("v")
        sim.run(10)
        return int(numpy.argmax(numpy.abs(voltage(cell) + 65) > 1e-9)) - 50
    except Exception as error:  # whatever a backend says
        return type(error).__name__
    finally:
        sim.end()


def threshold():
    """Whether a cell that rests exactly at its threshold spikes."""
    sim.setup(timestep=DT, min_delay=DT)
    cell = sim.Population(1, sim.IF_curr_exp(**{**QUIET, "v_rest": -50.0, "v_thresh": -50.0}), initial_values={"v": -50.0})
    cell.record("spikes")
    sim.run(5)
    times = spikes(cell)
    sim.end()
    return "spikes" if times else "does not spike"


def samples():
    """Of 10 ms: how many samples, v of the first two under 1 nA (the step moves v by 0.0998 mV)."""
    sim.setup(timestep=DT, min_delay=DT)
    cell = sim.Population(1, sim.IF_curr_exp(**{**QUIET, "i_offset": 1.0}))
    cell.record("v")
    sim.run(10)
    v = voltage(cell)
    sim.end()
    return {"count": len(v), "v": [float(v[0]), float(v[1])]}


def current():
    """The first sample that a current from 5 ms on has moved, and the first that is not driven any more after 6 ms."""
    sim.setup(timestep=DT, min_delay=DT)
    cell = sim.Population(1, sim.IF_curr_exp(**QUIET))
    cell.inject(sim.DCSource(amplitude=1.0, start=5.0, stop=6.0))
    cell.record("v")
    sim.run(10)
    v = voltage(cell)
    sim.end()
    return {"rises": round(float(numpy.argmax(v > -65 + 1e-9)) * DT, 6), "falls": round(float(numpy.argmax(numpy.diff(v) < -1e-9) + 1) * DT, 6)}


def steps(*times):
    """Where the clock stands (in steps) after runs of these lengths."""
    sim.setup(timestep=DT, min_delay=DT)
    sim.Population(1, sim.IF_curr_exp(**QUIET))
    for time in times:
        sim.run(time)
    now = sim.get_current_time() / DT
    sim.end()
    return round(now, 6)


def stdp():
    """The change of weight (A+ = A- = 0.01, 20 ms) by pre minus post time as spikes arrive; the post cell spikes once."""
    sim.setup(timestep=DT, min_delay=DT)
    offsets = [k * DT for k in range(-5, 6)]
    drive = sim.Population(1, sim.SpikeSourceArray(spike_times=[50.0]))
    post = sim.Population(1, sim.IF_curr_exp(**{**QUIET, "v_thresh": -50.0, "tau_refrac": 20.0, "tau_syn_E": 0.5}))
    sim.Projection(drive, post, sim.AllToAllConnector(), sim.StaticSynapse(weight=300.0, delay=DT))
    post.record("spikes")
    # Each spikes near 50 ms, and once more much later: some backends strengthen at the next spike only.
    pre = sim.Population(len(offsets), sim.SpikeSourceArray(spike_times=[sim_sequence([50.0 + x, 400.0]) for x in offsets]))
    rule = sim.STDPMechanism(
        timing_dependence=sim.SpikePairRule(tau_plus=20.0, tau_minus=20.0, A_plus=0.01, A_minus=0.01),
        weight_dependence=sim.AdditiveWeightDependence(w_min=0.0, w_max=1.0),
        weight=0.5, delay=DT, dendritic_delay_fraction=0.0 if BACKEND == "brian2" else 1.0,
    )  # fmt: skip
    plastic = sim.Projection(pre, post, sim.AllToAllConnector(), rule)
    sim.run(410)
    (at,) = spikes(post)
    weights = plastic.get("weight", format="array")[:, 0]
    sim.end()
    return {"post": at, "pre": [50.0 + x for x in offsets], "change": [float(w) - 0.5 for w in weights]}


def sim_sequence(values):
    from pyNN.parameters import Sequence

    return Sequence(values)


def tried(measure):
    try:
        return measure()
    except Exception as error:  # whatever a backend says
        return "%s: %s" % (type(error).__name__, str(error)[:120])


write(
    "timing.pynn-" + BACKEND,
    source="PyNN %s on %s" % (pyNN.__version__, BACKEND),
    what="what times mean on a grid of 0.1 ms",
    dt=DT,
    refractory={str(tau): refractory(tau) for tau in (0.1, 0.15, 0.25, 0.35, 5.0)},
    delay={str(time): delay(time) for time in (0.0, 0.05, 0.1, 0.15, 0.25, 0.35, 1.5)},
    at_threshold=threshold(),
    samples=samples(),
    current=current(),
    steps={" ".join(map(str, times)): steps(*times) for times in ((0.14,), (0.15,), (0.25,), (0.14, 0.14))},
    stdp=tried(stdp),
)
