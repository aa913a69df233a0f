"""Writes a network that BindsNET saved as two files for spikefold: a description in BindsNET's words, and its tensors.

    python from_bindsnet.py network.pt network      # writes network.json and network.safetensors

Run it where BindsNET is installed, with a file of your own: what network.save has written may run any code when it is loaded.
In spikefold: fromBindsnet(JSON.parse(text), tensors), see docs/bindsnet.md. Weights, biases and thresholds (theta) are written,
nothing of a run that is under way: the network starts as after reset_state_variables. What spikefold has no word for, and an
attribute that is not there, are errors that name it.
"""
import inspect, json, math, sys
import torch

spiking, weights, windows = 'thresh reset refrac lbound', 'w wmin wmax weight_decay', 'kernel_size stride padding dilation'
lif, adaptive = f'{spiking} rest tc_decay', f'{spiking} rest tc_decay theta_plus tc_theta_decay theta'
# The attributes that are read of each class.
LAYERS = {'Input': '', 'McCullochPitts': 'thresh', 'IFNodes': spiking, 'LIFNodes': lif, 'BoostedLIFNodes': 'thresh refrac tc_decay',
          'CurrentLIFNodes': f'{lif} tc_i_decay', 'AdaptiveLIFNodes': adaptive, 'DiehlAndCookNodes': f'{adaptive} one_spike',
          'SRM0Nodes': f'{lif} eps_0 rho_0 d_thresh', 'IzhikevichNodes': 'thresh rest lbound a b c d S'}
CONNECTIONS = {'Connection': f'{weights} b norm', 'LocalConnection': f'{weights} b norm kernel_size stride n_filters mask',
               'MeanFieldConnection': weights, **{f'Conv{n}dConnection': f'{weights} b norm {windows}' for n in (1, 2, 3)},
               **{f'MaxPool{n}dConnection': f'{windows} decay' for n in (1, 2)},
               **{f'LocalConnection{n}D': f'{weights} norm kernel_size stride n_filters' for n in (1, 2, 3)}}
RULES = {'NoOp': '', 'PostPre': '', 'WeightDependentPostPre': '', 'Hebbian': '', 'MSTDP': 'tc_plus tc_minus',
         'MSTDPET': 'tc_plus tc_minus tc_e_trace', 'Rmax': 'tc_c tc_e_trace'}
REDUCTIONS = {'sum': 'sum', 'squeeze': 'sum', 'mean': 'mean', 'max': 'max', 'amax': 'max'}

def entry(table, name, what):
    if name not in table: raise SystemExit(f'{what} is {name}: want one of {", ".join(table)}')
    return table[name]

def described(network):
    tensors = {}

    def told(value, name):
        if isinstance(value, torch.Tensor) and value.numel() == 1: value = value.item()
        if isinstance(value, torch.Tensor):
            tensors[name] = value.detach().cpu().contiguous()
            return {'tensor': name}
        if isinstance(value, (list, tuple)): return [told(one, f'{name}.{k}') for k, one in enumerate(value)]
        return None if isinstance(value, float) and math.isinf(value) else value  # an infinite bound is none

    def read(of, attributes, name):
        return {key: told(getattr(of, key), f'{name}.{key}') for key in attributes.split()}

    def layer(name, of):
        model = type(of).__name__
        own = entry(LAYERS, model, f"layer '{name}'")
        kept = 'traces_additive tc_trace trace_scale ' if of.traces else ''
        return {'name': name, 'model': model, 'params': read(of, f'shape traces sum_input {kept}{own}', name)}

    def connection(source, target, of):
        name, model, rule = f'{source}>{target}', type(of).__name__, of.update_rule
        params = read(of, entry(CONNECTIONS, model, f"connection '{name}'"), name)
        params['update_rule'] = type(rule).__name__
        own = entry(RULES, params['update_rule'], f"update_rule of '{name}'")
        if params['update_rule'] != 'NoOp':
            reduction = getattr(rule.reduction, '__name__', 'another function')
            params['reduction'] = entry(REDUCTIONS, reduction, f"reduction of '{name}'")
            params.update(nu=told(list(rule.nu), f'{name}.nu'), **read(rule, own, name))
        if model == 'LocalConnection' and params['norm'] is not None:
            params['norm'] /= math.prod(of.kernel_size)  # it was multiplied by the cells of a kernel
        return {'source': source, 'target': target, 'model': model, 'params': params}

    return {'dt': told(network.dt, 'dt'), 'learning': bool(network.learning),
            'layers': [layer(name, of) for name, of in network.layers.items()],
            'connections': [connection(*ends, of) for ends, of in network.connections.items()]}, tensors

def write(network, path):
    description, tensors = described(network)
    kinds = {torch.float32: 'F32', torch.float64: 'F64', torch.int64: 'I64', torch.int32: 'I32', torch.uint8: 'U8', torch.bool: 'BOOL'}
    header, data = {}, b''
    for name, one in tensors.items():
        end = len(data) + one.numel() * one.element_size()
        header[name] = {'dtype': kinds[one.dtype], 'shape': list(one.shape), 'data_offsets': [len(data), end]}
        data += one.numpy().tobytes()
    text = json.dumps(header).encode()
    with open(f'{path}.safetensors', 'wb') as file: file.write(len(text).to_bytes(8, 'little') + text + data)
    with open(f'{path}.json', 'w') as file: json.dump(description, file, allow_nan=False)

if __name__ == '__main__':
    whole = {'weights_only': False} if 'weights_only' in inspect.signature(torch.load).parameters else {}
    write(torch.load(sys.argv[1], map_location='cpu', **whole), sys.argv[2])
