"""The cortical microcircuit of Potjans & Diesmann 2014, at a scale, with a part of the synapses of each cell."""
import brian2_peer
from peer import serve

POPULATIONS = ["E23", "I23", "E4", "I4", "E5", "I5", "E6", "I6"]


def prepare(target, scale, part, seconds, sizes, outside, joined, offsets):
    import brian2 as b
    import numpy as np

    brian2_peer.device(b, target, 0.1)
    rng = np.random.default_rng(1)
    ends = np.cumsum([0, *sizes])
    cells = b.NeuronGroup(
        int(ends[-1]),
        """
        dv/dt = (-65 - v) / (10 * ms) + (ge + gi + I) / (0.25 * ms) : 1 (unless refractory)
        dge/dt = -ge / (0.5 * ms) : 1
        dgi/dt = -gi / (0.5 * ms) : 1
        I : 1
        """,
        threshold="v >= -50",
        reset="v = -65",
        refractory=2 * b.ms,
        method="exact",
    )
    cells.v = rng.normal(-58, 10, int(ends[-1]))
    groups = [cells[int(ends[k]) : int(ends[k + 1])] for k in range(8)]
    weight = 0.0878 / np.sqrt(part)
    objects = []
    for k, group in enumerate(groups):
        group.I = offsets[k]
        objects.append(b.PoissonInput(group, "ge", N=round(outside[k] * part), rate=8 * b.Hz, weight=weight))
    # One set of synapses for each kind of source: (source, target, synapses, mean weight).
    for receptor, sources, mean in (("ge", cells, 1.5), ("gi", cells, 0.75)):
        those = [of for of in joined if (of[3] > 0) == (receptor == "ge")]
        pre = np.concatenate([rng.integers(ends[s], ends[s + 1], m) for s, _, m, _ in those])
        post = np.concatenate([rng.integers(ends[t], ends[t + 1], m) for _, t, m, _ in those])
        w = np.concatenate([rng.normal(x, abs(x) / 10, m) for _, _, m, x in those])
        synapses = b.Synapses(sources, cells, "w : 1", on_pre=f"{receptor}_post += w")
        synapses.connect(i=pre, j=post)
        synapses.w = w
        synapses.delay = np.maximum(rng.normal(mean, mean / 2, len(pre)), 0.1) * b.ms
        objects.append(synapses)
    monitors = {name: b.SpikeMonitor(group, record=False) for name, group in zip(POPULATIONS, groups)}
    net = b.Network(cells, *objects, *monitors.values())
    return brian2_peer.rounds(b, target, net, monitors, seconds, schedule=brian2_peer.AFTER)


serve(prepare, "brian2")
