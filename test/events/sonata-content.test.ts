import { isLeft, type Either } from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { explain, orThrow, tensor, type Faults, type Spike } from '../../src/index.js';
import { toGdf, toSonata, toSonataReport } from '../../src/file.js';
import { itemAt, type AnyDataset } from '../../src/io/hdf5/array.js';
import { readHdf5, readPaths } from '../../src/io/hdf5/read.js';
import { dumpOf } from '../nir/support/dump.js';

/** Three steps of two rows of a layer of 2 x 2: step, row and neuron are the digits of each value. */
const trace = tensor(
  [3, 2, 2, 2],
  Array.from({ length: 24 }, (_, k) => 100 * Math.floor(k / 8) + 10 * (Math.floor(k / 4) % 2) + (k % 4)),
);
const contents = async (bytes: Uint8Array) => dumpOf(await readHdf5(bytes));

// https://github.com/AllenInstitute/sonata, "Frame oriented node element recording".
test('a SONATA report has a row of values for each step, and one element of each neuron', async () => {
  const shared = {
    'report/neurons/mapping/element_ids': [[4], 'uint32', [0, 0, 0, 0]],
    'report/neurons/mapping/element_pos': [[4], 'float32', [0, 0, 0, 0]],
    'report/neurons/mapping/index_pointers': [[5], 'uint64', [0, 1, 2, 3, 4]],
    'report/neurons/mapping/time': [[3], 'float64', [0, 0.3, 0.1]],
  };
  const values = (row: number) => [0, 1, 2].flatMap((step) => [0, 1, 2, 3].map((k) => 100 * step + 10 * row + k));
  for (const row of [0, 1])
    expect(await contents(orThrow(toSonataReport(trace, { dt: 0.1, row })))).toEqual({
      ...shared,
      'report/neurons/data': [[3, 4], 'float32', values(row)],
      'report/neurons/mapping/node_ids': [[4], 'uint64', [0, 1, 2, 3]],
    });
  expect(await contents(orThrow(toSonataReport(trace, { dt: 0.1, only: [7, 0, 9, 8] })))).toEqual({
    ...shared,
    'report/neurons/data': [[3, 4], 'float32', values(0)],
    'report/neurons/mapping/node_ids': [[4], 'uint64', [7, 0, 9, 8]],
  });
});

const spikes: readonly Spike[] = [
  { step: 4, row: 0, neuron: 1 },
  { step: 0, row: 0, neuron: 3 },
  { step: 4, row: 1, neuron: 2 },
  { step: 4, row: 0, neuron: 0 },
  { step: 1, row: 0, neuron: 3 },
];

// https://github.com/AllenInstitute/sonata, "Spike file".
test('a SONATA file of spikes has their times and neurons in order of time, or of neurons, and of the other among equals', async () => {
  const of = (population: string, times: readonly number[], ids: readonly number[]) => ({
    [`spikes/${population}/timestamps`]: [[times.length], 'float64', times],
    [`spikes/${population}/node_ids`]: [[ids.length], 'uint64', ids],
  });
  const [byTime, byNeuron] = [of('neurons', [0, 0.5, 2, 2], [3, 3, 0, 1]), of('V 1', [2, 2, 0, 0.5], [0, 1, 3, 3])];
  expect(await contents(orThrow(toSonata(spikes, { dt: 0.5 })))).toEqual(byTime);
  for (const dialect of ['text', 'enumeration'] as const)
    expect(
      await contents(orThrow(toSonata(spikes, { dt: 0.5, dialect, sorting: 'by_id', population: 'V 1' }))),
    ).toEqual(byNeuron);
  expect(await contents(orThrow(toSonata(spikes, { dt: 0.5, row: 1 })))).toEqual(of('neurons', [2], [2]));
  expect(await contents(orThrow(toSonata(spikes, { dt: 0.5, row: 2 })))).toEqual(of('neurons', [], []));
});

test('values of a SONATA file have their unit', async () => {
  const unit = async (bytes: Uint8Array, path: string) =>
    (itemAt(await readPaths(bytes, ['*']), path) as AnyDataset).textAttribute!('units');
  const [plain, named] = [{ dt: 0.1 }, { dt: 0.1, units: 'nA' }].map((options) =>
    orThrow(toSonataReport(trace, options)),
  );
  expect(await unit(plain!, 'report/neurons/data')).toBe('mV');
  expect(await unit(named!, 'report/neurons/data')).toBe('nA');
  expect(await unit(named!, 'report/neurons/mapping/time')).toBe('ms');
  expect(await unit(orThrow(toSonata(spikes, { dt: 0.5 })), 'spikes/neurons/timestamps')).toBe('milliseconds');
});

const told = (result: Either<Faults, unknown>) => (isLeft(result) ? result.left.map(explain) : 'written');

test.each<readonly [object, readonly string[]]>([
  [{}, ['dt must be a positive number of ms, as net.dt, got nothing']],
  [{ dt: 0 }, ['dt must be a positive number of ms, as net.dt, got 0']],
  [{ dt: 1, row: -1 }, ['row must be a whole number from 0, got -1']],
  [{ dt: 1, row: 0.5 }, ['row must be a whole number from 0, got 0.5']],
  [{ dt: 1, population: '' }, ["population must be a name without '/', got ''"]],
  [{ dt: 1, population: '.' }, ["population must be a name without '/', got '.'"]],
  [{ dt: 1, population: 3 }, ["population must be a name without '/', got 3"]],
  [
    { population: 'a/b', row: -1 },
    [
      'dt must be a positive number of ms, as net.dt, got nothing',
      "population must be a name without '/', got 'a/b'",
      'row must be a whole number from 0, got -1',
    ],
  ],
  [{ dt: 1, units: 3 }, ["units must be a string, such as 'mV', got 3"]],
  [{ dt: 1, row: 2 }, ['row must be below 2, as there are rows, got 2']],
  [{ dt: 1, only: [0, 1, 2] }, ['only must be 4 numbers of neurons, got [0, 1, 2]']],
  [{ dt: 1, only: [0, 1, 2, -1] }, ['only must be 4 numbers of neurons, got [0, 1, 2, -1]']],
  [{ dt: 1, only: [0, 1, 2, 0.5] }, ['only must be 4 numbers of neurons, got [0, 1, 2, 0.5]']],
  [{ dt: 1, only: 4 }, ['only must be 4 numbers of neurons, got 4']],
  [{ dt: 1, only: { length: 4 } }, ['only must be 4 numbers of neurons, got { length: 4 }']],
  [{ dt: 1, sort: 'x' }, ["unknown option 'sort': one of 'dt', 'population', 'row', 'units', 'only'"]],
])('a SONATA report of %o is refused', (options, sentences) => {
  expect(told(toSonataReport(trace, options as never))).toEqual(sentences.map((one) => `toSonataReport: ${one}`));
});

test('spikes of the first row are written where no row is named', () => {
  const text = toGdf([...spikes], { dt: 0.5 });
  expect(text).toBe('1\t2\n3\t0\n0\t2\n3\t0.5\n');
  expect(toGdf([...spikes], { dt: 0.5, row: 1 })).toBe('2\t2\n');
  // Times have twelve digits.
  expect(toGdf([{ step: 2, row: 0, neuron: 0 }], { dt: 1 / 3 })).toBe('0\t0.666666666667\n');
});
