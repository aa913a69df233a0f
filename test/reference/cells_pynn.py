"""Standard cells by PyNN 0.10.1 on NEURON 8.2.2 (fixed steps, backward Euler)."""
import sys

import numpy
import pyNN
import pyNN.neuron as sim

from cases import CELLS, DT, DURATION, EVERY, inputs, simultaneous
from recording import grid, write


def record(name, parameters, drive, dt):
    """The trace and the spikes of one cell."""
    sim.setup(timestep=dt, min_delay=DT)
    model = getattr(sim, name)
    cell = sim.Population(1, model(**parameters), initial_values={"v": start(model, parameters)})
    if "current" in drive:
        step = drive["current"]
        cell.inject(sim.DCSource(amplitude=step["nA"], start=step["start"], stop=step["stop"]))
    for receptor, train in drive.get("arrivals", {}).items():
        for times in simultaneous(train["times"]):
            # On its way for a step: it arrives at the time that the case names.
            source = sim.Population(1, sim.SpikeSourceArray(spike_times=[time - DT for time in times]))
            synapse = sim.StaticSynapse(weight=train["weight"], delay=DT)
            sim.Projection(source, cell, sim.AllToAllConnector(), synapse, receptor_type=receptor)
    cell.record("spikes")
    cell.record(["v"], sampling_interval=EVERY)
    sim.run(DURATION)
    data = cell.get_data().segments[0]
    (v,) = [signal for signal in data.analogsignals if signal.name == "v"]
    sim.end()
    # What PyNN gives as the sample at the end is the one before it once more (findings/pynn-brian2-samples-lag.sh).
    return {
        "traces": {"v": [float(x) for x in numpy.asarray(v)[:-1, 0]]},
        "spikes": [float(t) for t in data.spiketrains[0].magnitude],
    }


def start(model, parameters):
    rest = {**model.default_parameters, **parameters}
    return rest.get("v_rest", model.default_initial_values["v"])


def cases(name, dt):
    for label, case in CELLS[name].items():
        for what, drive in inputs(case).items():
            yield {"method": "backward Euler", "dt": dt, "set": label, "input": what, **drive, **record(name, case["parameters"], drive, dt)}


def parameters(name):
    defaults = getattr(sim, name).default_parameters
    return {label: {**defaults, **case["parameters"]} for label, case in CELLS[name].items()}


def main(dt):
    fine = dt != DT
    for name in CELLS:
        if name == "IF_curr_delta":  # NotImplementedError: PyNN has it on NEST and Brian2 only.
            continue
        recorded = list(cases(name, dt))
        write(
            name + ".neuron" + (".fine" if fine else ""),
            source="PyNN %s on NEURON %s, fixed steps (backward Euler)" % (pyNN.__version__, "8.2.2"),
            what="standard cell " + name + ": voltage (mV) and spikes (ms)",
            parameters=parameters(name),
            times=grid(EVERY, len(recorded[0]["traces"]["v"])),
            cases=recorded,
        )


main(float(sys.argv[1]) if len(sys.argv) > 1 else DT)
