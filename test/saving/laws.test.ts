import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe as suite, expect } from 'vitest';
import { frozen, initial, orThrow, type Tensor } from '../../src/index.js';
import { describe, load, loadState, save, saveState, type Plain } from '../../src/file.js';
import { anyTensor, shapes } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law, quickLaw } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { networks, scenes } from '../support/scenes.js';
import { play } from '../support/trials.js';

suite.each(backends)('on $name', (backend) => {
  law(
    'a network saved anywhere in a run and loaded goes on bit for bit',
    [scenes, fc.nat(7)],
    async ({ net, batch, seed, drive }, place) => {
      const [before, after] = [drive.slice(0, place), drive.slice(place)];
      const half = await play(backend, net, initial(net, { batch, seed }), before, { normalise: false, monitors: {} });
      const loaded = orThrow(load(orThrow(save(net, half.state))));
      expectSame({ ...loaded.state }, { ...half.state });
      expect(describe(loaded.net)).toStrictEqual(describe(net));
      const [got, want] = [
        await play(backend, loaded.net, loaded.state, after),
        await play(backend, net, half.state, after),
      ];
      expectSame({ ...got.state }, { ...want.state });
      expectSame(got.monitors, want.monitors);
    },
  );

  law(
    'keeping a state is a clone: what runs on changes nothing of it',
    [scenes],
    async ({ net, batch, seed, drive }) => {
      const kept = await play(backend, net, initial(net, { batch, seed }), drive, { normalise: false, monitors: {} });
      const photo = orThrow(save(net, kept.state));
      await play(backend, net, kept.state, drive);
      expect(orThrow(save(net, kept.state))).toStrictEqual(photo);
    },
  );

  law('loaded without learning, a network is the frozen one', [scenes], async ({ net, batch, seed, drive }) => {
    const bytes = orThrow(save(net, initial(net, { batch, seed })));
    const { net: still, state } = orThrow(load(bytes, { learning: false }));
    const [got, want] = [await play(backend, still, state, drive), await play(backend, frozen(net), state, drive)];
    expectSame({ ...got.state }, { ...want.state });
    expectSame(got.monitors, want.monitors);
  });
});

const parts = fc
  .tuple(networks, fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), fc.boolean())
  .map(([net, picks, normalising]) => {
    const only = [...Object.keys(net.layers), ...Object.keys(net.connections)].filter((_, place) => picks[place]);
    return { net, still: frozen(net, { only, normalising }) };
  });

suite('a file', () => {
  law('of a network frozen in part is frozen in the same part, and can be thawed', [parts], ({ net, still }) => {
    // `save` itself draws every step of what is read back, and refuses where it is another.
    const bytes = orThrow(save(still, initial(still)));
    const [kept, thawed, cold] = [undefined, true, false].map(
      (learning) => orThrow(load(bytes, learning === undefined ? {} : { learning })).net,
    );
    expect(describe(kept!)).toStrictEqual(describe(still));
    expect(describe(thawed!)).toStrictEqual(describe(net));
    expect(describe(cold!)).toStrictEqual(describe(frozen(net)));
  });

  law('written twice is the same bytes, and so is one of what was loaded', [scenes], ({ net, batch, seed }) => {
    const bytes = orThrow(save(net, initial(net, { batch, seed })));
    const loaded = orThrow(load(bytes));
    expect(orThrow(save(loaded.net, loaded.state))).toStrictEqual(bytes);
  });

  law('of a state alone goes into the network that it was taken of', [scenes], ({ net, batch, seed }) => {
    const state = initial(net, { batch, seed });
    for (const bytes of [orThrow(saveState(net, state)), orThrow(save(net, state))])
      expectSame({ ...orThrow(loadState(net, bytes)).state }, { ...state });
    expect(E.isLeft(load(orThrow(saveState(net, state))))).toBe(true);
  });
});

/** Names that have a meaning somewhere: in JSON, in JavaScript, in the file. */
const keys = fc.oneof(
  fc.string(),
  fc.constantFrom('a', 'a.b', 'b', '$tensor', '$number', '$', '$$', 'dtype', 'data', 'shape', 'constructor', '7', 'é𝄞'),
);
const { readOuts } = fc.letrec<{ plain: unknown; readOuts: { readonly [name: string]: Plain } }>((tie) => ({
  plain: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, Number.NaN, Infinity, -Infinity, -0, 'Infinity', 'NaN', '\ud800'),
    fc.double(),
    fc.string(),
    shapes.chain(anyTensor),
    fc.array(tie('plain')),
    tie('readOuts'),
  ),
  readOuts: fc
    .array(
      fc.tuple(
        keys.filter((key) => key !== '__proto__'),
        tie('plain'),
      ),
      { maxLength: 4 },
    )
    .map((entries) => Object.fromEntries(entries) as { readonly [name: string]: Plain }),
}));

/** The bytes of a tensor too, so that NaN and -0 count. */
const exact = (value: unknown): unknown =>
  ArrayBuffer.isView(value)
    ? Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    : typeof value === 'object' && value !== null
      ? Array.isArray(value)
        ? value.map(exact)
        : Object.entries(value).map(([key, part]) => [key, exact(part)])
      : value;

suite('a read-out', () => {
  const some = fc.sample(networks, { numRuns: 1, seed: 7 })[0]!;
  quickLaw('of any plain data comes back as it was', [readOuts], (readOut) => {
    const { readOut: read } = orThrow(loadState(some, orThrow(saveState(some, initial(some), { readOut }))));
    expect(exact(read)).toStrictEqual(exact(readOut));
  });

  quickLaw(
    'of tensors keeps every bit, also of what is no number',
    [fc.array(fc.integer(), { minLength: 1 })],
    (bits) => {
      const data = new Float32Array(Int32Array.from(bits).buffer);
      const x: Tensor = { shape: [bits.length], dtype: 'f32', data };
      const { readOut } = orThrow(loadState(some, orThrow(saveState(some, initial(some), { readOut: { x } }))));
      expect(new Int32Array((readOut['x'] as Tensor).data.buffer)).toStrictEqual(Int32Array.from(bits));
    },
  );
});
