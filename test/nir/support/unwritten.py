# HDF5 files with elements that were never written: unwritten.py FOLDER. By h5py: types, layouts, times of allocation, versions. Prints their names.
import ctypes, itertools, json, os, sys, h5py, numpy

kinds = 'f8 f4 f2 i8 u8 i4 u4 i2 u2 i1 u1 >f8 >f4 >f2 >i8 >u8 >i4 >u2'.split()
layouts = {
    'contiguous': {},
    'chunks': {'chunks': (3, 4)},
    'one': {'chunks': (7, 9)},
    'gzip': {'chunks': (3, 4), 'compression': 'gzip', 'shuffle': True, 'fletcher32': True},
    'lzf': {'chunks': (2, 9), 'compression': 'lzf'},
    'early': {'chunks': (3, 4), 'alloc': h5py.h5d.ALLOC_TIME_EARLY},
    'late': {'chunks': (3, 4), 'alloc': h5py.h5d.ALLOC_TIME_LATE},
    'incremental': {'chunks': (3, 4), 'alloc': h5py.h5d.ALLOC_TIME_INCR},
}

def create(group, name, dtype, fill, alloc=None, fill_time=None, chunks=None, shape=(7, 9), most=None, **options):
    """As h5py's create_dataset, which lacks the times."""
    probe = h5py.File('probe', 'w', driver='core', backing_store=False)
    dcpl = probe.create_dataset('x', shape, dtype, chunks=chunks, fillvalue=fill, **options).id.get_create_plist()
    if alloc is not None:
        dcpl.set_alloc_time(alloc)
    if fill_time is not None:
        dcpl.set_fill_time(fill_time)
    kind = h5py.h5t.py_create(numpy.dtype(dtype), logical=True)
    space = h5py.h5s.create_simple(shape, most or shape)
    return h5py.Dataset(h5py.h5d.create(group.id, name.encode(), kind, space, dcpl))

def fill(f, version):
    for (layout, options), kind in itertools.product(layouts.items(), kinds + ['bool', 'S5']):
        group = f.require_group(f'{layout}/{kind.replace(">", "big_")}')
        value = {'bool': True, 'S5': b'ab'}.get(kind, 200 if 'u' in kind else -3)
        for name, given in (('zeros', None), ('given', value)):
            create(group, f'none_{name}', kind, given, **options)
            some = create(group, f'some_{name}', kind, given, **options)
            some[4:6, 2:6] = numpy.ones((2, 4)).astype(kind) if kind != 'S5' else b'xyz'
    f.create_dataset('texts', (4,), h5py.string_dtype(), chunks=(2,))[3] = 'hö'
    enum = h5py.enum_dtype({'a': 0, 'b': 7}, 'u1')
    f.create_dataset('enum', (5,), enum, chunks=(2,), fillvalue=7)[0] = 0
    f.create_dataset('nothing', (0, 3), 'f4', maxshape=(None, 3), chunks=(2, 3))
    pages = f.create_dataset('pages', (5000,), 'i4', chunks=(1,), fillvalue=7)
    pages[2500] = 1
    pages[4999] = 2
    grown = f.create_dataset('grown', (4,), 'f4', data=numpy.ones(4), maxshape=(20,), fillvalue=-1)
    grown.resize((20,))
    f.create_dataset('may_grow', (4, 3), 'f4', maxshape=(9, 7), chunks=(2, 2), fillvalue=-1)[3, 1:] = 5
    room = create(f, 'room', 'i2', 5, chunks=(2, 2), shape=(3, 3), most=(9, 7), alloc=h5py.h5d.ALLOC_TIME_EARLY)
    room[2] = 1
    for axes, options in itertools.product(((None, 7, 4), (7, None, 4), (9, 4, None), (None, 7, None)), ({}, {'compression': 'gzip'})):
        name = f'grows{"".join("x" if axis is None else "-" for axis in axes)}{len(options)}'
        data = f.create_dataset(name, (2, 2, 2), 'i4', maxshape=axes, chunks=(2, 3, 1), fillvalue=3, **options)
        data[0] = 1
        data.resize((6, 4, 3))
        data[5] = numpy.arange(12).reshape(4, 3)
        data[2, 3, 1] = 8
    # Enough for all kinds of blocks that an index of chunks has.
    count = 140500 if version == 'latest' else 300
    many = f.create_dataset('many', (count,), 'u1', maxshape=(None,), chunks=(1,), fillvalue=1)
    for k in (0, 3, 4, 20, 5000, 140000, 131100, 140499):
        many[k % count] = k % 200
    flat = f.create_dataset('flat', (40, 50), 'u1', maxshape=(None, None), chunks=(1, 1), fillvalue=1)
    flat[3:38, 4:40] = numpy.arange(35 * 36).reshape(35, 36) % 251

def plain_edges(f):
    """Chunks that reach beyond the shape are not filtered: an option that h5py does not have."""
    path = next(line.split()[-1] for line in open('/proc/self/maps') if 'libhdf5' in line and '_hl' not in line)
    set_chunk_opts = ctypes.CDLL(path).H5Pset_chunk_opts
    set_chunk_opts.argtypes = [ctypes.c_int64, ctypes.c_uint]
    for name, most in (('fixed', (7, 9)), ('grows', (None, 9)), ('grows_both', (None, None))):
        dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        dcpl.set_chunk((3, 4))
        dcpl.set_shuffle()
        dcpl.set_deflate(4)
        assert set_chunk_opts(dcpl.id, 2) == 0
        space = h5py.h5s.create_simple((7, 9), tuple(h5py.h5s.UNLIMITED if axis is None else axis for axis in most))
        data = h5py.Dataset(h5py.h5d.create(f.id, name.encode(), h5py.h5t.NATIVE_INT32, space, dcpl))
        data[:6] = numpy.arange(54).reshape(6, 9)

names = []
for version in ('earliest', 'v108', 'latest'):
    names.append(f'{version}.h5')
    with h5py.File(os.path.join(sys.argv[1], names[-1]), 'w', libver=version) as f:
        fill(f, version)
names.append('plain-edges.h5')
with h5py.File(os.path.join(sys.argv[1], names[-1]), 'w', libver='latest') as f:
    plain_edges(f)
with h5py.File(os.path.join(sys.argv[1], 'none.h5'), 'w') as f:
    create(f, 'never', 'f4', 1, chunks=(3, 4), fill_time=h5py.h5d.FILL_TIME_NEVER)[0, 0] = 1
with h5py.File(os.path.join(sys.argv[1], 'huge.h5'), 'w') as f:
    f.create_dataset('huge', (1000, 1000, 1000), 'f4', chunks=(10, 10, 10))[0, 0, 0] = 1
with h5py.File(os.path.join(sys.argv[1], 'many.h5'), 'w') as f:
    f.create_dataset('half', (2**23,), 'f8')
    f.create_dataset('more', (2**23 + 1,), 'f8')
# Files of which a test names a chunk or a block of chunks twice.
for version in ('earliest', 'latest'):
    with h5py.File(os.path.join(sys.argv[1], f'twice-{version}.h5'), 'w', libver=version) as f:
        f.create_dataset('x', data=numpy.arange(60, dtype='u1'), maxshape=(None,), chunks=(1,))
print(json.dumps(names))
