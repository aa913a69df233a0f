"""The network of Diehl and Cook 2015: X -> Ae (PostPre, normalised), Ae -> Ai one to one, Ai -> all other Ae.

`form` 'events' (batch 1) touches only rows and columns of neurons that spiked; 'dense' is matrix products, as they batch.
The fixed connections are structure, not matrices, in both. Voltages are above rest; traces are kept where STDP needs them.
"""
from math import exp

from images import rates_of, trains
from peer import CLOCKS, serve

STEPS, EXC, INH, NORM = 250, 22.5, 120.0, 78.4
DECAY_E, DECAY_I, DECAY_X, DECAY_THETA = exp(-1 / 100), exp(-1 / 10), exp(-1 / 20), exp(-1 / 1e7)
NU_PRE, NU_POST, THETA_PLUS = 1e-4, 1e-2, 0.05


def prepare(n, batch, training, form, rates):
    import torch

    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    rates = rates_of(torch, rates)
    samples = len(rates)

    def sample(rates, w, theta, learning):
        b = len(rates)
        spikes = trains(torch, rates, STEPS)
        u, silent, u_i, silent_i = (torch.zeros(b, n) for _ in range(4))
        s_e, s_i, none = (torch.zeros(b, n) for _ in range(3))
        x_pre, x_post = torch.zeros(b, 784), torch.zeros(b, n)
        rows = [row.nonzero()[:, 0] for row in spikes[:, 0]] if form == "events" else None
        dense = spikes.float() if form == "dense" else None
        last, fired_e, fired_i, out = None, False, False, 0
        for t in range(STEPS):
            # Ae: what its sources fired in the step before
            if last is None:
                current = none
            elif form == "events":
                current = w.index_select(0, last).sum(0, keepdim=True)
            else:
                current = last @ w
            if fired_i:
                current = current - INH * (s_i.sum(1, keepdim=True) - s_i)
            if learning:
                theta.mul_(DECAY_THETA)
            u.mul_(DECAY_E).addcmul_(current, silent.le(0))
            crossed = u >= theta + 13
            silent.sub_(1)
            current_i = s_e * EXC if fired_e else none
            crossing = crossed.any().item()
            fired_e = crossing
            if crossing:
                u.masked_fill_(crossed, 5)
                silent.masked_fill_(crossed, 5)
                if learning:
                    theta.add_(crossed.sum(0), alpha=THETA_PLUS)
                winner = (torch.rand(b, n) * crossed).argmax(1, keepdim=True)
                s_e = torch.zeros(b, n).scatter_(1, winner, crossed.any(1, keepdim=True).float())
                out += s_e.sum().item()
            # Ai
            u_i.mul_(DECAY_I).addcmul_(current_i, silent_i.le(0))
            crossed_i = u_i >= 20
            silent_i.sub_(1)
            fired_i = crossed_i.any().item()
            if fired_i:
                u_i.masked_fill_(crossed_i, 15)
                silent_i.masked_fill_(crossed_i, 2)
                s_i = crossed_i.float()
            last = rows[t] if form == "events" else dense[t]
            if not learning:
                continue
            x_pre.mul_(DECAY_X).masked_fill_(spikes[t], 1)
            x_post.mul_(DECAY_X)
            if fired_e:
                x_post.masked_fill_(s_e > 0, 1)
            if form == "dense":
                w.addmm_(last.t(), x_post, alpha=-NU_PRE)
                if fired_e:
                    w.addmm_(x_pre.t(), s_e, alpha=NU_POST)
                w.clamp_(0, 1)
            elif fired_e:
                w.index_add_(0, last, x_post.expand(len(last), n), alpha=-NU_PRE)
                w[:, winner.item()].add_(x_pre[0], alpha=NU_POST)
                w.clamp_(0, 1)
            else:
                w.index_copy_(0, last, w.index_select(0, last).sub_(x_post, alpha=NU_PRE).clamp_(min=0))
        if learning:
            w.mul_(NORM / w.abs().sum(0))
        return spikes.sum().item(), out

    first = 0.3 * torch.rand(784, n), torch.zeros(n)

    def run(clock="wall", learning=training, count=False):
        w, theta = (value.clone() for value in first) if learning else first
        totals = [0, 0]
        begin = CLOCKS[clock]()
        for group in rates.split(batch):
            spikes = sample(group, w, theta, learning)
            if count:
                totals = [a + b for a, b in zip(totals, spikes)]
        elapsed = CLOCKS[clock]() - begin
        return (totals, (w, theta)) if count else elapsed

    if not training:
        first = run(learning=True, count=True)[1]
    (total_in, total_out), _ = run(count=True)
    return {"in": total_in / samples, "out": total_out / samples}, run


serve(prepare, "torch")
