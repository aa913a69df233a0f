"""Writes the files of test/saving/files/torch, with PyTorch 1.13: python3 test/saving/support/write-torch.py FOLDER"""
import sys
import torch

folder = sys.argv[1]
torch.manual_seed(0)
module = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
mixed = {
    't': torch.arange(6).reshape(2, 3).t(),
    'e': torch.tensor(2.0).expand(4),
    'h': torch.tensor([1.5]).half(),
    'b': torch.tensor([1.5]).bfloat16(),
    'd': torch.tensor([0.1], dtype=torch.float64),
    'm': torch.tensor([True, False]),
    'u': torch.tensor([200], dtype=torch.uint8),
    'z': torch.zeros(0, 3),
    'n': {'lr': 0.1, 'steps': [1, 2, 2**40], 'name': 'x', 'none': None, 'ok': True},
    'slice': torch.arange(10.0)[3:9:2],
    'p': torch.nn.Parameter(torch.ones(2)),
    'c': torch.zeros(1, dtype=torch.int16),
    'i': torch.zeros(1, dtype=torch.int8),
    'big': -(2**60),
}


def save(value, name, **options):
    torch.save(value, f'{folder}/{name}.pt', **options)


save(module.state_dict(), 'state')
save(mixed, 'mixed')
save(mixed, 'protocol-4', pickle_protocol=4)
save(torch.ones(2, 2), 'one')
save(module, 'module')
save(module.state_dict(), 'legacy', _use_new_zipfile_serialization=False)
save({'x': torch.zeros(2), 'c': torch.complex(torch.ones(1), torch.ones(1))}, 'complex')
save({'sz': torch.ones(2, 3).shape, 'sp': torch.eye(2).to_sparse()}, 'sparse')
adam = torch.optim.Adam(module.parameters())
module(torch.ones(4, 3)).sum().backward()
adam.step()
save(adam.state_dict(), 'adam')
weight = torch.arange(6.0).reshape(2, 3)


class Marked:
    """As PyTorch 2 saves torch.view_as_real(z.conj())[..., 1], which 1.13 does not mark."""

    def __reduce__(self):
        rebuild, (storage, offset, size, stride, *others) = weight.__reduce_ex__(2)
        return rebuild, (storage, offset, size, stride, *others, {'neg': True})


nested = {'rows': [weight[1], {'last': weight[:, 2]}]}
save({'weight': weight, 'tied': weight, 'nested': nested, 'brain': weight.bfloat16().t(), 'negative': Marked()}, 'views')
save({1: torch.zeros(1), '1': torch.ones(1)}, 'keys')


class Type:
    """A type of PyTorch 2.3 and later, which 1.13 has not: named in a pickle, as torch.float32 is."""

    __module__ = 'torch'

    def __init__(self, name):
        self.name = name
        setattr(torch, name, self)

    def __reduce__(self):
        return self.name


def _rebuild_tensor_v3(*args):
    raise NotImplementedError


_rebuild_tensor_v3.__module__ = 'torch._utils'
torch._utils._rebuild_tensor_v3 = _rebuild_tensor_v3


class Newer:
    """As PyTorch 2.3 and later save a tensor of a type that has no class of storages: bytes, and the type beside them."""

    def __init__(self, name, tensor):
        self.type, self.tensor = getattr(torch, name, None) or Type(name), tensor

    def __reduce__(self):
        _, (_, offset, size, stride, *others) = self.tensor.__reduce_ex__(2)
        return _rebuild_tensor_v3, (self.tensor.storage().untyped(), offset, size, stride, *others, self.type, None)


short = torch.tensor([[1, -1, 2], [3, 40, -25536]], dtype=torch.int16)
newer = {
    'u2': Newer('uint16', short),
    'turned': Newer('uint16', short.t()[1:]),
    'u4': Newer('uint32', torch.tensor([2**31 - 1, 7], dtype=torch.int32)),
    'large': Newer('uint32', torch.tensor([-1], dtype=torch.int32)),
    'u8': Newer('uint64', torch.tensor([2**31 - 1], dtype=torch.int64)),
    'f1': Newer('float8_e4m3fn', torch.tensor([0x38], dtype=torch.uint8)),
    'none': Newer('uint16', torch.zeros(0, 2, dtype=torch.int16)),
    'w': torch.ones(1),
}
save(newer, 'newer')
