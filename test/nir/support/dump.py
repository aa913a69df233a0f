# Everything in HDF5 files, by path, as JSON: shape, type, and values.
import json, sys, h5py, numpy

def text(value):
    return value.decode() if isinstance(value, bytes) else value

def told(name, item):
    values = numpy.asarray(item[()])
    # Of objects there are only texts.
    kind = 'text' if values.dtype.kind in 'OS' else values.dtype.name
    each = [text(v) if kind == 'text' else float(v) for v in values.ravel().tolist()]
    return [list(item.shape), kind, each]

def dump(path):
    out = {}
    def visit(group, before):
        for name, item in group.items():
            if isinstance(item, h5py.Dataset):
                out[before + name] = told(name, item)
            else:
                visit(item, before + name + '/')
    with h5py.File(path) as f:
        visit(f, '')
    return out

print(json.dumps([dump(path) for path in sys.argv[1:]]))
