# A file of HDF5's newer form in which everything has a checksum: sums.py PATH
import sys, h5py, numpy

with h5py.File(sys.argv[1], 'w', libver='latest') as f:
    for k, (shape, chunks) in enumerate([((6,), (6,)), ((9, 4), (2, 4)), ((50,), (1,))]):
        data = numpy.arange(numpy.prod(shape), dtype='f4').reshape(shape)
        f.create_dataset(f'set{k}', data=data, chunks=chunks, fletcher32=True, compression='gzip' if k == 1 else None)
    # Data that can grow, of which little is written.
    for name, shape, most in (('grows', (250,), (None,)), ('grows_both', (4, 3), (None, None))):
        f.create_dataset(name, shape, 'f4', maxshape=most, chunks=(1,) * len(shape), fletcher32=True)
        for k in (0, 5, 9, 249):
            f[name][(k % shape[0],) + (1,) * (len(shape) - 1)] = k
    for k in range(60):
        f.create_group(f'group/member{k:02}')
print('true')
