import { expect, test } from 'vitest';
import type { Dataset } from '../../src/io/hdf5/array.js';
import { readHdf5 } from '../../src/io/hdf5/read.js';
import { writeHdf5 } from '../../src/io/hdf5/write.js';

test('more than 60,000 different texts are in two collections of the heap, and come back', async () => {
  const texts = Array.from({ length: 60_001 }, (_, k) => `${k}`);
  // More than arguments of a function can be.
  const data = [...texts, ...texts];
  const bytes = writeHdf5({ members: new Map([['x', { shape: [data.length], dtype: 'text', data }]]) });
  expect(Buffer.from(bytes).toString('latin1').split('GCOL')).toHaveLength(3);
  const read = (await readHdf5(bytes)).members.get('x') as Dataset;
  expect(read.data.join()).toBe(data.join());
});
