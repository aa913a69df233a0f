"""What times mean on a grid of 0.1 ms, by NEURON's own IntFire1 and an IClamp."""
from neuron import h

from recording import write

h.load_file("stdrun.hoc")
DT = 0.1


def grid():
    h.dt, h.steps_per_ms, h.tstop = DT, 1 / DT, 30
    h.cvode_active(0)


def fired(weights, refrac=5.0, tau=1e9):
    """Spike times of an IntFire1 that gets an event of each weight at 5 ms, then one every step."""
    cell = h.IntFire1()
    cell.tau, cell.refrac = tau, refrac
    sources = []
    for start, number, weight in weights:
        source = h.NetStim()
        source.start, source.number, source.interval, source.noise = start, number, DT, 0
        link = h.NetCon(source, cell)
        link.weight[0], link.delay = weight, 0
        sources += [source, link]
    times = h.Vector()
    out = h.NetCon(cell, None)
    out.record(times)
    grid()
    h.run()
    return sorted(set(round(t, 6) for t in times))


def refractory(tau):
    times = fired([(5, 240, 2.0)], refrac=tau)
    return round((times[2] - times[1]) / DT)


def arrival(delay):
    """Steps from an event at 5 ms to the first sample of v that it changed: an ExpSyn in a passive section."""
    section = h.Section()
    section.insert("pas")
    synapse = h.ExpSyn(section(0.5))
    source = h.NetStim()
    source.start, source.number, source.noise = 5, 1, 0
    link = h.NetCon(source, synapse)
    link.weight[0], link.delay = 0.001, delay
    v = h.Vector().record(section(0.5)._ref_v, DT)
    grid()
    h.finitialize(-70)
    h.continuerun(10)
    return next(k for k, x in enumerate(v) if k > 40 and x > v[40] + 1e-9) - 50


write(
    "timing.neuron",
    source="NEURON 8.2.2",
    what="IntFire1: refractory (steps from spike to spike), at its threshold of 1; delay: steps to the first changed sample of v",
    dt=DT,
    refractory={str(tau): refractory(tau) for tau in (0.1, 0.15, 0.25, 0.35, 5.0)},
    at_threshold="spikes" if fired([(5, 1, 1.0)]) else "does not spike",
    above_threshold="spikes" if fired([(5, 1, 1.0000001)]) else "does not spike",
    delay={str(time): arrival(time) for time in (0.0, 0.05, 0.1, 0.15, 0.25, 0.35, 1.5)},
)
