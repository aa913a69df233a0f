import { expect, test } from 'vitest';
import { fromDescription, type Json } from '../../src/file.js';
import { said as saidOf } from '../saving/support/tried.js';

const said = (json: Json): readonly string[] => saidOf(fromDescription(json));

const X = { shape: [2], model: { name: 'traced', params: { of: { name: 'input', params: {} } } } };
const drawn = { name: 'uniform', params: { seed: 1 } };
const wire = (more: object): Json => ({
  layers: { X },
  connections: { XX: { from: 'X', to: 'X', connection: { name: 'dense', params: { w: drawn } }, ...more } },
});
const of = (model: Json): Json => ({ layers: { X: { shape: [2], model } } });
const weighed = (w: Json): Json => wire({ connection: { name: 'dense', params: { w } } });

test.each<readonly [string, Json, readonly string[]]>([
  ['a step in words', { layers: { X }, dt: '1' }, ["dt must be a number, got '1'"]],
  [
    'an arrival that is none',
    { layers: { X }, arrival: 'later' },
    ["arrival must be 'next step' or 'same step' or 'same step, dropping inputs', got 'later'"],
  ],
  ['a flag in numbers', { layers: { X }, learning: 1 }, ['learning must be true or false, got 1']],
  ['layers in a list', { layers: [X] }, ['layers must be a record, got [{ shape: an array of 1, model: a record }]']],
  ['no layers', {}, ['layers must be a record, got nothing']],
  ['a layer that is none', { layers: { X: 7 } }, ["layer of layer 'X' must be a record, got 7"]],
  [
    'a frozen layer in words',
    { layers: { X: { ...X, frozen: 'all' } } },
    ["frozen of layer 'X' must be true or false, got 'all'"],
  ],
  ['connections in a list', { layers: { X }, connections: [] }, ['connections must be a record, got []']],
  ['a source in numbers', wire({ from: 1 }), ["from of connection 'XX' must be a name, got 1"]],
  ['a target in numbers', wire({ to: 1 }), ["to of connection 'XX' must be a name, got 1"]],
  [
    'a frozen connection in a flag',
    wire({ frozen: true }),
    ["frozen of connection 'XX' must be 'rule' or 'all', got true"],
  ],
  [
    'a connection in words',
    wire({ connection: 'dense' }),
    ["connection of connection 'XX' must be a connection { name, params }, got 'dense'"],
  ],
  [
    'a rule in words',
    wire({ rule: 'hebbian' }),
    ["rule of connection 'XX' must be a rule { name, params }, got 'hebbian'"],
  ],
  [
    'a term with more than its name and parameters',
    of({ name: 'input', params: {}, of: 1 }),
    ["model of layer 'X' must be a model { name, params } and nothing else, got ['of']"],
  ],
  ['parameters in a list', of({ name: 'input', params: [] }), ["input of layer 'X' must be a record, got []"]],
  [
    'a parameter in words',
    of({ name: 'lif', params: { tau: 'long' } }),
    ["tau of layer 'X' must be a number or a tensor { shape, dtype, data }, got 'long'"],
  ],
  [
    'a word that is none',
    of({ name: 'lif', params: { resetBy: 'zero' } }),
    ["resetBy of layer 'X' must be 'value' or 'subtraction', got 'zero'"],
  ],
  [
    'an inner model in words',
    of({ name: 'traced', params: { of: 'input' } }),
    ["of of layer 'X' must be a model { name, params }, got 'input'"],
  ],
  [
    'no inner model',
    of({ name: 'traced', params: {} }),
    ["of of layer 'X' must be a model { name, params }, got nothing"],
  ],
  [
    'weights in words',
    weighed('uniform'),
    [
      "w of connection 'XX' must be a tensor { shape, dtype, data } of weights, or an initialiser { name, params }, got 'uniform'",
    ],
  ],
  [
    'weights in numbers',
    weighed(1),
    [
      "w of connection 'XX' must be a tensor { shape, dtype, data } of weights, or an initialiser { name, params }, got 1",
    ],
  ],
  [
    'weights that are none',
    weighed({ name: 'uniforms', params: {} }),
    [
      "unknown w 'uniforms' of connection 'XX': one of allButSelf, clipped, columnsTo, constant, normal, oneToOne, uniform (did you mean 'uniform'?)",
    ],
  ],
  [
    'a seed in words',
    weighed({ name: 'uniform', params: { seed: 'a' } }),
    ["seed of connection 'XX' must be a number, or a key of two, got 'a'"],
  ],
  [
    'a key of three',
    weighed({ name: 'uniform', params: { seed: [1, 2, 3] } }),
    ["seed of connection 'XX' must be a number, or a key of two, got [1, 2, 3]"],
  ],
  [
    'a pattern in words',
    wire({ connection: { name: 'sparse', params: { pattern: 'all', w: drawn } } }),
    ["pattern of connection 'XX' must be a record of pre and post, or a pattern { name, params }, got 'all'"],
  ],
  [
    'a pattern of one end',
    wire({ connection: { name: 'sparse', params: { pattern: { pre: 1 }, w: drawn } } }),
    [
      "pre of connection 'XX' must be a tensor of i32, got 1",
      "post of connection 'XX' must be a tensor of i32, got nothing",
    ],
  ],
  [
    'rates in words',
    wire({ rule: { name: 'postPre', params: { nu: 'fast' } } }),
    ["nu of connection 'XX' must be a number or a tensor { shape, dtype, data }, got 'fast'"],
  ],
  [
    'rates of three',
    wire({ rule: { name: 'postPre', params: { nu: [1, 2, 3] } } }),
    ["nu of connection 'XX' must be a number, or a pair, got [1, 2, 3]"],
  ],
])('%s is refused, with its place', (_, json, sentences) => {
  expect(said(json)).toEqual(sentences.map((sentence) => `description: ${sentence}`));
});
