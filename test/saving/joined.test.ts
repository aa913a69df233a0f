import { expect, test } from 'vitest';
import {
  delayed,
  fixedTotalNumber,
  initial,
  input,
  layer,
  lif,
  network,
  normalised,
  orThrow,
  sparse,
  uniform,
  type AnyNetwork,
} from '../../src/index.js';
import type { AnyWiring } from '../../src/authoring.js';
import { load, loadState, save, saveState } from '../../src/file.js';
import { readContainer, writeContainer } from '../../src/io/file/container.js';
import { expectSame } from '../support/same.js';
import { said } from './support/tried.js';

const of = (wiring: AnyWiring): AnyNetwork =>
  orThrow(
    network({ dt: 1 }, { X: layer([6], input()), Y: layer([5], lif()) }, (connect) => ({
      XY: connect('X', 'Y', wiring),
    })),
  );
/** Twelve synapses, whose pattern is drawn from a seed. */
const drawn = (seed: number): AnyWiring => sparse(fixedTotalNumber(seed, 12), uniform(1));
const fault =
  "file: synapses of connection 'XY' must be between the neurons that the pattern of the network joins (its numbers and its seed are those of the saved one), got between others";

test.each<[string, (inner: AnyWiring) => AnyWiring]>([
  ['as it is', (inner) => inner],
  ['with a delay', (inner) => delayed(inner, 3)],
  ['with delays of synapses', (inner) => delayed(inner, uniform(2, 1, 4))],
  ['normalised', (inner) => normalised(inner, 2)],
])('weights of another pattern with as many synapses are refused, %s', (_, wrap) => {
  const [net, other] = [of(wrap(drawn(1))), of(wrap(drawn(2)))];
  for (const bytes of [saveState(net, initial(net)), save(net, initial(net))].map(orThrow)) {
    expect(said(loadState(other, bytes))).toEqual([fault]);
    expectSame({ ...orThrow(loadState(of(wrap(drawn(1))), bytes)).state }, { ...initial(net) });
  }
  expectSame({ ...orThrow(load(orThrow(save(net, initial(net))))).state }, { ...initial(net) });
});

test('files that do not say what their weights join are read as before', () => {
  const net = of(drawn(1));
  const { metadata, tensors } = orThrow(readContainer(orThrow(saveState(net, initial(net)))));
  const { joined, ...others } = metadata;
  expect(joined).toMatch(/^\{"XY":"[0-9a-f]{8}"\}$/);
  const bytes = orThrow(writeContainer({ metadata: others, tensors }));
  expectSame({ ...orThrow(loadState(of(drawn(2)), bytes)).state }, { ...initial(net) });
  const broken = orThrow(writeContainer({ metadata: { ...metadata, joined: '7' }, tensors }));
  expect(said(loadState(net, broken))).toEqual(['file: joined must be a record, got something else']);
});
