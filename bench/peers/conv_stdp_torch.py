"""A convolution of 1 x 28 x 28 to 25 filters of 16 x 16, onto LIF neurons, with PostPre: patches times filters, as matrix products.

Voltages are above rest; the patches of a step's spikes serve learning and, a step later, the current.
"""
from math import exp

from images import rates_of, trains
from peer import CLOCKS, serve

FILTERS, KERNEL, OUT = 25, 16, 13
DECAY, DECAY_X = exp(-1 / 100), exp(-1 / 20)


def prepare(steps, training, rates, most, norm, nu):
    import torch

    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    rates = rates_of(torch, rates)
    samples = len(rates)
    first = most * torch.rand(FILTERS, KERNEL * KERNEL)
    none = torch.zeros(KERNEL * KERNEL, OUT * OUT)

    def patches(x):
        return x.as_strided((KERNEL, KERNEL, OUT, OUT), (28, 1, 28, 1)).reshape(KERNEL * KERNEL, OUT * OUT)

    def sample(spikes, w, learning):
        u, silent, x_post = (torch.zeros(FILTERS, OUT * OUT) for _ in range(3))
        x_pre = torch.zeros(784)
        seen = none
        for s in spikes:
            u.mul_(DECAY).addcmul_(w @ seen, silent.le(0))
            fired = u >= 13
            u.masked_fill_(fired, 0)
            silent.sub_(1).masked_fill_(fired, 5)
            seen = patches(s)
            yield fired
            if not learning:
                continue
            x_pre.mul_(DECAY_X)
            torch.maximum(x_pre, s, out=x_pre)
            x_post.mul_(DECAY_X).masked_fill_(fired, 1)
            w.addmm_(x_post, seen.t(), alpha=-nu[0])
            w.addmm_(fired.float(), patches(x_pre).t(), alpha=nu[1]).clamp_(0, 1)
        if learning:
            w.mul_(norm / w.abs().sum(1, keepdim=True))

    def run(clock="wall", learning=training, count=False):
        w = first.clone() if learning else first
        totals = [0, 0]
        begin = CLOCKS[clock]()
        for one in rates:
            spikes = trains(torch, one, steps).float()
            for fired in sample(spikes, w, learning):
                if count:
                    totals[1] += fired.sum().item()
            if count:
                totals[0] += spikes.sum().item()
        elapsed = CLOCKS[clock]() - begin
        return (totals, w) if count else elapsed

    if not training:
        first = run(learning=True, count=True)[1]
    (total_in, total_out), _ = run(count=True)
    return {"in": total_in / samples, "out": total_out / samples}, run


serve(prepare, "torch")
