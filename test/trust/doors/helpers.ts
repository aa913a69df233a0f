import {
  all,
  backend,
  batched,
  bernoulli,
  concat,
  counts,
  dense,
  eager,
  episode,
  every,
  filled,
  foldAll,
  foldIn,
  frames,
  frozen,
  gridPositions,
  initial,
  input,
  izhikevichPopulation,
  lasting,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  patternOfPairs,
  patternOfRows,
  postPre,
  progress,
  randomPositions,
  receptiveFields,
  record,
  rested,
  rewarded,
  run,
  stack,
  stepsIn,
  tensor,
  traced,
  trains,
  uniform,
  uniforms,
} from '../../../src/index.js';
import { batches, readBatch, shuffled, split, within } from '../../../src/data.js';
import { replay, spikesAt } from '../../../src/events.js';
import {
  assignmentIn,
  fromJson,
  tensorsIn,
  toCsv,
  toGdf,
  toJson,
  toNpy,
  toSafetensors,
  toSonata,
  toSonataReport,
  transposed,
} from '../../../src/file.js';
import { retuned } from '../../../src/live.js';
import { fromNir, toNir, writeNir } from '../../../src/nir.js';
import {
  accuracyByLabel,
  accuracy,
  allActivity,
  assignLabels,
  confusion,
  ngram,
  ngramScores,
  noNgrams,
  predictLinear,
  proportionWeighting,
  showConfusion,
} from '../../../src/read-out.js';
import { fromBindsnet, networkMonitor } from '../../../src/bindsnet.js';
import type { Call } from './calls-of.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([2], traced(lif())) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1, 0, 9)), postPre([1e-4, 1e-2])),
  })),
);
const state = initial(net);
const spikes = tensor([3, 2], [1, 0, 1, 1, 0, 0]);
const trials = tensor([2, 3, 2], [1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 1]);
const events = [
  { step: 0, row: 0, neuron: 1 },
  { step: 2, row: 0, neuron: 0 },
];
const assigned = orThrow(assignLabels(spikes, [0, 1, 1], 2));
const samples = [0, 1, 2, 1].map((label) => ({ label, read: () => spikes }));
const graph = {
  type: 'NIRGraph',
  nodes: {
    in: { type: 'Input', shape: [2] },
    linear: { type: 'Linear', weight: tensor([2, 2], [1, 2, 3, 4]) },
    lif: {
      type: 'LIF',
      tau: tensor([2], [0.01, 0.02]),
      r: filled([2], 1),
      v_leak: filled([2], 0),
      v_threshold: filled([2], 1),
    },
    out: { type: 'Output', shape: [2] },
  },
  edges: [
    ['in', 'linear'],
    ['linear', 'lif'],
    ['lif', 'out'],
  ],
};
const bindsnet = {
  dt: 1,
  layers: [
    { name: 'X', model: 'Input', params: { n: 2, traces: true } },
    { name: 'Y', model: 'LIFNodes', params: { n: 2, traces: true, thresh: -52 } },
  ],
  connections: [
    {
      source: 'X',
      target: 'Y',
      model: 'Connection',
      params: { w: { tensor: 'w' }, update_rule: 'PostPre', nu: [1e-4, 1e-2] },
    },
  ],
};
const encoder = bernoulli(1, filled([2], 0.5), 4);

/** Functions of `spikefold`. */
export const mainCalls: readonly Call[] = [
  { name: 'initial', args: [net, { batch: 2, seed: 1 }], call: initial },
  { name: 'rested', args: [net, state, { batch: 2, keep: ['layers.Y.x'] }], call: rested },
  { name: 'batched', args: [net, state, 3], call: batched },
  { name: 'frozen', args: [net, { only: ['XY'], normalising: true }], call: frozen },
  { name: 'monitor', args: [net, 'Y', 's', record(), { every: 2, only: [0, 1] }], call: monitor },
  { name: 'networkMonitor', args: [net, { layers: ['Y'], variables: ['s'], last: 2, every: 1 }], call: networkMonitor },
  { name: 'foldAll', args: [counts(), [spikes, spikes], { dt: 1, step: 1 }], fixed: [1], call: foldAll },
  { name: 'every', args: [2, counts()], call: every },
  { name: 'all', args: [{ counts: counts(), record: record() }], call: all },
  { name: 'progress', args: [() => {}, { total: 100, every: 10 }], call: progress },
  { name: 'stack', args: [[spikes, spikes]], call: stack },
  { name: 'episode', args: [frames({ X: encoder })], call: episode },
  { name: 'lasting', args: [4, frames({ X: encoder })], call: lasting },
  { name: 'concat', args: [[encoder, encoder]], call: concat },
  { name: 'rewarded', args: [frames({ X: encoder }), 0.5], call: rewarded },
  { name: 'frames', args: [{ X: encoder }, { inject: { Y: spikes }, reward: tensor([3], [1, 2, 3]) }], call: frames },
  { name: 'trains', args: [[2], 5, () => 2], call: trains },
  { name: 'tensor', args: [[2, 2], [1, 0, 1, 1], 'bool'], call: tensor },
  { name: 'filled', args: [[2, 2], 1, 'i32'], call: filled },
  { name: 'foldIn', args: [5, 3], call: foldIn },
  { name: 'uniforms', args: [5, 0, 4], call: uniforms },
  { name: 'stepsIn', args: [10, 0.5], call: stepsIn },
  {
    name: 'gridPositions',
    args: [
      [3, 2],
      [1, 2],
    ],
    call: gridPositions,
  },
  { name: 'randomPositions', args: [3, 4, [1, 2]], call: randomPositions },
  { name: 'receptiveFields', args: [[3, 3], [2, 2], 2, { stride: 1 }], call: receptiveFields },
  { name: 'izhikevichPopulation', args: [1, 4, 0.5], call: izhikevichPopulation },
  {
    name: 'patternOfPairs',
    args: [
      [
        [0, 1],
        [1, 0],
      ],
    ],
    call: patternOfPairs,
  },
  {
    name: 'patternOfRows',
    args: [
      [0, 1, 2],
      [0, 1],
    ],
    call: patternOfRows,
  },
  { name: 'backend', args: ['eager'], call: backend },
  { name: 'retuned', args: [net, state, net], call: retuned },
  {
    name: 'run',
    args: [eager, net, state, frames({ X: encoder }), { s: monitor(net, 'Y', 's', counts()) }, { normalise: true }],
    call: run,
  },
];

/** Functions of data, exchange and reading out. */
export const dataCalls: readonly Call[] = [
  { name: 'batches', args: [samples, 2], call: batches },
  { name: 'shuffled', args: [3, samples], call: shuffled },
  { name: 'split', args: [samples, [0.5, 0.5]], call: split },
  { name: 'readBatch', args: [samples, 1], call: readBatch },
  { name: 'within', args: [[1, 2], counts()], call: within },
  { name: 'replay', args: [events, { shape: [2], steps: 4, from: 1, row: 0 }], call: replay },
  { name: 'spikesAt', args: [[[1, 2.5], [3]], { shape: [2], duration: 6, together: 'one' }], call: spikesAt },
  { name: 'toCsv', args: [events, { dt: 0.5 }], call: toCsv },
  { name: 'toGdf', args: [events, { dt: 0.5, row: 0 }], call: toGdf },
  { name: 'toNpy', args: [spikes], call: toNpy },
  { name: 'toSafetensors', args: [{ tensors: { x: spikes }, metadata: { a: 'b' } }], call: toSafetensors },
  { name: 'toSonata', args: [events, { dt: 1, population: 'Y', row: 0, sorting: 'by_id' }], call: toSonata },
  { name: 'toSonataReport', args: [trials, { dt: 1, population: 'Y', row: 0, only: [0, 1] }], call: toSonataReport },
  { name: 'toJson', args: [{ a: [1, spikes], b: { c: 'd' } }, { arrays: true }], call: toJson },
  { name: 'fromJson', args: [{ a: [1, { shape: [1], dtype: 'f32', data: 'AACAPw==' }] }], call: fromJson },
  { name: 'tensorsIn', args: [{ s: spikes, n: { v: trials } }], call: tensorsIn },
  { name: 'transposed', args: [spikes], call: transposed },
  { name: 'fromNir', args: [graph, { dt: 0.1, integrator: 'euler', reset: 'value' }], call: fromNir },
  { name: 'writeNir', args: [graph], call: writeNir },
  { name: 'toNir', args: [net, { state, integrator: 'exact', metadata: { a: 1 } }], call: toNir },
  { name: 'fromBindsnet', args: [bindsnet, { w: filled([2, 2], 1) }], call: fromBindsnet },
  { name: 'assignmentIn', args: [assigned], call: assignmentIn },
  { name: 'assignLabels', args: [spikes, [0, 1, 1], 2, { alpha: 0.9 }], call: assignLabels },
  { name: 'allActivity', args: [trials, assigned, 2], call: allActivity },
  { name: 'proportionWeighting', args: [trials, assigned, 2], call: proportionWeighting },
  { name: 'ngramScores', args: [trials, [0, 1], noNgrams(2, 2)], call: ngramScores },
  { name: 'ngram', args: [trials, noNgrams(2, 2)], call: ngram },
  { name: 'noNgrams', args: [2, 2], call: noNgrams },
  {
    name: 'predictLinear',
    args: [{ labels: [0, 1], w: filled([2, 2], 1), b: tensor([2], [0, 1]) }, spikes],
    call: predictLinear,
  },
  { name: 'confusion', args: [[0, 1], [1, 1], 2], call: confusion },
  {
    name: 'accuracy',
    args: [
      [0, 1],
      [1, 1],
    ],
    call: accuracy,
  },
  { name: 'accuracyByLabel', args: [tensor([2, 2], [1, 0, 2, 3])], call: accuracyByLabel },
  { name: 'showConfusion', args: [tensor([2, 2], [1, 0, 2, 3]), ['a', 'b']], call: showConfusion },
];
