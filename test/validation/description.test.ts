import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import {
  diehlAndCook2015,
  explain,
  initial,
  input,
  layer,
  network,
  orThrow,
  vocabulary,
  type Faults,
} from '../../src/index.js';
import { neuron, type Body, type Entry } from '../../src/authoring.js';
import { describe as describeNetwork, fromDescription, load, save, type Json } from '../../src/file.js';

const said = (json: Json): readonly string[] => {
  const read = fromDescription(json);
  // However many there are: what counts is that they are listed.
  return E.isLeft(read)
    ? read.left.map(explain).map((text) => text.replace(/one of (adEx|Input, Mc)[\w, ]*\w/, 'one of MODELS'))
    : [];
};

const lif = { name: 'lif', params: { tau: 50 } };
const X = { shape: [2], model: { name: 'input', params: {} } };
const ones = { shape: [2, 1], dtype: 'f32', data: 'AACAPwAAgD8=' };

test('a network is read from plain data, and written as such', () => {
  const json: Json = {
    dt: 0.5,
    layers: {
      X: { shape: [2], model: { name: 'traced', params: { tau: 10, of: X.model } } },
      Y: { shape: [1], model: { name: 'traced', params: { of: lif } } },
    },
    connections: {
      XY: {
        from: 'X',
        to: 'Y',
        connection: { name: 'normalised', params: { norm: 3, of: { name: 'dense', params: { w: ones } } } },
        rule: {
          name: 'bounded',
          params: { min: 0, max: 'Infinity', of: { name: 'postPre', params: { nu: [1e-4, 1e-2], over: 'mean' } } },
        },
      },
    },
  };
  const net = orThrow(fromDescription(json));
  expect(Object.keys(net.layers)).toEqual(['X', 'Y']);
  const written = describeNetwork(net);
  expect(describeNetwork(orThrow(fromDescription(JSON.parse(JSON.stringify(written)) as Json)))).toEqual(written);
});

test('a ready-made network goes through its description', () => {
  const written = describeNetwork(orThrow(diehlAndCook2015({ inputs: [3, 3], neurons: 4 })));
  expect(describeNetwork(orThrow(fromDescription(written)))).toEqual(written);
});

test.each<[string, Json, readonly string[]]>([
  ['no record', 7, ['description: description must be a record, got 7']],
  [
    'an unknown field',
    { layers: { X }, extra: 1 },
    ["description: unknown parameter 'extra' of description: one of dt, arrival, learning, layers, connections"],
  ],
  [
    'an unknown model',
    { layers: { Y: { shape: [1], model: { name: 'lief', params: {} } } } },
    ["description: unknown model 'lief' of layer 'Y': one of MODELS (did you mean 'lif'?)"],
  ],
  [
    'a model of a name of a million letters',
    { layers: { Y: { shape: [1], model: { name: 'A'.repeat(1e6), params: {} } } } },
    [
      `description: unknown model '${'A'.repeat(57)}...' of layer 'Y': one of MODELS (one of your own needs its entry in the option vocabulary)`,
    ],
  ],
  [
    'a model of every object',
    { layers: { Y: { shape: [1], model: { name: 'constructor', params: {} } } } },
    [
      "description: unknown model 'constructor' of layer 'Y': one of MODELS (one of your own needs its entry in the option vocabulary)",
    ],
  ],
  [
    'an unknown parameter',
    { layers: { Y: { shape: [1], model: { name: 'lif', params: { tc_decay: 3 } } } } },
    [
      "description: unknown parameter 'tc_decay' of lif of layer 'Y': one of thresh, rest, reset, refrac, tau, lbound, resetBy, countdown",
    ],
  ],
  [
    'a tensor cut short',
    {
      layers: {
        Y: { shape: [2], model: { name: 'lif', params: { tau: { shape: [2], dtype: 'f32', data: 'AACAPw==' } } } },
      },
    },
    [
      "description: tensor 'layers.Y.model.params.tau' must be shape, dtype (f32, i32, bool, u8) and data of that size, in base64 or as a list of numbers, got 4 bytes for 2 values of f32",
    ],
  ],
  [
    'several things at once',
    { dt: 'x', layers: { X: { shape: 2, model: {} } } },
    [
      "description: dt must be a number, got 'x'",
      "description: shape of layer 'X' must be an array of numbers, got 2",
      "description: model of layer 'X' must be a model { name, params }, got {}",
    ],
  ],
  [
    'what the network itself refuses',
    {
      layers: { X, Y: { shape: [3], model: lif } },
      connections: { XY: { from: 'X', to: 'Z', connection: { name: 'dense', params: { w: ones } } } },
    },
    ["connection 'XY': unknown target layer 'Z': one of 'X', 'Y'"],
  ],
])('%s is refused in words', (_, json, texts) => {
  expect(said(json)).toEqual(texts);
});

test.each<[string, Json, readonly string[]]>([
  [
    'an unknown class',
    { compat: 'bindsnet', layers: [{ name: 'Y', model: 'HodgkinHuxley', params: { n: 1 } }] },
    ["description: unknown model 'HodgkinHuxley' of layer 'Y': one of MODELS"],
  ],
  [
    'a parameter that the class swallows there',
    { compat: 'bindsnet', layers: [{ name: 'Y', model: 'LIFNodes', params: { n: 1, threshold: -50 } }] },
    [
      "description: unknown field 'threshold' of layer 'Y': one of n, shape, traces, traces_additive, tc_trace, trace_scale, sum_input, learning, device, thresh, reset, refrac, lbound, rest, tc_decay (did you mean 'thresh'?)",
    ],
  ],
  [
    'a pair joined twice',
    {
      compat: 'bindsnet',
      layers: [{ name: 'X', model: 'Input', params: { n: 1 } }],
      connections: [
        { source: 'X', target: 'X', model: 'Connection', params: {} },
        { source: 'X', target: 'X', model: 'Connection', params: {} },
      ],
    },
    ["description: connection 'X>X' must be given once, got given again"],
  ],
  [
    'layers by name',
    { compat: 'bindsnet', layers: { X: { model: 'Input', params: { n: 1 } } }, connections: 'none' },
    [
      "description: layers must be an array of { name, model, params }, got { X: { model: 'Input', params: a record } }",
      "description: connections must be an array of { source, target, model, params }, got 'none'",
    ],
  ],
])("in BindsNET's words, %s is refused", (_, json, texts) => {
  expect(said(json)).toEqual(texts);
});

test('a vocabulary with two words of one name is refused; the same word may come twice', () => {
  const own = neuron('lif', {}, (): Body<'s'> => ({ init: { s: false }, step: (_, state) => state }));
  const json: Json = { layers: { X } };
  const told = (words: readonly Entry[]): readonly string[] => {
    const read = fromDescription(json, { vocabulary: words });
    return E.isLeft(read) ? read.left.map(explain) : [];
  };
  expect(told([...vocabulary, own.entry])).toEqual([
    `vocabulary: word ${vocabulary.length} must be of a name that no other of its kind has (another name, or the vocabulary without that one), got a second model 'lif'`,
  ]);
  expect(told([...vocabulary, ...vocabulary])).toEqual([]);
  expect(told([...vocabulary.filter(({ name }) => name !== 'lif'), own.entry])).toEqual([]);
});

test('a vocabulary of constructors in place of their entries is refused, by save and load too', () => {
  const net = orThrow(network({ dt: 1 }, { X: layer([1], input()) }));
  const words = [input.entry, input] as never;
  const told = (result: E.Either<Faults, unknown>): readonly string[] =>
    E.isLeft(result) ? result.left.map(explain) : [];
  const faults = ['vocabulary: word 1 must be an entry, such as mine.entry, got the function input'];
  expect(told(fromDescription(describeNetwork(net), { vocabulary: words }))).toEqual(faults);
  expect(told(save(net, initial(net), { vocabulary: words }))).toContain(faults[0]);
  expect(told(load(orThrow(save(net, initial(net))), { vocabulary: words }))).toContain(faults[0]);
  expect(told(fromDescription(describeNetwork(net), { vocabulary: { input } as never }))).toEqual([
    'vocabulary: words must be an array of entries, such as [...vocabulary, mine.entry], got { input: the function input }',
  ]);
});
