import { beforeAll, describe, expect, test } from 'vitest';
import { fromNpy, fromSafetensors, tensorsIn, toCsv, toJson, toNpy, toSafetensors } from '../../src/file.js';
import { counts, every, frames, initial, input, intervals, layer, monitor, network } from '../../src/index.js';
import { orThrow, progress, raster, rasterColumns, rates, record, run, tensor, wasm, zeros } from '../../src/index.js';

const net = orThrow(network({ dt: 1 }, { X: layer([2], input()) }));
const trains = tensor([6, 1, 2], [1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0], 'bool');
const watched = {
  raster: monitor(net, 'X', 's', raster()),
  columns: monitor(net, 'X', 's', rasterColumns()),
  record: monitor(net, 'X', 's', record()),
  counts: monitor(net, 'X', 's', counts()),
  rates: monitor(net, 'X', 's', rates()),
  intervals: monitor(net, 'X', 's', intervals()),
  parts: monitor(net, 'X', 's', every(3, counts())),
  steps: progress(() => {}),
};
const results = async () => orThrow(await run(wasm, net, initial(net), frames({ X: trains }), watched)).monitors;
let found: Awaited<ReturnType<typeof results>>;
beforeAll(async () => {
  found = await results();
});

test('names of a table have quotes where they need them', () => {
  const table = { 'a,b': tensor([1, 1], [1]), 'c"d': tensor([1, 1], [2]), 'e\nf': tensor([1, 1], [3]) };
  expect(toCsv(table)).toBe('row,neuron,"a,b","c""d","e\nf"\n0,0,1,2,3\n');
});

test('the lines of a plot have a line of text for each point', () => {
  expect(toCsv({ 'a,b': { x: [1, 2], y: Float32Array.of(3, NaN), low: [2, 2] }, c: { x: [1], y: [4] } })).toBe(
    'name,x,y,low,high\n"a,b",1,3,2,\n"a,b",2,NaN,2,\nc,1,4,,\n',
  );
});

describe('every monitor', () => {
  test('gives tensors by name, which safetensors and numpy keep', () => {
    const tensors = orThrow(tensorsIn(found));
    expect(Object.keys(tensors)).toEqual([
      'raster.step', 'raster.row', 'raster.neuron', 'columns.step', 'columns.row', 'columns.neuron', 'record', 'counts',
      'rates', 'intervals.count', 'intervals.mean', 'intervals.cv', 'parts.0', 'parts.1', 'steps',
    ]); // prettier-ignore
    expect(tensors['raster.step']).toEqual(tensor([4], [0, 2, 2, 4], 'i32'));
    expect(tensors['columns.neuron']).toEqual(tensor([4], [0, 0, 1, 0], 'i32'));
    expect(tensors['parts.1']).toEqual(tensor([1, 2], [1, 0]));
    expect(tensors['steps']).toEqual(tensor([], [6], 'i32'));
    const read = orThrow(fromSafetensors(orThrow(toSafetensors({ tensors, metadata: {} }))));
    expect(read.tensors).toEqual(tensors);
    for (const x of Object.values(tensors)) expect(orThrow(fromNpy(orThrow(toNpy(x))))).toEqual(x);
  });

  test('is JSON of plain arrays, which other programs read', () => {
    const json = JSON.parse(JSON.stringify(toJson(found, { arrays: true }))) as Record<string, unknown>;
    expect(json['record']).toEqual([[[1, 0]], [[0, 0]], [[1, 1]], [[0, 0]], [[1, 0]], [[0, 0]]]);
    expect(json['raster']).toEqual(found.raster);
    expect(json['columns']).toEqual({ step: [0, 2, 2, 4], row: [0, 0, 0, 0], neuron: [0, 0, 1, 0] });
    expect(json['intervals']).toEqual({ count: [[2, 0]], mean: [[2, null]], cv: [[0, null]] });
    expect(json['parts']).toEqual([[[2, 1]], [[1, 0]]]);
    expect(json['steps']).toBe(6);
  });

  test('is lines of text: spikes, steps or neurons', () => {
    expect(toCsv(found.columns)).toBe('step,row,neuron\n0,0,0\n2,0,0\n2,0,1\n4,0,0\n');
    expect(toCsv(found.record).split('\n').slice(0, 2)).toEqual(['step,0,1', '0,1,0']);
    expect(toCsv(found.intervals)).toBe('row,neuron,count,mean,cv\n0,0,2,2,0\n0,1,0,NaN,NaN\n');
    expect(toCsv({ counts: found.counts, rates: found.rates })).toMatch(
      /^row,neuron,counts,rates\n0,0,3,500\n0,1,1,166/,
    );
  });
});

describe('edges', () => {
  test('no spikes are columns of none, and numbers that are not whole are f32', () => {
    expect(orThrow(tensorsIn({ a: [], b: 0.5, c: true, d: zeros([0]) }))).toEqual({
      'a.step': zeros([0], 'i32'),
      'a.row': zeros([0], 'i32'),
      'a.neuron': zeros([0], 'i32'),
      b: tensor([], [0.5]),
      c: tensor([], [1], 'bool'),
      d: zeros([0]),
    });
  });

  test('arrays have the axes of their tensor, infinite numbers as text', () => {
    const json = (...args: Parameters<typeof tensor>) => toJson(tensor(...args), { arrays: true });
    expect(json([], [3])).toBe(3);
    expect(json([2, 0], [])).toEqual([[], []]);
    expect(json([1, 2, 1], [Infinity, -1])).toEqual([[['Infinity'], [-1]]]);
    expect(toJson(Int32Array.of(1, 2))).toEqual([1, 2]);
  });

  test('a table of neurons has a line for each row and neuron, and no time', () => {
    expect(toCsv({ a: tensor([2, 1, 2], [1, 2, 3, 4]) })).toBe('row,neuron,a\n0,0,1\n0,1,2\n1,0,3\n1,1,4\n');
    expect(() => toCsv({ a: zeros([1]) }, { dt: 1 })).toThrow('dt must be left out, as neurons have no time, got 1');
  });
});

test('a whole number that i32 holds is one of it, any other number is f32', () => {
  const types = (...values: readonly number[]) =>
    Object.values(orThrow(tensorsIn(Object.fromEntries(values.entries())))).map(({ dtype }) => dtype);
  expect(types(0, 62, 63, -100, 2 ** 31 - 1, 1 - 2 ** 31)).toEqual(Array(6).fill('i32'));
  expect(types(0.5, 2 ** 31, -(2 ** 31), 2 ** 32 - 1)).toEqual(Array(4).fill('f32'));
});

test('lines of text of no steps, of one number of a neuron, and of nothing', () => {
  expect(toCsv(tensor([0, 3], []))).toBe('step\n');
  expect(toCsv({ a: tensor([], [3]), 'b,c': tensor([], [4]) })).toBe('row,neuron,a,"b,c"\n0,0,3,4\n');
  expect(toCsv({ a: tensor([2, 3], [1, 2, 3, 4, 5, 6]) })).toBe(
    'row,neuron,a\n0,0,1\n0,1,2\n0,2,3\n1,0,4\n1,1,5\n1,2,6\n',
  );
  expect(() => toCsv({})).toThrow('toCsv: spikes must be what raster, rasterColumns or record gave, got {}');
});
