# HDF5 files, of the old form and the new, with one soft or external link that leads to nothing that is read: links.py FOLDER. Prints their names.
import json, os, sys, h5py

links = {
    'nowhere': h5py.SoftLink('/missing/x'),
    'through a dataset': h5py.SoftLink('/x/y'),
    'circle': h5py.SoftLink('circle'),
    'other file': h5py.ExternalLink('other.h5', '/x'),
}

names = []
for (kind, link), version in ((pair, version) for pair in links.items() for version in ('earliest', 'latest')):
    names.append(f'{kind}, {version}')
    with h5py.File(os.path.join(sys.argv[1], names[-1]), 'w', libver=version) as f:
        f['x'] = 1
        f[kind] = link
print(json.dumps(names))
