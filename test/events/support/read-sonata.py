"""What h5py reads of SONATA files of ours, as JSON: read-sonata.py PATH..."""
import json
import sys
import h5py
import numpy as np


def plain(value):
    if isinstance(value, bytes):
        return value.decode()
    return np.asarray(value).tolist() if isinstance(value, (np.generic, np.ndarray)) else value


def told(item):
    attributes = {}
    for name, value in item.attrs.items():
        names = h5py.check_enum_dtype(item.attrs.get_id(name).dtype)
        attributes[name] = plain(value) if names is None else [names, int(value)]
    if isinstance(item, h5py.Dataset):
        return {"attributes": attributes, "dtype": item.dtype.name, "data": plain(item[()])}
    return {"attributes": attributes, "members": {name: told(one) for name, one in item.items()}}


def read(path):
    with h5py.File(path) as file:
        return told(file)


print(json.dumps([read(path) for path in sys.argv[1:]]))
