import { expect, test } from 'vitest';
import { orThrow, tensor, type Tensor } from '../../src/index.js';
import { fromBindsnet } from '../../src/bindsnet.js';
import { describe as written, type Json } from '../../src/file.js';
import { said as saidOf } from '../saving/support/tried.js';

const said = (json: Json, tensors: Readonly<Record<string, Tensor>> = {}): readonly string[] =>
  saidOf(fromBindsnet(json, tensors));
const layer = (params: Json, more: object = {}): Json => ({
  layers: [{ name: 'Y', model: 'LIFNodes', params, ...more }],
});
const layers = [
  { name: 'X', model: 'Input', params: { n: 2, traces: true } },
  { name: 'Y', model: 'LIFNodes', params: { n: 3, traces: true } },
];
const joined = (params: Json, more: object = {}): Json => ({
  layers,
  connections: [{ source: 'X', target: 'Y', model: 'Connection', params, ...more }],
});

test.each<readonly [string, Json, readonly string[]]>([
  [
    'a layer of no size',
    layer({}),
    ["n of layer 'Y' must be a whole number of at least 1, or shape given, got nothing"],
  ],
  [
    'a layer of half a neuron',
    layer({ n: 0.5 }),
    ["n of layer 'Y' must be a whole number of at least 1, or shape given, got 0.5"],
  ],
  [
    'a shape that is none',
    layer({ shape: 'wide' }),
    ["shape of layer 'Y' must be whole numbers of at least 1, got 'wide'"],
  ],
  [
    "a size that is not its shape's",
    layer({ n: 5, shape: [2, 3] }),
    ["n of layer 'Y' must be 6, the product of shape [2, 3], got 5"],
  ],
  [
    'flags in numbers',
    layer({ n: 1, traces: 1, sum_input: 0 }),
    ["traces of layer 'Y' must be true or false, got 1", "sum_input of layer 'Y' must be true or false, got 0"],
  ],
  ['a device in numbers', layer({ n: 1, device: 0 }), ["device of layer 'Y' must be a word, or null, got 0"]],
  ['parameters in a list', layer([1]), ["params and state of layer 'Y' must be records, got [[1], {}]"]],
  [
    'a state in a list',
    layer({ n: 1 }, { state: [] }),
    ["params and state of layer 'Y' must be records, got [{ n: 1 }, []]"],
  ],
  ['a name in numbers', layer({ n: 1 }, { name: 7 }), ['name of a layer must be a string, got 7']],
  ['a layer twice', { layers: [layers[0]!, layers[0]!] }, ["layer 'X' must be given once, got given again"]],
  ['parameters of a connection in a list', joined([1]), ["params of connection 'X>Y' must be a record, got [1]"]],
  ['a bound in words', joined({ wmin: 'low' }), ["wmin of connection 'X>Y' must be a number or a tensor, got 'low'"]],
  ['bounds that cross', joined({ wmin: 2, wmax: 1 }), ["wmin of connection 'X>Y' must be at most wmax (1), got 2"]],
  ['a decay above 1', joined({ weight_decay: 1.1 }), ["weight_decay of connection 'X>Y' must be in [0, 1], got 1.1"]],
  ['a decay below 0', joined({ weight_decay: -0.1 }), ["weight_decay of connection 'X>Y' must be in [0, 1], got -0.1"]],
  ['a sign in numbers', joined({ Dales_rule: 1 }), ["Dales_rule of connection 'X>Y' must be true or false, got 1"]],
  ['an unknown source', joined({}, { source: 'Z' }), ["unknown source 'Z' of a connection: one of X, Y"]],
  [
    'both ends unknown',
    joined({}, { source: 'Z', target: 7 }),
    ["unknown source 'Z' of a connection: one of X, Y", 'unknown target 7 of a connection: one of X, Y'],
  ],
  ['a tensor that is not there', joined({ w: { tensor: 'w' } }), ["unknown tensor 'w': there is none"]],
])('in the words of BindsNET %s is refused', (_, json, sentences) => {
  expect(said(json)).toEqual(sentences.map((sentence) => `description: ${sentence}`));
});

test('tensors are a record of them', () => {
  expect(said(layer({ n: 1 }), [] as never)).toEqual([
    'fromBindsnet: tensors must be a record of tensors by name, got []',
  ]);
  const w = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
  expect(said(joined({ w: { tensor: 'w' } }), { w })).toEqual([]);
  // Beside others, `tensor` is a name like any.
  expect(said(layer({ n: 1, tensor: 'w' }), { w })).toHaveLength(1);
});

test('limits of a decay are taken, and the rate of a rule that has none is 0', () => {
  for (const weight_decay of [0, 1]) expect(said(joined({ weight_decay }))).toEqual([]);
  const rule = (params: Json) => {
    const net = written(orThrow(fromBindsnet(joined(params)))) as unknown as {
      readonly connections: Readonly<Record<string, { readonly rule: { readonly params: { readonly nu: unknown } } }>>;
    };
    return net.connections['X>Y']!.rule.params.nu;
  };
  expect(rule({ update_rule: 'PostPre' })).toEqual(rule({ update_rule: 'PostPre', nu: 0 }));
  expect(rule({ update_rule: 'MSTDP' })).toBe(0);
  expect(rule({ update_rule: 'MSTDP', nu: [0.5, 0.25] })).toBe(0.5);
});
