import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe as suite, expect, test } from 'vitest';
import {
  allButSelf,
  bounded,
  columnsTo,
  constant,
  dense,
  eager,
  foldIn,
  frames,
  initial,
  input,
  layer,
  lif,
  network,
  normal,
  normalised,
  orThrow,
  poisson,
  postPre,
  fixedProbability,
  run,
  sparse,
  tensor,
  traced,
  uniform,
  vocabulary,
  type AnyNetwork,
  type Names,
  type Tensor,
} from '../../src/index.js';
import { entriesOf, type AnyWiring, type Entry, type Term } from '../../src/authoring.js';
import { describe, fromDescription, fromSafetensors, load, save, type Json } from '../../src/file.js';
import { partsOf } from '../every/support/parts.js';
import { quickLaw } from '../support/law.js';
import { expectSame } from '../support/same.js';

const parts = partsOf(vocabulary);

const joinedBy = (wiring: AnyWiring): AnyNetwork =>
  orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer([6], input()), Y: layer([4], lif()) }, () => ({
      XY: { from: 'X', to: 'Y', wiring },
    })),
  );

const paramsOf = (net: AnyNetwork): Term['params'] => net.connections['XY']!.connection.term.params;
const readBack = (net: AnyNetwork): AnyNetwork =>
  orThrow(fromDescription(JSON.parse(JSON.stringify(describe(net))) as Json));

const sayable = ({ parameters }: Entry): boolean =>
  Object.values(parameters).every(([, constraint]) => constraint.is !== 'function');

suite('a description says how it was drawn, and reading it draws the same to the bit:', () => {
  for (const entry of entriesOf(vocabulary, 'weights').filter(sayable))
    // Of weights that a function of the program draws nothing can be said but what they are.
    quickLaw(`weights, ${entry.name}`, [parts.weightsFrom(entry, 0)], (weights) => {
      const net = joinedBy(dense(weights));
      const inner = 'of' in entry.parameters && !('name' in (paramsOf(net)['w'] as object));
      expect(inner || (paramsOf(net)['w'] as unknown as Term).name === entry.name).toBe(true);
      expectSame({ ...initial(readBack(net)) }, { ...initial(net) });
    });

  for (const entry of entriesOf(vocabulary, 'pattern'))
    quickLaw(`a pattern, ${entry.name}`, [parts.patternFrom([6], [4])(entry)], (pattern) => {
      const net = joinedBy(sparse(pattern, uniform(1)));
      expect((paramsOf(net)['pattern'] as unknown as Term).name).toBe(entry.name);
      expectSame({ ...initial(readBack(net)) }, { ...initial(net) });
      expect(readBack(net).connections['XY']!.connection.term).toEqual(net.connections['XY']!.connection.term);
    });

  test('weights whose seed is a key', () => {
    const net = joinedBy(dense(columnsTo(3, uniform(foldIn(1, 2)))));
    expect(paramsOf(net)['w']).toEqual({
      name: 'columnsTo',
      params: { norm: 3, of: { name: 'uniform', params: { seed: foldIn(1, 2), min: 0, max: 1 } } },
    });
    expectSame({ ...initial(readBack(net)) }, { ...initial(net) });
  });

  test('weights of a function of the program, as they are', () => {
    const own = (shape: readonly number[]): Tensor => tensor(shape, Array(24).fill(2));
    for (const weights of [own, columnsTo(8, own)]) {
      const net = joinedBy(dense(weights));
      expect(paramsOf(net)['w']).toBe(net.connections['XY']!.connection.init['w']);
      expectSame({ ...initial(readBack(net)) }, { ...initial(net) });
    }
  });
});

suite('weights', () => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([28, 28], traced(input())), Y: layer([400], traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', normalised(dense(uniform(1, 0, 0.3)), 78.4), bounded(postPre([1e-4, 1e-2]), 0, 1)),
    })),
  );

  test('are a few words in a description, and once in a file', () => {
    expect(JSON.stringify(describe(net)).length).toBeLessThan(1000);
    const bytes = orThrow(save(net, initial(net)));
    expect(bytes.length).toBeLessThan(4 * (784 * 400 + 784 + 4 * 400) + 4000);
  });

  const given = joinedBy(dense(tensor([6, 4], fc.sample(fc.integer(), { seed: 1, numRuns: 24 }))));

  test('that are given and have not learned are once in a file, too; those that have, beside the first ones', () => {
    const first = initial(given);
    const names = (bytes: Uint8Array) => Object.keys(orThrow(fromSafetensors(bytes)).tensors);
    const own = 'description.connections.XY.connection.params.w';
    expect(names(orThrow(save(given, first)))).not.toContain(own);
    const learned = { ...first, connections: { XY: { w: tensor([6, 4], Array(24).fill(1)) } } };
    const bytes = orThrow(save(given, learned));
    expect(names(bytes)).toContain(own);
    expectSame({ ...initial(orThrow(load(bytes)).net) }, { ...first });
  });

  test('of a loaded state may be written into, and the network stays as it is', () => {
    const { net: read, state } = orThrow(load(orThrow(save(given, initial(given)))));
    state.connections['XY']!['w']!.data.fill(7);
    expectSame({ ...initial(read) }, { ...initial(given) });
  });
});

/** `columnsTo(20, w)` as that release rounded it: w x norm / sum, not w x (norm / sum). */
const scaledAsBefore = ({ shape, data }: Tensor): Tensor => {
  const totals = new Float32Array(shape[1]!);
  data.forEach((w, k) => (totals[k % totals.length]! += w));
  return tensor(
    shape,
    data.map((w, k) => Math.fround(w * 20) / totals[k % totals.length]!),
  );
};

suite('a file that an earlier release wrote, with all weights in its description,', () => {
  const net = orThrow(
    network(
      { dt: 1 },
      { X: layer([6], traced(input())), Y: layer([4], traced(lif())), Z: layer([4], lif()) },
      (connect) => ({
        XY: connect(
          'X',
          'Y',
          normalised(dense(scaledAsBefore(uniform(1, 0, 5)([6, 4]))), 20),
          bounded(postPre([1e-2, 1e-1]), 0, 8),
        ),
        YZ: connect('Y', 'Z', sparse(fixedProbability(3, 0.5), constant(12))),
        ZY: connect('Z', 'Y', dense(allButSelf(-2))),
        ZZ: connect('Z', 'Z', sparse({ pre: [0, 1], post: [2, 3] }, normal(4, 1, 0.5))),
      }),
    ),
  );
  const drive = frames({ X: poisson(2, tensor([6], [100, 200, 300, 400, 300, 200]), 60) });

  test('is read, goes on as the network that it was saved of, and is written as this one does', async () => {
    const loaded = orThrow(load(await readFile(new URL('files/weights-in-full.safetensors', import.meta.url))));
    expect(loaded.readOut).toEqual({ labels: [0, 1, 0, 1] });
    const { state } = orThrow(await run(eager, net, initial(net, { seed: 5 }), drive, {}, { normalise: false }));
    expectSame({ ...loaded.state }, { ...state });
    expectSame({ ...initial(loaded.net) }, { ...initial(net) });
    const [on, want] = [
      orThrow(await run(eager, loaded.net, loaded.state, drive)),
      orThrow(await run(eager, net, state, drive)),
    ];
    expectSame({ ...on.state }, { ...want.state });
    expect(describe(orThrow(load(orThrow(save(loaded.net, loaded.state)))).net)).toEqual(describe(loaded.net));
  });
});
