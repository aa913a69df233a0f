"""Saves a stand-in of each ready-made network, and writes it with the script: save.py SCRIPT FOLDER"""
import importlib.util
import json
import os
import sys
import torch
import bindsnet

spec = importlib.util.spec_from_file_location('from_bindsnet', sys.argv[1])
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)
torch.manual_seed(1)
for name, make in bindsnet.networks.items():
    path = os.path.join(sys.argv[2], name)
    torch.save(make(), f'{path}.pt')
    if name != 'foreign':
        script.write(torch.load(f'{path}.pt'), path)
print(json.dumps([name for name in bindsnet.networks if name != 'foreign']))
