# Reads a file of spikefold with nothing but Python's own library, and prints it as JSON.
import json, struct, sys, zlib

raw = open(sys.argv[1], 'rb').read()
(length,) = struct.unpack('<Q', raw[:8])
header = json.loads(raw[8 : 8 + length])
metadata = header.pop('__metadata__')
codes = {'F32': 'f', 'I32': 'i', 'BOOL': 'B'}
data = raw[8 + length :]
tensors = {}
for name, entry in header.items():
    begin, end = entry['data_offsets']
    code = codes[entry['dtype']]
    values = struct.unpack(f'<{(end - begin) // struct.calcsize(code)}{code}', data[begin:end])
    tensors[name] = {'shape': entry['shape'], 'values': values}
blank = raw.replace(metadata['checksum'].encode(), b'00000000', 1)
print(json.dumps({'tensors': tensors, 'metadata': metadata, 'checksum': f'{zlib.crc32(blank):08x}'}))
