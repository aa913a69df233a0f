"""A stand-in for BindsNET: classes with the names and attributes that docs/spec says, without any of its code and without steps.

It only holds what a network that was saved would hold, so that python/from_bindsnet.py can be tried; it is not BindsNET.
"""
import torch


class Nodes(torch.nn.Module):
    def __init__(self, shape, traces=False, sum_input=False, **more):
        super().__init__()
        self.n, self.shape, self.traces, self.sum_input = int(torch.tensor(shape).prod()), list(shape), traces, sum_input
        if traces:
            self.traces_additive = False
            self.register_buffer('tc_trace', torch.tensor(20.0))
            self.register_buffer('trace_scale', torch.tensor(1.0))
        for name, value in more.items():
            if isinstance(value, float): self.register_buffer(name, torch.tensor(value))
            else: setattr(self, name, value)
        self.register_buffer('s', torch.zeros(1, *shape, dtype=torch.bool))


class Input(Nodes): pass


class LIFNodes(Nodes):
    def __init__(self, shape, **more):
        super().__init__(shape, **{**dict(thresh=-52.0, rest=-65.0, reset=-65.0, refrac=5, tc_decay=100.0, lbound=None), **more})


class DiehlAndCookNodes(LIFNodes):
    def __init__(self, shape, **more):
        super().__init__(shape, **{**dict(theta_plus=0.05, tc_theta_decay=1e7, one_spike=True, reset=-60.0, traces=True), **more})
        self.register_buffer('theta', torch.rand(shape) * 3)


class CSRMNodes(Nodes): pass


class NoOp:
    def __init__(self, nu, reduction): self.nu, self.reduction = nu, reduction


class PostPre(NoOp): pass


class AbstractConnection(torch.nn.Module):
    def __init__(self, source, target, w, rule=NoOp, wmin=float('-inf'), wmax=float('inf'), norm=None, nu=(0.0, 0.0)):
        super().__init__()
        self.source, self.target, self.norm, self.weight_decay = source, target, norm, 0.0
        self.wmin, self.wmax = wmin, wmax
        self.w = torch.nn.Parameter(w, requires_grad=False)
        self.b = None
        self.update_rule = rule(torch.tensor(nu), torch.squeeze)


class Connection(AbstractConnection): pass


class LocalConnection(AbstractConnection):
    def __init__(self, source, target, w, kernel_size, stride, n_filters, norm, **more):
        cells = kernel_size[0] * kernel_size[1]
        super().__init__(source, target, w, norm=norm * cells, **more)
        self.kernel_size, self.stride, self.n_filters = kernel_size, stride, n_filters
        self.register_buffer('mask', self.w == 0)


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.dt, self.batch_size, self.learning, self.layers, self.connections, self.reward_fn = 1.0, 1, True, {}, {}, None

    def add_layer(self, layer, name):
        self.layers[name] = layer
        self.add_module(name, layer)

    def join(self, source, target, w, kind=Connection, **more):
        made = kind(self.layers[source], self.layers[target], w, **more)
        self.connections[source, target] = made
        self.add_module(f'{source}_to_{target}', made)


learned = dict(rule=PostPre, nu=(1e-4, 1e-2), wmin=0.0, wmax=1.0)


def inputs(n, ys):
    net = Network()
    net.add_layer(Input([n], traces=True), 'X')
    for name, layer in ys.items(): net.add_layer(layer, name)
    return net


def others(n, scale): return scale * (torch.ones(n, n) - torch.eye(n))


class TwoLayerNetwork(Network): pass
class DiehlAndCook2015(Network): pass
class DiehlAndCook2015v2(Network): pass
class IncreasingInhibitionNetwork(Network): pass
class LocallyConnectedNetwork(Network): pass


def named(kind, net):
    net.__class__ = kind
    return net


def two_layer(n=20, m=9):
    net = inputs(n, {'Y': LIFNodes([m], traces=True)})
    net.join('X', 'Y', 0.3 * torch.rand(n, m), norm=5.5, **learned)
    return named(TwoLayerNetwork, net)


def diehl_and_cook(n=20, m=9):
    ai = LIFNodes([m], rest=-60.0, reset=-45.0, thresh=-40.0, tc_decay=10.0, refrac=2)
    net = inputs(n, {'Ae': DiehlAndCookNodes([m]), 'Ai': ai})
    net.join('X', 'Ae', 0.3 * torch.rand(n, m), norm=5.5, **learned)
    net.join('Ae', 'Ai', 22.5 * torch.eye(m), wmin=0.0, wmax=22.5)
    net.join('Ai', 'Ae', others(m, -17.5), wmin=-17.5, wmax=0.0)
    return named(DiehlAndCook2015, net)


def v2(n=20, m=9):
    net = inputs(n, {'Y': DiehlAndCookNodes([m])})
    net.join('X', 'Y', 0.3 * torch.rand(n, m), norm=5.5, **learned)
    net.join('Y', 'Y', others(m, -17.5), wmin=-17.5, wmax=0.0)
    return named(DiehlAndCook2015v2, net)


def increasing(n=20, m=9):
    net = inputs(n, {'Y': DiehlAndCookNodes([m])})
    net.join('X', 'Y', 0.3 * torch.rand(n, m), norm=5.5, **learned)
    net.join('Y', 'Y', torch.rand(m, m) * -10)
    return named(IncreasingInhibitionNetwork, net)


def locally(side=4, kernel=2, filters=2):
    across = side - kernel + 1
    n, fields = side * side, across * across
    m = filters * fields
    net = inputs(n, {'Y': DiehlAndCookNodes([m])})
    mask = torch.zeros(n, m)
    for j in range(m):
        y, x = divmod(j % fields, across)
        for a in range(kernel):
            for b in range(kernel): mask[(y + a) * side + x + b, j] = 1
    net.join('X', 'Y', torch.rand(n, m) * mask, LocalConnection, kernel_size=(kernel, kernel), stride=(1, 1),
             n_filters=filters, norm=0.2, **learned)
    net.connections['X', 'Y'].w[::2] = 0  # learned down to wmin: no longer the mask
    rivals = torch.tensor([[-25.0 if i != j and i % fields == j % fields else 0.0 for j in range(m)] for i in range(m)])
    net.join('Y', 'Y', rivals)
    return named(LocallyConnectedNetwork, net)


def foreign():
    net = inputs(3, {'Y': CSRMNodes([2])})
    return net


networks = {'TwoLayerNetwork': two_layer, 'DiehlAndCook2015': diehl_and_cook, 'DiehlAndCook2015v2': v2,
            'IncreasingInhibitionNetwork': increasing, 'LocallyConnectedNetwork': locally, 'foreign': foreign}
