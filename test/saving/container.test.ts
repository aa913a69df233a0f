import { describe, expect, test } from 'vitest';
import { initial, input, layer, network, orThrow, tensor, traced } from '../../src/index.js';
import { fromSafetensors, load, loadState, save, saveState, toSafetensors } from '../../src/file.js';
import { parse } from '../../src/io/file/text.js';
import { expectSame } from '../support/same.js';
import { changed } from './support/raw.js';
import { bytes, net, state } from './support/small.js';
import { said } from './support/tried.js';

/** The header with one of its texts (state, description, readOut) changed. */
const withText =
  (root: string, change: (text: string) => string) =>
  (header: string): string => {
    const { __metadata__: metadata, ...rest } = JSON.parse(header) as { __metadata__: Record<string, string> };
    return JSON.stringify({ __metadata__: { ...metadata, [root]: change(metadata[root]!) }, ...rest });
  };
const replaced =
  (...[from, to]: readonly [string, string]) =>
  (text: string): string => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };

test.each([
  ['layers are none', '{"dt":1,"layers":null,"connections":{}}'],
  ['layer is none', '{"dt":1,"layers":{"X":null},"connections":{}}'],
  ['parts are a list', '{"dt":1,"layers":[],"connections":[null]}'],
  ['description is a number', '7'],
])('a file whose %s is refused in the same words where its network is thawed', (_, text) => {
  const inputs = orThrow(network({ dt: 1 }, { X: layer([2], input()) }));
  const odd = changed(
    orThrow(save(inputs, initial(inputs))),
    withText('description', () => text),
  );
  expect(said(load(odd)).length).toBeGreaterThan(0);
  expect(said(load(odd, { learning: true }))).toEqual(said(load(odd)));
});

describe('a file of save', () => {
  test.each<[string, Uint8Array, readonly string[]]>([
    [
      'of another program',
      orThrow(toSafetensors({ tensors: {}, metadata: { format: 'pt' } })),
      ["file: format must be 'spikefold', got 'pt'"],
    ],
    [
      'of no program',
      orThrow(toSafetensors({ tensors: {}, metadata: {} })),
      ["file: format must be 'spikefold', got none"],
    ],
    [
      'of a later version',
      changed(bytes, replaced('"version":"1"', '"version":"2"')),
      ["file: version must be '1', which is what this release reads, got '2'"],
    ],
    [
      'of no version that there was',
      changed(bytes, replaced('"version":"1"', '"version":"0"')),
      ["file: version must be '1', which is what this release reads, got '0'"],
    ],
    [
      'without a network',
      orThrow(saveState(net, state)),
      ['file: description must be given (a state alone is read by loadState), got none'],
    ],
    [
      'with more metadata',
      changed(bytes, replaced('"state":', '"extra":"","state":')),
      [
        "file: unknown metadata 'extra': one of 'description', 'state', 'joined', 'readOut'",
        expect.stringMatching(/^file: extra must be JSON, got an error: /) as string,
      ],
    ],
    [
      'with a tensor by another name',
      changed(bytes, replaced('"state.layers.Y.v":', '"state.layers.Y.w":')),
      ["file: state.layers.Y.v must be the tensor 'state.layers.Y.v', got none of that name"],
    ],
    [
      'with a tensor that nothing names',
      changed(
        bytes,
        withText('readOut', () => '{}'),
      ),
      ["file: tensor 'readOut.rates' must be absent, as nothing names it, got f32 [1, 1]"],
    ],
    [
      'with a variable too few',
      changed(bytes, withText('state', replaced('"refrac":{"$tensor":"state.layers.Y.refrac"},', ''))),
      ["file: tensor 'state.layers.Y.refrac' must be absent, as nothing names it, got f32 [1, 1]"],
    ],
    [
      'with a variable by another name',
      changed(bytes, withText('state', replaced('"refrac":', '"rest":'))),
      [
        'state: layers.Y.refrac must be f32 [1, 1], got nothing',
        "state: unknown variable 'layers.Y.rest': the network has none of this name",
      ],
    ],
    [
      'with a part that no state has',
      changed(bytes, withText('state', replaced('{"noise"', '{"more":1,"noise"'))),
      ["state: unknown variable 'more': the network has none of this name"],
    ],
    [
      'with a state that is none',
      changed(
        bytes,
        withText('state', replaced('"s":{"$tensor":"state.layers.X.s"}', '"s":{},"t":{"$tensor":"state.layers.X.s"}')),
      ),
      [expect.stringContaining('state: layers.X.s must be bool') as string, expect.stringContaining('') as string],
    ],
    [
      'with a network of another shape',
      changed(bytes, withText('description', replaced('"shape":[1]', '"shape":[2]'))),
      ["connection 'XY': weights must be [2, 2], got [2, 1]"],
    ],
    [
      'with a model that nobody knows',
      changed(bytes, withText('description', replaced('"name":"input"', '"name":"constructor"'))),
      [expect.stringMatching(/^description: unknown model 'constructor' of layer 'X': one of/) as string],
    ],
    [
      'with weights that are none',
      changed(
        bytes,
        (header) => header,
        (data) => new Uint8Array(data).fill(255, 0, 4 * 14),
      ),
      [expect.stringContaining('weights must be finite') as string],
    ],
    [
      'with a layer of more than there is',
      changed(bytes, withText('description', replaced('"shape":[2]', '"shape":[1e15]'))),
      [expect.stringMatching(/./) as string],
    ],
    [
      'with a number that is none',
      changed(bytes, withText('description', replaced('"dt":1', '"dt":{"$number":"7"}'))),
      [`file: description.dt must be one of 'NaN', 'Infinity', '-Infinity', '-0', got '7'`],
    ],
    [
      'with a key of ours that we do not know',
      changed(bytes, withText('readOut', replaced('"labels"', '"$labels"'))),
      ["file: readOut must be without unknown keys that begin with $, got '$labels'"],
    ],
    [
      'with a read-out that is none',
      changed(
        orThrow(save(net, state, { readOut: {} })),
        withText('readOut', () => '7'),
      ),
      ['file: readOut must be a record, got something else'],
    ],
    [
      'with a text that is no JSON',
      changed(
        bytes,
        withText('state', () => '{'),
      ),
      [expect.stringMatching(/^file: state must be JSON, got an error: /) as string],
    ],
    [
      'with __proto__ inside',
      changed(bytes, withText('readOut', replaced('"labels"', '"__proto__"'))),
      ['file: readOut must be without the key __proto__, got one at character 1'],
    ],
  ])('%s is refused in words', (_, file, texts) => {
    expect(said(load(file))).toEqual(texts);
  });

  test('that asks for more than a machine has is refused', () => {
    const w = '{"$tensor":"description.connections.XY.connection.params.w"}';
    const asking = (description: string) =>
      replaced(w, '{"name":"uniform","params":{"seed":1}}')(replaced('"shape":[2]', '"shape":[1e15]')(description));
    const file = changed(
      changed(bytes, withText('description', asking)),
      withText('readOut', () => `{"w":${w},"rates":{"$tensor":"readOut.rates"}}`),
    );
    expect(said(load(file))).toEqual([
      "layer 'X': shape must be at most 536870912 elements, 2 GiB, got [1000000000000000], 3640 TiB",
    ]);
  });

  test('of another network says which variables do not fit', () => {
    const other = orThrow(network({ dt: 1 }, { X: layer([3], traced(input())), Z: layer([1], input()) }));
    expect(said(loadState(other, bytes))).toEqual([
      'state: layers.X.s must be bool [1, 3], got bool [1, 2]',
      'state: layers.X.x must be f32 [1, 3], got f32 [1, 2]',
      'state: layers.Z.s must be bool [1, 1], got nothing',
      ...['v', 'refrac', 'theta', 'thetaLost', 's', 'x'].map(
        (name) => `state: unknown variable 'layers.Y.${name}': the network has none of this name`,
      ),
      "state: unknown variable 'connections.XY.w': the network has none of this name",
    ]);
  });

  test('changed by another program is read where its checksum is not asked for', () => {
    const { tensors, metadata } = orThrow(fromSafetensors(bytes));
    const edited = orThrow(
      toSafetensors({ tensors: { ...tensors, 'state.connections.XY.w': tensor([2, 1], [9, 8]) }, metadata }),
    );
    expect(said(load(edited))).toEqual([
      expect.stringMatching(
        /^file: checksum must be '[0-9a-f]{8}', by its bytes, got '[0-9a-f]{8}': the file is damaged, or was changed/,
      ),
    ]);
    const { checksum: _, ...others } = metadata;
    const bare = orThrow(toSafetensors({ tensors, metadata: others }));
    expect(said(load(bare))).toEqual([
      'file: checksum must be the first of its metadata (verify: false reads the file without it), got elsewhere or none',
    ]);
    expect(Array.from(orThrow(load(edited, { verify: false })).state.connections['XY']!['w']!.data)).toEqual([9, 8]);
    expectSame({ ...orThrow(load(bare, { verify: false })).state }, { ...state });
  });

  test.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [7, '7'],
    ['text', "'text' (readFile(path) of node:fs/promises gives the bytes of a file)"],
    [{}, '{}'],
    [[], '[]'],
  ])('that is no bytes but %j is refused', (nothing, got) =>
    expect(said(load(nothing as unknown as Uint8Array))).toEqual([`file: bytes must be a Uint8Array, got ${got}`]),
  );

  test('may lie anywhere in a buffer', () => {
    const wide = new Uint8Array(bytes.length + 10);
    wide.set(bytes, 3);
    expectSame({ ...orThrow(load(wide.subarray(3, 3 + bytes.length))).state }, { ...state });
  });
});

test.each([' ', '\t', '\n', '\r'])('a key that is given twice is found with %j before its colon, too', (space) => {
  expect(parse(`{"a":1,"a"${space}:2}`, 'header')._tag).toBe('Left');
  expect(parse(`{"a":1,"b"${space}:2}`, 'header')._tag).toBe('Right');
});
