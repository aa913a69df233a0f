# The HDF5 files of test/nir/files, by h5py 3.16 with HDF5 2.0: record.py FOLDER. recorded.test.ts tells what they contain.
import gzip, itertools, os, sys, h5py, numpy

kinds = 'f8 f4 f2 i8 u8 i4 u4 i2 u2 i1 u1 >f8 >f4 >f2 >i8 >u8 >i4 >u4 >i2 >u2'.split()
filters = {
    'plain': {},
    'gzip': {'compression': 'gzip'},
    'lzf': {'compression': 'lzf'},
    'all': {'compression': 'gzip', 'shuffle': True, 'fletcher32': True},
}
growth = {'': None, '_first': (None, 7), '_second': (5, None), '_both': (None, None), '_some': (9, 11)}


def created(f, name, data, layout=None, **options):
    """A dataset of a layout that h5py's create_dataset does not have."""
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_layout(layout)
    space = h5py.h5s.create_simple(data.shape)
    h5py.Dataset(h5py.h5d.create(f.id, name, h5py.h5t.py_create(data.dtype), space, dcpl))[...] = data


def numbers(f):
    for kind in kinds:
        f[f'numbers/{kind.replace(">", "big_")}'] = numpy.array([1, 0, 100] if 'u' in kind else [-3, 0, 2.5]).astype(kind)
    f['bools'] = numpy.array([True, False, True])
    f.create_dataset('choice', data=[0, 7, 0], dtype=h5py.enum_dtype({'a': 0, 'seven': 7}, 'u1'))
    f['fixed'] = numpy.array([b'ab', b'cde'])
    f.create_dataset('texts', data=[('a', ''), ('c', 'höchst')], dtype=h5py.string_dtype())
    f.create_dataset('scalar', data='1.0', dtype=h5py.string_dtype())
    f['none'] = numpy.zeros((0, 3), 'f4')
    f['null'] = h5py.Empty('f4')
    f['never'] = numpy.zeros(0, 'f4')
    f.create_dataset('unwritten', (3,), 'i2', fillvalue=-7)
    created(f, b'compact', numpy.arange(4, dtype='i4'), h5py.h5d.COMPACT)
    f['committed_type'] = numpy.dtype('i2')
    f.create_dataset('committed', data=[5, 6], dtype=f['committed_type'])
    del f['committed_type']


def chunks(f):
    for (name, options), (suffix, most) in itertools.product(filters.items(), growth.items()):
        f.create_dataset(f'chunks/{name}{suffix}', data=numpy.arange(35, dtype='i2').reshape(5, 7), maxshape=most, chunks=(2, 3), **options)
    for name, options in filters.items():
        f.create_dataset(f'one/{name}', data=numpy.arange(6, dtype='f4'), chunks=(6,), **options)
    cube = f.create_dataset('cube', (2, 2, 2), 'i4', maxshape=(9, None, 4), chunks=(2, 3, 1), fillvalue=3)
    cube.resize((6, 4, 3))
    cube[2, 3, 1] = 8
    f.create_dataset('edge', data=numpy.arange(300, dtype='u2'), chunks=(255,))
    f.create_dataset('flat', data=numpy.arange(400, dtype='u2').reshape(20, 20), maxshape=(None, None), chunks=(1, 1))
    pages = f.create_dataset('pages', (2100,), 'u1', chunks=(1,), fillvalue=9)
    for k in (0, 7, 8, 2050, 2099):
        pages[k] = k % 100


def links(f):
    f['x'] = 1
    for k in range(60):
        f[f'many/member{k:02}'] = f['x']
    f['names/ä b'] = f['x']
    f['names/' + 'long' * 75] = f['x']
    # A length of which all bits are set, as in no address.
    f['names/' + 'n' * 255] = f['x']
    for name, path in {'absolute': '/x', 'relative': 'absolute', 'along': '/many/./member07'}.items():
        f[f'soft/{name}'] = h5py.SoftLink(path)
    f['x'].attrs['unit'] = 'ms'
    f['x'].attrs['count'] = 5
    f.create_dataset('told', data=2)
    for k in range(12):
        f['told'].attrs[f'name{k}'] = f'text {k}'
    f.create_dataset('lists', data=numpy.array([numpy.array(a, 'u2') for a in ([1, 2, 3], [], [65535])], dtype=object), dtype=h5py.vlen_dtype('u2'))


def everything(f):
    numbers(f)
    chunks(f)
    links(f)


def large(f):
    """Enough for every kind of block that an index of chunks and one of links have."""
    f['x'] = 1
    for k in range(1400):
        f[f'links/{k}'] = f['x']
    many = f.create_dataset('many', (140500,), 'u1', maxshape=(None,), chunks=(1,), fillvalue=1)
    for k in (0, 3, 4, 20, 5000, 131100, 140000, 140499):
        many[k] = k % 200


def astray(f):
    f['x'] = 1
    f['nowhere'] = h5py.SoftLink('/missing/x')
    f['through'] = h5py.SoftLink('/x/y')
    f['circle'] = h5py.SoftLink('circle')
    f['other'] = h5py.ExternalLink('other.h5', '/x')
    for k in range(17):
        f[f'chain{k}'] = h5py.SoftLink(f'chain{k - 1}' if k > 0 else 'x')


def file(name, libver, fill=everything, sizes=None, **options):
    path = os.path.join(sys.argv[1], name)
    if sizes is None:
        f = h5py.File(path, 'w', libver=libver, **options)
    else:
        fcpl = h5py.h5p.create(h5py.h5p.FILE_CREATE)
        fcpl.set_sizes(*sizes)
        fapl = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
        if libver == 'v114':
            fapl.set_libver_bounds(h5py.h5f.LIBVER_V114, h5py.h5f.LIBVER_V114)
        f = h5py.File(h5py.h5f.create(path.encode(), h5py.h5f.ACC_TRUNC, fcpl, fapl))
    with f:
        fill(f)
    with open(path, 'rb') as plain, open(f'{path}.gz', 'wb') as packed:
        packed.write(gzip.compress(plain.read(), 9, mtime=0))
    os.remove(path)


for libver in ('earliest', 'v108', 'v110', 'v114', 'v200'):
    file(f'{libver}.h5', (libver, libver) if libver != 'earliest' else libver)
for libver in ('earliest', 'v114'):
    bounds = (libver, libver) if libver != 'earliest' else libver
    file(f'{libver}-ordered.h5', bounds, track_order=True, userblock_size=1024)
    file(f'{libver}-narrow.h5', libver, sizes=(4, 4))
    file(f'{libver}-astray.h5', bounds, astray)
file('large.h5', ('v114', 'v114'), large)
