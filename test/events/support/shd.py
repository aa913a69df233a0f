"""Writes files as those of SHD, by PyTables as its authors did and by h5py: shd.py FOLDER. Prints the times (f16 as f64) and units."""
import json
import os
import sys
import h5py
import numpy as np

folder = sys.argv[1]
draw = np.random.default_rng(1)
counts = [0, 3, 900, 1, 40]
times = [np.sort(draw.uniform(0, 1.2, count)).astype(np.float16) for count in counts]
units = [draw.integers(0, 700, count).astype(np.uint16) for count in counts]
labels = np.array([3, 0, 19, 3, 7])


def by_h5py(name, **options):
    with h5py.File(os.path.join(folder, name), "w", **options) as file:
        spikes = file.create_group("spikes")
        for key, lists in (("times", times), ("units", units)):
            kind = h5py.vlen_dtype(lists[0].dtype)
            spikes.create_dataset(key, (len(lists),), dtype=kind, **({} if options else {"chunks": (2,), "compression": "gzip"}))
            for k, values in enumerate(lists):
                spikes[key][k] = values
        file["labels"] = labels.astype(np.uint8)
        file["extra/keys"] = np.array([b"zero", b"one"])
        # What is not asked for does not have to be readable.
        file["extra/complex"] = np.array([1 + 2j])


by_h5py("h5py.h5")
by_h5py("latest.h5", libver="latest")
names = ["h5py.h5", "latest.h5"]
try:
    import tables

    with tables.open_file(os.path.join(folder, "tables.h5"), "w") as file:
        group = file.create_group("/", "spikes")
        for key, lists, atom in (("times", times, tables.Float16Atom()), ("units", units, tables.UInt16Atom())):
            rows = file.create_vlarray(group, key, atom)
            for values in lists:
                rows.append(values)
        file.create_array("/", "labels", labels)
        extra = file.create_group("/", "extra")
        file.create_array(extra, "speaker", np.arange(5))
    names.append("tables.h5")
except ImportError:
    print("SKIPPED: no PyTables (apt-get install -y python3-tables)", file=sys.stderr)
told = {"names": names, "times": [t.astype(float).tolist() for t in times], "units": [u.tolist() for u in units]}
print(json.dumps(told))
