import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { frames, initial, input, layer, eager, network, orThrow, run, tensor, tensorsOf } from '../../src/index.js';
import { eventTable } from '../../src/events.js';
import { fromNpy, fromSafetensors, load, save, toNpy, toSafetensors } from '../../src/file.js';

/** The same bytes as another realm has them, such as another window, or Node within the jsdom of Jest. */
const elsewhere = (bytes: Uint8Array): Uint8Array => {
  const other = vm.runInNewContext(`new Uint8Array(${bytes.length})`) as Uint8Array;
  other.set(bytes);
  expect(other instanceof Uint8Array).toBe(false);
  return other;
};

const net = orThrow(network({ dt: 1 }, { X: layer([2], input()) }));
const x = tensor([2], [1, 2]);

describe('bytes of another realm are read as bytes:', () => {
  test('a network', () => {
    expect(orThrow(load(elsewhere(orThrow(save(net, initial(net)))))).state).toEqual(initial(net));
  });

  test('tensors', () => {
    expect(orThrow(fromNpy(elsewhere(orThrow(toNpy(x)))))).toEqual(x);
    expect(
      orThrow(fromSafetensors(elsewhere(orThrow(toSafetensors({ tensors: { x }, metadata: {} }))))).tensors,
    ).toEqual({ x });
  });

  test('events, and streams', async () => {
    const table = eventTable(elsewhere(new TextEncoder().encode('time,neuron\n1,0\n')), { shape: [2] });
    expect(orThrow(await run(eager, net, initial(net), frames({ X: table }))).state.layers.X.s.data).toEqual(
      Uint8Array.of(1, 0),
    );
    const stream = tensorsOf([elsewhere(Uint8Array.of(0, 1))], [2], 'bool');
    expect(orThrow(await run(eager, net, initial(net), frames({ X: stream }))).state.layers.X.s.data).toEqual(
      Uint8Array.of(0, 1),
    );
  });
});
