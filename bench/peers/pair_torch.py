"""n Poisson inputs, all-to-all, n LIF neurons; only the rows of inputs that spiked are read."""

from peer import CLOCKS, serve


def prepare(n, seconds, rate, most):
    import torch

    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    decay = torch.tensor(-1 / 100).exp().item()
    w = torch.rand(n, n) * most
    steps = round(seconds * 1000)

    def run(clock="wall", count=False):
        v = torch.zeros(n)  # above rest
        silent = torch.zeros(n)
        arriving = torch.empty(0, dtype=torch.long)
        spikes = [0, 0]
        begin = CLOCKS[clock]()
        for _ in range(steps):
            current = w.index_select(0, arriving).sum(0)
            v.mul_(decay).addcmul_(current, silent.le(0))
            fired = v >= 13
            v.masked_fill_(fired, 0)
            silent.sub_(1).masked_fill_(fired, 5)
            arriving = torch.rand(n).lt_(rate / 1000).nonzero()[:, 0]
            if count:
                spikes[0] += len(arriving)
                spikes[1] += fired.sum().item()
        return spikes if count else CLOCKS[clock]() - begin

    total_in, total_out = run(count=True)
    return {"in": total_in / seconds, "out": total_out / seconds}, run


serve(prepare, "torch")
