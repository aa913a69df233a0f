"""Writes SONATA spike files in its dialects: sonata.py FOLDER"""
import os
import sys
import h5py
import numpy as np

folder = sys.argv[1]
times = np.array([2.5, 0.5, 7.0, 0.75])
nodes = np.array([3, 0, 1, 0])


def write(name, fill, **options):
    with h5py.File(os.path.join(folder, f"{name}.h5"), "w", **options) as file:
        fill(file)


def population(file, name, node_type, sorting, unit="milliseconds", in_unit=1.0, **storage):
    group = file.create_group(f"/spikes/{name}")
    if sorting is not None:
        group.attrs["sorting"] = sorting
    stamps = group.create_dataset("timestamps", data=times * in_unit, **storage)
    stamps.attrs["units"] = unit
    group.create_dataset("node_ids", data=nodes.astype(node_type), **storage)


kinds = h5py.enum_dtype({"none": 0, "by_id": 1, "by_time": 2}, basetype=np.uint8)


def enum(file):
    population(file, "V1", np.uint64, None)
    file["/spikes/V1"].attrs.create("sorting", 0, dtype=kinds)


def halves(file):
    population(file, "V1", np.float64, None)
    file["/spikes/V1/node_ids"][...] = nodes / 2


def two(file):
    population(file, "V1", np.uint32, "none")
    population(file, "LGN", np.int64, "none", chunks=(2,), compression="gzip")


def old(file):
    group = file.create_group("spikes")
    group.create_dataset("timestamps", data=times)
    group.create_dataset("gids", data=nodes.astype(np.uint32))


def crowded(file):
    population(file, "V1", "u2", "none")
    spikes = file["/spikes/V1"]
    # What spikes are not made of does not have to be readable.
    spikes["phases"] = np.array([1j])
    spikes["indices/node_id_to_range"] = np.array([[0, 2], [2, 3]])
    file["compound"] = np.zeros(2, [("a", "f4")])
    file["elsewhere"] = h5py.SoftLink("/spikes")
    file["other file"] = h5py.ExternalLink("enum.h5", "/spikes")


def links(file):
    file["times"] = times.astype(">f4")
    file["nodes"] = nodes
    for name in ("V1", "V2"):
        file[f"/spikes/{name}/timestamps"] = file["times"]
    file["/spikes/V1/node_ids"] = file["nodes"]
    file.create_dataset("/spikes/V2/node_ids", data=nodes, dtype=h5py.enum_dtype({f"n{k}": k for k in range(4)}, basetype="i2"))


def growing(file):
    """As a simulator appends: and a population without spikes."""
    for name, count in (("V1", 4), ("silent", 0)):
        group = file.create_group(f"/spikes/{name}")
        for key, values in (("timestamps", times), ("node_ids", nodes)):
            data = group.create_dataset(key, (0,), values.dtype, maxshape=(None,), chunks=(3,))
            data.resize((count,))
            data[...] = values[:count]


def many(file):
    """More attributes than an object header holds."""
    population(file, "V1", "u4", "none", "Seconds", 1e-3)
    for k in range(30):
        file["/spikes/V1/timestamps"].attrs[f"note {k}"] = "x" * k


def committed(file):
    """Types with names of their own, which datasets share."""
    for name, values, kind in (("timestamps", times, ">f8"), ("node_ids", nodes, "u2")):
        file[f"types/{name}"] = np.dtype(kind)
        file.create_dataset(f"/spikes/V1/{name}", data=values, dtype=file[f"types/{name}"])
    file["types/more"] = file["types/node_ids"]


def empty(file):
    """Datasets that have a type and no elements."""
    for name, kind in (("timestamps", "f8"), ("node_ids", "u8")):
        file[f"/spikes/silent/{name}"] = h5py.Empty(kind)


def spoken(unit, in_unit):
    return lambda file: population(file, "V1", "u4", "none", unit, in_unit)


write("enum", enum)
for name, unit, in_unit in (("s", "s", 1e-3), ("us", np.array([b"usec "]), 1e3), ("ns", "nanoseconds", 1e6), ("ticks", "ticks", 1), ("coded", 2, 1), ("pair", ["ms", "s"], 1)):
    write(name, spoken(unit, in_unit))
    write(f"{name}-latest", spoken(unit, in_unit), libver="latest")
write("many-latest", many, libver="latest")
write("many", many)
write("empty", empty)
write("empty-latest", empty, libver="latest")
write("committed", committed)
write("committed-latest", committed, libver="latest")
write("crowded", crowded)
write("links", links)
write("growing", growing)
write("growing-latest", growing, libver="latest")
write("halves", halves)
write("two", two)
write("old", old)
write("latest", lambda file: population(file, "V1", np.uint64, "none"), libver="latest")
write("other", lambda file: file.create_group("nodes"))
print("true")
