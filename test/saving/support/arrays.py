"""Reads and writes files of test/saving/npy.test.ts with numpy: arrays.py FOLDER, prints the values of every file that was there."""
import json
import os
import sys
import numpy as np

folder = sys.argv[1]
read = {}
for name in sorted(os.listdir(folder)):
    x = np.load(os.path.join(folder, name))
    read[name] = [str(x.dtype), list(x.shape), x.ravel().tolist()]

arrays = {
    "f4": np.array([[0.1, -0.0], [3, np.inf]], "<f4"),
    "f8": np.array([0.1, 1e-50], "<f8"),
    "f2": np.array([0.5, -2], "<f2"),
    "bool": np.array([True, False]),
    "u1": np.array([255], "u1"),
    "i8": np.array([-(2**31), 5], "<i8"),
    "fortran": np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4)),
    "scalar": np.float32(2.5),
    "empty": np.zeros((0, 3), "<f4"),
    "large": np.array([2**40], "<i8"),
    "text": np.array(["ab"]),
    "records": np.array([(1, 2.0)], dtype=[("t", "<i4"), ("x", "<f4")]),
}
# Every type of numbers, in both orders of bytes and of axes, and views that do not lie row by row.
cube = np.arange(24).reshape(2, 3, 4) - 3
every = {}
for kind, order in [(kind, order) for kind in "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8".split() for order in "<>"]:
    x = abs(cube) if kind[0] == "u" else cube
    views = {"C": x, "F": np.asfortranarray(x), "T": x.T, "every-second": x[::-1, :, ::2]}
    for view, y in views.items():
        name = f"{kind}-{'big' if order == '>' else 'little'}-{view}"
        arrays[name] = y.astype(order + kind, order="K") if view != "every-second" else y.astype(order + kind)
        every[name] = [list(y.shape), y.ravel().tolist()]
for name, x in arrays.items():
    np.save(os.path.join(folder, f"numpy-{name}.npy"), x)
np.lib.format.write_array(open(os.path.join(folder, "numpy-version-2.npy"), "wb"), arrays["f4"], version=(2, 0))
np.savez(os.path.join(folder, "numpy-stored.npz"), a=arrays["f4"], b=arrays["u1"], o=np.array([None]))
np.savez_compressed(os.path.join(folder, "numpy-deflated.npz"), a=arrays["f4"], zeros=np.zeros((100, 100), "<f4"))
np.lib.format.write_array(open(os.path.join(folder, "numpy-version-3.npy"), "wb"), arrays["f4"], version=(3, 0))
print(json.dumps({"read": read, "every": every}))
