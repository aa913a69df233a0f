# HDF5 files of every form that h5py writes, into a folder: versions of the format, order, compression, sizes of groups. Prints their names.
import itertools, json, os, sys, h5py, numpy

compressions = {'none': {}, 'gzip': {'compression': 'gzip'}, 'lzf': {'compression': 'lzf'},
                'all': {'compression': 'gzip', 'shuffle': True, 'fletcher32': True}}

def fill(f, options, members):
    numbers = numpy.random.default_rng(1)
    f.create_dataset('version', data='1.0', dtype=h5py.string_dtype())
    f.create_dataset('fixed', data=numpy.array([b'ab', b'cde']))
    f.create_dataset('edges', data=[('a', 'b'), ('c', 'höchst')])
    f['true'] = True
    f['bools'] = numpy.array([True, False, True])
    f['whole'] = 3
    f['empty'] = numpy.zeros((0, 3))
    for k in range(members):
        f.create_group(f'group/node{k}')['x'] = k
    for kind in 'f8 f4 f2 i8 u8 i4 u4 i2 u2 i1 u1 >f8 >i4 >f4'.split():
        data = numpy.round(numbers.normal(size=(7, 5)) * 100).astype(kind) if kind[-2] != 'u' else numbers.integers(0, 200, (7, 5)).astype(kind)
        f.create_dataset('types/' + kind.replace('>', 'big_'), data=data, **options)
    for name, path in {'absolute': '/large', 'relative': 'absolute', 'along': '/group/./node0/x'}.items():
        f[f'soft/{name}'] = h5py.SoftLink(path)
    f.create_dataset('large', data=numpy.round(numbers.normal(size=(120, 50)) * 3).astype('f4'), **options)
    f.create_dataset('chunks', data=numpy.arange(1000.).reshape(10, 10, 10), chunks=(3, 4, 7), **options)
    f.create_dataset('pages', data=numpy.arange(1200, dtype='i4'), chunks=(1,), **options) if members < 9 and options == {} else None

names = []
for (compression, options), version, ordered, members in itertools.product(
        compressions.items(), ('earliest', 'v108', 'latest'), (False, True), (3, 40, 700)):
    if members == 700 and compression != 'none':
        continue
    names.append(f'{compression}-{version}-{ordered}-{members}.h5')
    with h5py.File(os.path.join(sys.argv[1], names[-1]), 'w', libver=version, track_order=ordered) as f:
        fill(f, options, members)
print(json.dumps(names))
