"""Spikes of images: bytes of whole Hz in base64, `[samples, 784]`."""
import base64


def rates_of(torch, rates):
    return torch.frombuffer(bytearray(base64.b64decode(rates)), dtype=torch.uint8).view(-1, 784).float()


def trains(torch, rates, steps):
    """Poisson spikes of `[b, 784]` rates at dt 1: bool `[steps, b, 784]`."""
    return torch.rand(steps, *rates.shape) < rates / 1000
