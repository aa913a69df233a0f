import * as library from '../../support/library.js';

/** A call from plain JavaScript that cannot be meant so, and what is said of it. */
export interface Wrong {
  readonly name: string;
  readonly given: string;
  readonly attempt: () => unknown;
  readonly says: string;
}

type Loose = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
/** Everything public, as JavaScript sees it: without types. */
const s = library as unknown as Loose;

const net = library.orThrow(
  library.network(
    { dt: 1 },
    { X: library.layer([2], library.traced(library.input())), Y: library.layer([2], library.traced(library.lif())) },
    (connect) => ({ XY: connect('X', 'Y', library.dense(library.uniform(1)), library.postPre([1e-4, 1e-2])) }),
  ),
);
const state = library.initial(net);
const transferred = {
  ...state,
  layers: { ...state.layers, Y: { ...state.layers.Y, v: { ...state.layers.Y.v, data: new Float32Array(0) } } },
};
const either = library.network({ dt: 1 }, { Y: library.layer([1], library.lif()) });
const ones = library.tensor([2], [1, 1]);
const later = Promise.resolve(net);
const spikes = library.zeros([3, 2]);
const assigned = { assignments: [0, 1], proportions: library.zeros([2, 2]) };

const failing = library.fold<number, number, number>(
  0,
  () => {
    throw new Error('on purpose');
  },
  (seen) => seen,
);

/** What a model, a connection, weights or a rule comes to in a network. */
const asModel = (model: unknown) => s['network']!({ dt: 1 }, { Y: s['layer']!([2], model) });
const joined = (wiring: unknown, rule?: unknown, [from, to] = [[2], [2]]) =>
  s['network']!(
    { dt: 1 },
    { X: library.layer(from!, library.traced(library.input())), Y: library.layer(to!, library.traced(library.lif())) },
    (connect: (...args: readonly unknown[]) => unknown) => ({ XY: connect('X', 'Y', wiring, rule) }),
  );
const weighed = (weights: unknown) => joined(library.dense(weights as library.Weights));
const learned = (rule: unknown) => joined(library.dense(library.uniform(1)), rule);
const ran = (frames: unknown, monitors: unknown = {}, options?: unknown) =>
  s['run']!(library.eager, net, state, frames, monitors, options);
const fed = (source: unknown) => ran(s['frames']!({ X: source }));

/** What comes of a sweep. */
const gathered = (outcomes: unknown) => s['gather']!(outcomes);

/** Faults that a function returns by themselves, as `network` has them. */
const asLeft = (local: readonly object[]) => ({
  _tag: 'Left',
  left: local.map((one) => ({ ...one, place: 'here' })),
});

/** Each public function: what is given, what comes of it, and a part of what is said. */
const table: Readonly<Record<string, readonly (readonly [given: string, attempt: () => unknown, says: string])[]>> = {
  network: [
    ['nothing', () => s['network']!(), 'options must be a record of dt, arrival, got nothing'],
    [
      'an unknown option',
      () => s['network']!({ dt: 1, DT: 1 }, { Y: library.layer([1], library.lif()) }),
      "unknown option 'DT': one of 'dt', 'arrival'",
    ],
    [
      'dt as text',
      () => s['network']!({ dt: '1' }, { Y: library.layer([1], library.lif()) }),
      "dt must be a positive number of ms, got '1'",
    ],
    [
      'another arrival',
      () => s['network']!({ dt: 1, arrival: 'now' }, { Y: library.layer([1], library.lif()) }),
      "arrival must be one of 'next step'",
    ],
    [
      'an array of layers',
      () => s['network']!({ dt: 1 }, [library.layer([1], library.lif())]),
      'layers must be a record of layers by name',
    ],
    [
      'an Either as a layer',
      () => s['network']!({ dt: 1 }, { Y: either }),
      'got a Right (orThrow takes its value out)',
    ],
    [
      'a model as a layer',
      () => s['network']!({ dt: 1 }, { Y: library.lif() }),
      'layer must be made by layer(shape, model)',
    ],
    [
      'connections as text',
      () => s['network']!({ dt: 1 }, { Y: library.layer([1], library.lif()) }, 'XY'),
      'connections must be a function that gives them by name',
    ],
    [
      'connections in an array',
      () => s['network']!({ dt: 1 }, { Y: library.layer([1], library.lif()) }, () => [1]),
      'connections must be a function that gives them by name',
    ],
    ['a connection that was not called', () => joined(library.dense), 'got the function dense, not called'],
    ['a rule that was not called', () => learned(library.postPre), 'rule must be a learning rule'],
    ['a model as a rule', () => learned(library.lif()), 'rule must be a learning rule'],
    [
      'a number as a wiring',
      () =>
        s['network']!({ dt: 1 }, { Y: library.layer([1], library.lif()) }, () => ({
          YY: { from: 'Y', to: 'Y', wiring: 7 },
        })),
      'wiring must be a kind of connection, as dense(uniform(1)) makes it, got 7',
    ],
  ],
  layer: [
    ['nothing', () => s['layer']!(), 'model must be a neuron model, as lif() makes it, got nothing'],
    ['a model that was not called', () => s['layer']!([3], library.lif), 'not called'],
    ['a rule', () => s['layer']!([3], library.postPre([1, 1])), 'model must be a neuron model'],
    [
      'half a neuron',
      () => s['network']!({ dt: 1 }, { Y: s['layer']!([0.5], library.lif()) }),
      'shape must be whole numbers of at least 1',
    ],
  ],
  initial: [
    [
      'a promise',
      () => s['initial']!(later),
      'net must be a network, as orThrow(network(...)) gives it, got a Promise (await it)',
    ],
    ['an Either', () => s['initial']!(either), 'got a Right (orThrow takes its value out)'],
    [
      'no samples',
      () => s['initial']!(net, { batch: 0 }),
      'batch must be a whole number of samples, at least 1, got 0',
    ],
    [
      'a seed by Math.random()',
      () => s['initial']!(net, { seed: 0.37 }),
      'seed must be a whole number from 0 to 2^32 - 1, or a key from foldIn, got 0.37',
    ],
    [
      'an unknown option',
      () => s['initial']!(net, { batchSize: 3 }),
      "unknown option 'batchSize': one of 'batch', 'seed'",
    ],
    [
      'a second one',
      () => s['initial']!(net, { batchSize: 2, sede: 1 }),
      "unknown option 'sede': one of 'batch', 'seed'",
    ],
  ],
  rested: [
    ['text to keep', () => s['rested']!(net, state, { keep: 'w' }), "keep must be an array, got 'w'"],
    [
      'a variable to keep that is not there',
      () => s['rested']!(net, state, { keep: ['layers.X.s', 'layers.X.e'] }),
      "unknown variable to keep 'layers.X.e': one of 'layers.X.s'",
    ],
    [
      'variables to keep in another batch',
      () => s['rested']!(net, state, { batch: 4, keep: ['layers.X.s'] }),
      'batch must be 1, as before, where variables are kept, got 4',
    ],
    [
      'a state without weights',
      () => s['rested']!(net, { ...state, connections: {} }),
      'connections.XY.w must be a tensor, got nothing',
    ],
    ['a state for a network', () => s['rested']!(state, net), 'net must be a network'],
    [
      'half a sample',
      () => s['rested']!(net, state, { batch: 2.5 }),
      'batch must be a whole number of samples, at least 1, got 2.5',
    ],
  ],
  batched: [
    ['a state of no layers', () => s['batched']!(net, { ...state, layers: null }, 3), 'state must be a state'],
    [
      'a state without a variable',
      () => s['batched']!(net, { ...state, layers: { ...state.layers, X: {} } }, 3),
      'layers.X.s must be bool [1, 2], got nothing',
    ],
    [
      'a state with a variable of no elements',
      () =>
        s['batched']!(
          net,
          { ...state, layers: { ...state.layers, Y: { ...state.layers.Y, v: library.zeros([0]) } } },
          3,
        ),
      'layers.Y.v must be f32 [1, 2], got f32 [0]',
    ],
    [
      'a state with a variable that is no tensor',
      () => s['batched']!(net, { ...state, layers: { ...state.layers, X: 'x' } }, 3),
      'layers.X.s must be bool [1, 2], got nothing',
    ],
    [
      'no state',
      () => s['batched']!(net, undefined, 3),
      'state must be a state, as initial(net) gives it, or the state in the result of a run, got nothing',
    ],
  ],
  frozen: [
    ['a name', () => s['frozen']!(net, { only: 'XY' }), "only must be an array, got 'XY'"],
    [
      'an unknown name',
      () => s['frozen']!(net, { only: ['YX'] }),
      "unknown layer or connection 'YX': one of 'X', 'Y', 'XY'",
    ],
    ['no name', () => s['frozen']!(net, { only: ['XY', undefined] }), 'unknown layer or connection nothing'],
    ['an unknown option', () => s['frozen']!(net, { layers: ['X'] }), "unknown option 'layers'"],
    ['an Either', () => s['frozen']!(either), 'net must be a network'],
  ],
  prefixed: [
    ['a dot', () => s['prefixed']!(net, 'a.'), "prefix must be a string without dots, such as 'left_', got 'a.'"],
    ['no prefix', () => s['prefixed']!(net), "prefix must be a string without dots, such as 'left_', got nothing"],
    ['a number', () => s['prefixed']!(3, 'a_'), 'state must be a state, as initial(net) gives it'],
  ],
  run: [
    ['a network that is still to come', () => s['run']!(library.eager, later, state, [{}]), 'got a Promise (await it)'],
    [
      'an Either for a network',
      () => s['run']!(library.eager, either, state, [{}]),
      'got a Right (orThrow takes its value out)',
    ],
    ['no backend', () => s['run']!(undefined, net, state, [{}]), 'backend must be'],
    [
      'the controller of a signal',
      () => ran([{}], {}, { signal: new AbortController() }),
      'signal must be an AbortSignal',
    ],
    ['spikes in place of frames', () => ran(spikes), 'source must be frames({ X: source }), an iterable of frames'],
    ['sources by layer', () => ran({ X: [ones] }), 'source must be frames({ X: source }), an iterable of frames'],
    [
      'a source in place of frames',
      () => ran([ones]),
      'frame 0 must be inputs by layer, as frames({ X: source }) gives them, got a tensor f32 [2]',
    ],
    [
      'an input in another shape of the same size',
      () => fed(library.zeros([3, 2, 1])),
      'frame 0 must be 2 values, got 2 [2, 1] (the shape has to be [2])',
    ],
    [
      'frames as the source of a layer',
      () => fed(library.silence(3)),
      'frame 0 must be a tensor of 2 values, got {} (a frame: silence and frames give these, and go to run or concat',
    ],
    [
      'a list of numbers as the source of a layer',
      () => fed([1, 0]),
      'got 1 (a source gives a tensor for each step, as tensor([steps, n], values) does)',
    ],
    [
      'a state whose array was transferred',
      () => s['run']!(library.eager, net, transferred, library.silence(1)),
      'layers.Y.v must be f32 [1, 2], got a tensor f32 [1, 2] of 0 values (an array that was transferred is empty',
    ],
    [
      'a recording whose array was transferred',
      async () => {
        const watched = { v: library.monitor(net, 'Y', 'v', library.record()) };
        const first = library.orThrow(await library.run(library.eager, net, state, library.silence(2), watched));
        structuredClone(first.monitors.v, { transfer: [first.monitors.v.data.buffer as ArrayBuffer] });
        return library.run(library.eager, net, first.state, library.silence(2), first.resume);
      },
      "monitor 'v': monitor: recording must be kept, to be continued or read",
    ],
    [
      'numbers of another precision',
      () => fed({ shape: [3, 2], dtype: 'f32', data: new Float64Array(6) }),
      'got a tensor f32 [3, 2], whose data is a Float64Array',
    ],
    [
      'a list for a monitor',
      () => ran([{}], { v: [1] }),
      "it must be made by monitor(net, 'Y', 's', raster()), got [1]",
    ],
    ['a backend by name', () => s['run']!('wasm', net, state, [{}]), 'backend must be'],
    ['no state', () => s['run']!(library.eager, net, undefined, [{}]), 'state must be'],
    [
      'a state that is still to come',
      () => s['run']!(library.eager, net, Promise.resolve(state), [{}]),
      'state must be',
    ],
    ['no frames', () => ran(undefined), 'source must be'],
    ['a number of steps', () => ran(100), 'source must be'],
    ['a fold for a monitor', () => ran([{}], { m: library.record() }), 'must be'],
    [
      'an unknown option',
      () => ran([{}], {}, { normalize: true }),
      "unknown option 'normalize': one of 'normalise', 'signal'",
    ],
    [
      'an array for a tensor',
      () => ran([{ inputs: { X: [1, 1] } }]),
      'got [1, 1] (tensor(shape, values) makes one of it)',
    ],
    [
      'a Float64Array for a tensor',
      () => ran([{ inputs: { X: new Float64Array(2) } }]),
      'got a Float64Array of 2 (tensor(shape, values) makes one of it)',
    ],
  ],
  monitor: [
    [
      'no name',
      () => s['monitor']!(net, undefined, 's', library.record()),
      "of must be the name of a layer or connection, one of 'X', 'Y', 'XY', got nothing",
    ],
    ['no network', () => s['monitor']!(undefined, 'Y', 's', library.record()), 'net must be a network'],
    [
      'some neurons of what is no variable, but of every object',
      () => ran([{}], { m: s['monitor']!(net, 'Y', 'toString', library.record(), { only: [0] }) }),
      "unknown variable 'toString': one of",
    ],
    [
      'some neurons of what has no name',
      () => ran([{}], { m: s['monitor']!(net, 'Y', { toString: 3 }, library.record(), { only: [0] }) }),
      'unknown variable { toString: 3 }: one of',
    ],
    ['no fold', () => ran([{}], { m: s['monitor']!(net, 'Y', 's') }), 'fold must be a fold, such as record()'],
    [
      'a fold that was not called',
      () => ran([{}], { m: s['monitor']!(net, 'Y', 's', library.record) }),
      'fold must be a fold, such as record()',
    ],
    [
      'an unknown option',
      () => s['monitor']!(net, 'Y', 's', library.record(), { each: 3 }),
      "unknown option 'each': one of 'every', 'only'",
    ],
    [
      'a layer that is not there',
      () => ran([{}], { m: s['monitor']!(net, 'Z', 's', library.record()) }),
      "unknown layer or connection 'Z': one of 'X', 'Y', 'XY'",
    ],
  ],
  networkMonitor: [
    ['a name of a layer', () => s['networkMonitor']!(net, { layers: 'Y' }), "layers must be an array, got 'Y'"],
    ['no options', () => s['networkMonitor']!(net, null), 'options must be a record'],
    ['an Either', () => s['networkMonitor']!(either), 'net must be a network'],
  ],
  tensor: [
    ['nothing', () => s['tensor']!(), 'shape must be whole numbers of at least 0'],
    ['too few values', () => s['tensor']!([50, 4], [1, 0, 1]), 'values must be 200, to fill [50, 4], got 3'],
    [
      'rows',
      () =>
        s['tensor']!(
          [2, 2],
          [
            [1, 2],
            [3, 4],
          ],
        ),
      'got 2 arrays (values.flat(Infinity) makes one of them)',
    ],
    ['no values', () => s['tensor']!([2]), 'values must be an array of 2 numbers, got nothing'],
    ['text among them', () => s['tensor']!([2], [1, '2']), "values must be numbers, got '2' at 1"],
    [
      'counts as bools',
      () => s['tensor']!([2], [1, 3], 'bool'),
      'values must be bools of 0 and 1 (i32 or f32 carry counts), got 3 at 1',
    ],
    ['fractions as i32', () => s['tensor']!([2], [1, 0.5], 'i32'), 'got 0.5 at 1'],
    ['an i32 out of range', () => s['tensor']!([1], [2 ** 31], 'i32'), 'got 2147483648 at 0'],
    ['BigInts', () => s['tensor']!([1], BigInt64Array.of(1n)), 'got a BigInt64Array of 1'],
    [
      'another element type',
      () => s['tensor']!([1], [1], 'float32'),
      "dtype must be one of 'f32', 'i32', 'bool', got 'float32'",
    ],
  ],
  zeros: [
    ['a number', () => s['zeros']!(5), 'shape must be whole numbers of at least 0, such as [28, 28], got 5'],
    ['NaN extents', () => s['zeros']!([Number.NaN]), 'got [NaN]'],
  ],
  filled: [['no value', () => s['filled']!([2]), 'value must be numbers, got nothing']],
  mapParam: [['no function', () => s['mapParam']!(1, 2), 'f must be a function of a number, got 1']],
  size: [['a number', () => s['size']!(3), 'shape must be an array of whole numbers']],
  stack: [
    ['no tensors', () => s['stack']!([[1]]), 'row must be a tensor'],
    [
      'tensors of other shapes',
      () => s['stack']!([ones, ones, library.zeros([1])]),
      'row 2 must be [2], as row 0, got [1]',
    ],
  ],
  foldIn: [['a fraction', () => s['foldIn']!(1, 0.5), 'data must be a whole number from 0 to 2^32 - 1, got 0.5']],
  keyOf: [
    ['text', () => s['keyOf']!('1'), "seed must be a whole number from 0 to 2^32 - 1, or a key from foldIn, got '1'"],
  ],
  threefry: [['nothing', () => s['threefry']!(), 'seed must be a whole number']],
  uniforms: [
    ['half a tick', () => s['uniforms']!(1, 0.5, 3), 'tick must be a whole number, got 0.5'],
    ['NaN', () => s['uniforms']!(Number.NaN, 0, 1), 'got NaN'],
    ['a count below 0', () => s['uniforms']!(1, 0, -1), 'shape must be whole numbers of at least 0'],
  ],
  uniform: [
    [
      'no seed',
      () => s['uniform']!(),
      'uniform: seed must be a whole number from 0 to 2^32 - 1, or a key from foldIn, got nothing',
    ],
    ['a seed of 2^32', () => s['uniform']!(2 ** 32), 'got 4294967296'],
    [
      'the seed last',
      () => s['uniform']!(1, 5, 0),
      'uniform: min must be at most max (0), as in uniform(seed, min, max), got 5',
    ],
    ['NaN', () => s['uniform']!(1, 0, Number.NaN), 'uniform: max must be a finite number, got NaN'],
  ],
  normal: [
    ['-1', () => s['normal']!(-1), 'normal: seed must be'],
    [
      'a deviation below 0',
      () => s['normal']!(1, 0, -2),
      'normal: deviation must be a finite number of at least 0, got -2',
    ],
  ],
  constant: [['text', () => s['constant']!('1'), "constant: value must be a finite number, got '1'"]],
  oneToOne: [['nothing', () => s['oneToOne']!(), 'oneToOne: value must be a finite number, got nothing']],
  allButSelf: [['NaN', () => s['allButSelf']!(Number.NaN), 'value must be a finite number, got NaN']],
  byPlace: [['no function', () => weighed(s['byPlace']!(3)), 'must be']],
  columnsTo: [
    ['no weights', () => weighed(s['columnsTo']!(1)), 'must be'],
    ['a norm below 0', () => s['columnsTo']!(-1, library.uniform(1)), 'columnsTo: norm must be positive, got -1'],
  ],
  dense: [
    ['uniform, not called', () => weighed(library.uniform), 'got a function in their place (uniform(1) draws weights'],
    [
      'an array',
      () => joined(s['dense']!([1, 2, 3, 4])),
      'weights must be a tensor [2, 2], got [1, 2, 3, 4] (tensor(shape, values) makes one of it)',
    ],
    ['nothing', () => joined(s['dense']!()), 'weights must be a tensor [2, 2], got nothing'],
    [
      'a number',
      () => joined(s['dense']!(3)),
      'weights must be a tensor [2, 2], got 3 (constant(3) makes weights of it, and byPlace of a function of two neurons)',
    ],
    ['an Either', () => joined(s['dense']!(either)), 'got a Right (orThrow takes its value out)'],
    ['weights that were not called', () => joined(s['dense']!(library.uniform)), 'must be'],
  ],
  conv: [
    [
      'a kernel below 1',
      () =>
        joined(s['conv']!(library.uniform(1), { kernel: -1 }), undefined, [
          [1, 4],
          [1, 4],
        ]),
      'kernel must be a whole number of at least 1, got',
    ],
    [
      'no weights',
      () =>
        joined(s['conv']!(), undefined, [
          [1, 4],
          [1, 4],
        ]),
      'must be',
    ],
  ],
  local: [
    [
      'no kernel',
      () =>
        joined(s['local']!(library.uniform(1), {}), undefined, [
          [1, 4],
          [1, 4],
        ]),
      'kernel must be',
    ],
  ],
  maxPool: [
    [
      'no kernel',
      () =>
        joined(s['maxPool']!({ decay: 0.5 }), undefined, [
          [1, 4],
          [1, 4],
        ]),
      'kernel must be',
    ],
  ],
  meanField: [['text', () => joined(s['meanField']!('1')), 'must be']],
  sparse: [
    ['no pattern', () => joined(s['sparse']!(undefined, library.constant(1))), 'pattern must be { pre, post }'],
    ['pairs', () => joined(s['sparse']!([[0, 1]], library.constant(1))), 'pattern must be { pre, post }'],
  ],
  fixedProbability: [
    ['a percentage', () => s['fixedProbability']!(1, 10), 'probability must be in [0, 1], got'],
    [
      'an unknown option',
      () => s['fixedProbability']!(1, 0.1, { autapse: false }),
      "unknown parameter 'autapse' of fixedProbability: one of seed, probability, autapses",
    ],
  ],
  fixedInDegree: [
    ['half a synapse', () => s['fixedInDegree']!(1, 0.5), 'degree must be a whole number of at least 0, got 0.5'],
    [
      'more than there are sources',
      () => joined(s['sparse']!(s['fixedInDegree']!(1, 3), library.constant(1))),
      "connection 'XY': degree must be at most 2, as there are sources (with multapses: true there may be more), got 3",
    ],
  ],
  fixedOutDegree: [
    [
      'more than there are targets without autapses',
      () => joined(s['sparse']!(s['fixedOutDegree']!(1, 2, { autapses: false }), library.constant(1))),
      'degree must be at most 1, as there are targets without autapses (with multapses: true there may be more), got 2',
    ],
  ],
  fixedTotalNumber: [
    [
      'more than there are pairs',
      () => joined(s['sparse']!(s['fixedTotalNumber']!(1, 5), library.constant(1))),
      'synapses must be at most 4, as there are pairs (with multapses: true there may be more), got 5',
    ],
    [
      'synapses without any pair',
      () =>
        joined(
          s['sparse']!(s['fixedTotalNumber']!(1, 5, { autapses: false, multapses: true }), library.constant(1)),
          undefined,
          [[1], [1]],
        ),
      'synapses must be at most 0, as there are pairs, got 5',
    ],
  ],
  pairwise: [
    ['no positions', () => s['pairwise']!(1, 5, 5, 'gaussian'), 'from must be positions [neurons, axes], as'],
    [
      'another profile',
      () => s['pairwise']!(1, library.gridPositions([2]), library.gridPositions([2]), 'normal'),
      "profile must be 'gaussian', 'exponential' or a function, got 'normal'",
    ],
    [
      'positions of another layer',
      () => {
        const three = library.gridPositions([3]);
        return joined(
          s['sparse']!(s['pairwise']!(1, three, library.gridPositions([2]), 'gaussian'), library.constant(1)),
        );
      },
      'from must be positions of 2 neurons, those of the layer, got 3',
    ],
    [
      'positions in another space',
      () => s['pairwise']!(1, library.gridPositions([2]), library.gridPositions([2, 1]), 'gaussian'),
      'to must be positions with 1 axis, as those of the source, got 2',
    ],
    [
      'periods of other axes',
      () => {
        const line = library.gridPositions([2]);
        return s['pairwise']!(1, line, line, 'gaussian', { period: ones });
      },
      'period must be a number or [1], got [2]',
    ],
    [
      'a probability above 1',
      () => {
        const line = library.gridPositions([2]);
        return joined(
          s['sparse']!(
            s['pairwise']!(1, line, line, () => 1.5),
            library.constant(1),
          ),
        );
      },
      'profile of neurons 0 and 0 must be in [0, 1], got 1.5',
    ],
  ],
  oneToOnePattern: [
    ['a weight', () => s['oneToOnePattern']!(0.5), 'parameters of oneToOnePattern must be a record, got 0.5'],
  ],
  allToAllPattern: [
    [
      'an unknown option',
      () => s['allToAllPattern']!({ autapse: false }),
      "unknown parameter 'autapse' of allToAllPattern: one of autapses (did you mean 'autapses'?)",
    ],
  ],
  patternOfPairs: [
    [
      'no pairs',
      () => s['patternOfPairs']!(3),
      'pairs must be an array of pairs of neurons, [[source, target], ...], got 3',
    ],
    [
      'a half neuron',
      () =>
        s['patternOfPairs']!([
          [0, 1],
          [0.5, 1],
        ]),
      'got [0.5, 1] at 1',
    ],
  ],
  gridPositions: [
    ['a number', () => s['gridPositions']!(10), 'shape must be whole numbers of at least 1, such as [10, 10], got 10'],
    [
      'spacings of other axes',
      () => s['gridPositions']!([2, 2], [1]),
      'spacing must be positive and finite, of 2 axes, got [1]',
    ],
  ],
  randomPositions: [
    ['no box', () => s['randomPositions']!(1, 5), 'box must be the length of each axis, such as [1, 1], got nothing'],
    [
      'a box without extent',
      () => s['randomPositions']!(1, 5, [1, 0]),
      'box must be positive and finite, of 2 axes, got [1, 0]',
    ],
    ['half a neuron', () => s['randomPositions']!(1, 0.5, [1]), 'n must be a whole number of at least 1, got 0.5'],
  ],
  patternOfRows: [['no rows', () => s['patternOfRows']!(), 'starts must be an array of whole numbers, got nothing']],
  biased: [
    ['no connection', () => joined(s['biased']!(undefined, 1)), 'must be'],
    [
      'a second bias, in place of the first',
      () => joined(s['biased']!(library.biased(library.dense(library.uniform(1)), 2), 1)),
      'biased takes no other bias, got a second one',
    ],
  ],
  normalised: [
    ['a norm of Infinity', () => joined(s['normalised']!(library.dense(library.uniform(1)), Infinity)), 'norm must be'],
  ],
  delayed: [
    ['nothing', () => s['delayed']!(), 'must be'],
    ['a negative time', () => joined(s['delayed']!(library.dense(library.uniform(1)), -1)), 'delay must be'],
    [
      'a time for each synapse of a dense connection',
      () => joined(s['delayed']!(library.dense(library.uniform(1)), library.uniform(1, 1, 5))),
      'such as sparse(allToAllPattern(), w), has each synapse its own (other wrappers go around delayed)',
    ],
  ],
  masked: [['no mask', () => joined(s['masked']!(library.dense(library.uniform(1)))), 'must be']],
  poissonDriven: [
    ['no model', () => asModel(s['poissonDriven']!({ rate: 1 })), 'model must be'],
    ['no weight', () => asModel(s['poissonDriven']!(library.lif(), { rate: 1 })), 'weight must be'],
    [
      'no name',
      () => asModel(s['poissonDriven']!(library.lif(), { rate: 1, weight: 1, receptor: 3 })),
      'receptor must be a name, in quotes, got 3',
    ],
  ],
  clipped: [
    ['no weights', () => weighed(s['clipped']!(3, 0)), 'weights must be a tensor'],
    ['crossing', () => weighed(s['clipped']!(library.uniform(1), 5, 1)), 'clipped: min must be at most max (1), got 5'],
  ],
  polychronization: [
    ['an unknown parameter', () => s['polychronization']!({ delays: 20 }), "unknown parameter 'delays'"],
  ],
  songMillerAbbott: [['a rate below 0', () => s['songMillerAbbott']!({ rate: -1 }), 'rate must be']],
  brunel: [
    ['an unknown parameter', () => s['brunel']!({ J: 1, G: 5 }), "unknown parameter 'G'"],
    [
      'no delay',
      () => s['brunel']!({ excitatory: 4, inhibitory: 1, delay: 0 }),
      'delay must be positive and finite, got 0',
    ],
  ],
  microcircuit: [
    ['nothing of it', () => s['microcircuit']!({ scale: 0 }), 'scale must be positive and finite, got 0'],
    ['another drive', () => s['microcircuit']!({ background: 'noise' }), "background must be 'poisson' or 'constant'"],
  ],
  shortTerm: [
    ['no connection', () => joined(s['shortTerm']!({ U: 0.5 })), 'connection must be'],
    [
      'an unknown parameter',
      () => joined(s['shortTerm']!(library.dense(library.uniform(1)), { tau_rec: 800 })),
      "unknown parameter 'tau_rec'",
    ],
  ],
  tsodyksUzielMarkram: [
    [
      'an unknown parameter',
      () => joined(s['tsodyksUzielMarkram']!(library.dense(library.uniform(1)), { tau_psc: 3 })),
      "unknown parameter 'tau_psc'",
    ],
  ],
  dale: [['another sign', () => joined(s['dale']!(library.dense(library.uniform(1)), 'positive')), 'must be']],
  receptiveFields: [
    [
      'half a filter',
      () => s['receptiveFields']!([3, 3], [2, 2], 0.5),
      'filters must be a whole number of at least 1, got 0.5',
    ],
    ['a number', () => s['receptiveFields']!(28, [3, 3], 1), 'shape must be an array'],
  ],
  windows: [
    ['a kernel of other axes', () => s['windows']!([1, 28, 28], [3]), 'kernel must be 2 whole numbers of at least 1'],
  ],
  weightFaults: [
    ['no shape', () => asLeft(s['weightFaults']!(ones) as readonly object[]), 'weights must be of a shape'],
  ],
  postPre: [['one number for two', () => learned(s['postPre']!(1e-4)), 'must be']],
  tripletStdp: [['a word for a number', () => learned(s['tripletStdp']!({ a2Plus: 'fast' })), 'a2Plus must be']],
  weightDependentPostPre: [
    ['no bounds', () => learned(s['weightDependentPostPre']!([1, 1])), 'bounds of the rule must be'],
  ],
  mstdp: [['an unknown parameter', () => learned(s['mstdp']!({ tau: 20 })), 'must be']],
  mstdpet: [['an unknown parameter', () => learned(s['mstdpet']!({ tau: 20 })), 'must be']],
  pairStdp: [['an unknown parameter', () => learned(s['pairStdp']!({ tc: 20 })), "unknown parameter 'tc'"]],
  accumulated: [
    [
      'an unknown parameter',
      () => learned(s['accumulated']!(library.pairStdp(), { each: 2 })),
      "unknown parameter 'each'",
    ],
    ['no rule', () => s['accumulated']!(), 'rule must be'],
    [
      'changes of changes, which would have the same variables',
      () => learned(s['accumulated']!(library.accumulated(library.pairStdp()))),
      "variable of accumulated must be none that the rule inside has, got 'change'",
    ],
  ],
  inhibitoryStdp: [['a target below 0', () => learned(s['inhibitoryStdp']!(1e-3, { target: -1 })), 'target must be']],
  dopamineStdp: [
    ['an unknown parameter', () => learned(s['dopamineStdp']!(1e-3, { tau: 20 })), "unknown parameter 'tau'"],
  ],
  rmax: [['an unknown parameter', () => learned(s['rmax']!({ tau: 20 })), 'must be']],
  bounded: [
    [
      'no rule',
      () => s['bounded']!(undefined, 0, 1),
      'rule must be a learning rule, as postPre([1e-4, 1e-2]) makes it, got nothing',
    ],
    ['bounds the wrong way round', () => learned(s['bounded']!(library.postPre([1, 1]), 1, 0)), 'must be'],
  ],
  decaying: [
    ['a rule that was not called', () => s['decaying']!(library.postPre, 0.1), 'rule must be a learning rule'],
  ],
  traced: [
    ['a rule', () => s['traced']!(library.postPre([1, 1])), 'traced: model must be a neuron model'],
    [
      'a second trace, in place of the first',
      () => library.network({ dt: 1 }, { X: library.layer([1], s['traced']!(library.traced(library.lif())) as never) }),
      "layer 'X': a model with x takes no other x, got a second one",
    ],
  ],
  summed: [['nothing', () => s['summed']!(), 'summed: model must be a neuron model']],
  oneSpike: [
    ['a layer', () => s['oneSpike']!(library.layer([1], library.lif())), 'oneSpike: model must be a neuron model'],
  ],
  winners: [
    ['no model', () => s['winners']!({ k: 2 }), 'winners: model must be a neuron model'],
    [
      'half a neuron',
      () => asModel(s['winners']!(library.lif(), { k: 0.5 })),
      'k must be a whole number of at least 1',
    ],
  ],
  extended: [['nothing', () => s['extended']!(), 'model must be a neuron model']],
  izhikevichPopulation: [
    [
      'half a neuron',
      () => s['izhikevichPopulation']!(1, 1.5),
      'n must be a whole number of neurons of at least 1, got 1.5',
    ],
  ],
  poisson: [
    ['no rates', () => fed(s['poisson']!(1, undefined, 10)), 'must be'],
    ['a seed of NaN', () => fed(s['poisson']!(Number.NaN, ones, 10)), 'seed must be a whole number'],
    ['no time', () => fed(s['poisson']!(1, ones)), 'must be'],
    ['no seed', () => fed(s['poisson']!(ones, 10)), 'got 10 (filled([n], 10) has it for n neurons)'],
  ],
  poissonIntervals: [['an array of rates', () => fed(s['poissonIntervals']!(1, [1, 1], 10)), 'must be']],
  poissonApprox: [['rates below 0', () => fed(s['poissonApprox']!(1, library.tensor([2], [-1, 1]), 10)), 'must be']],
  bernoulli: [['text for a time', () => fed(s['bernoulli']!(1, ones, 'long')), 'must be']],
  latency: [['no values', () => fed(s['latency']!(undefined, 10)), 'must be']],
  rankOrder: [['no values', () => fed(s['rankOrder']!(undefined, 10)), 'must be']],
  single: [['NaN', () => fed(s['single']!(library.tensor([2], [Number.NaN, 1]), 10)), 'must be']],
  repeat: [['no values', () => fed(s['repeat']!(undefined, 10)), 'must be']],
  frames: [
    ['nothing', () => ran(s['frames']!()), 'must be'],
    ['a tensor for a record', () => ran(s['frames']!(ones)), 'must be'],
    [
      'an unknown forcing',
      () => ran(s['frames']!({ X: library.zeros([3, 2]) }, { clmap: {} })),
      "unknown option 'clmap'",
    ],
  ],
  lasting: [['a time below 0', () => ran(s['lasting']!(-5, library.always({}))), 'must be']],
  silence: [['NaN', () => ran(s['silence']!(Number.NaN)), 'must be']],
  episode: [['nothing', () => ran(s['episode']!()), 'must be']],
  rewarded: [['no reward', () => ran(s['rewarded']!(library.silence(3), 'much')), 'must be']],
  concat: [['one source', () => s['concat']!(7), 'sources must be an array']],
  stepsIn: [['no time', () => s['stepsIn']!(), 'time must be']],
  record: [['a number of steps', () => s['record']!(5), 'must be']],
  rolling: [['-2', () => s['rolling']!(-2), 'must be']],
  every: [
    ['0', () => s['every']!(0, library.record()), 'must be'],
    ['no fold', () => s['every']!(2), 'fold must be'],
  ],
  rates: [['-1', () => s['rates']!(-1), 'must be']],
  intervals: [['-1', () => s['intervals']!(-1), 'must be']],
  fold: [['no step', () => s['fold']!(0), 'step must be a function']],
  map: [
    ['no function', () => s['map']!(library.record(), library.record()), 'map: f of map(f, fold) must be a function'],
  ],
  premap: [['no fold', () => s['premap']!((x: unknown) => x), 'fold must be a fold']],
  both: [['one fold', () => s['both']!(library.record()), 'second fold must be a fold']],
  all: [
    ['folds in an array', () => s['all']!([library.record()]), 'folds must be a record'],
    ['no fold', () => s['all']!({ a: 1 }), "fold 'a' must be a fold"],
  ],
  foldAll: [
    ['a fold that fails', () => s['foldAll']!(failing, [1]), 'the fold at step 0 failed: on purpose'],
    [
      'half a step',
      () => s['foldAll']!(library.counts(), [], { every: 0.5 }),
      'every must be a whole number of at least 1, got 0.5',
    ],
    ['no options', () => s['foldAll']!(library.counts(), [], null), 'options must be a record'],
    ['no inputs', () => s['foldAll']!(library.record()), 'inputs must be an array, or another iterable, of inputs'],
    ['no fold', () => s['foldAll']!({}, []), 'fold must be a fold'],
  ],
  line: [['nothing', () => s['line']!(), 'progress must be a record']],
  bar: [['nothing', () => s['bar']!(), 'progress must be a record']],
  assignLabels: [
    [
      'bytes',
      () => s['assignLabels']!(spikes, Uint8Array.of(0, 1, 1), 2),
      'got a Uint8Array of 3 (Array.from(labels) makes one of it)',
    ],
    [
      'a tensor of labels',
      () => s['assignLabels']!(spikes, library.zeros([3]), 2),
      '(Array.from(labels.data) makes one of it)',
    ],
    [
      'no options',
      () => s['assignLabels']!(spikes, [0, 1, 1], 2, null),
      'options must be a record of rates, alpha, silent, got null',
    ],
    [
      'no labels',
      () => s['assignLabels']!(spikes, undefined, 2),
      'labels must be an array of whole numbers, got nothing',
    ],
    [
      'a label that is not there',
      () => s['assignLabels']!(spikes, [0, undefined, 1], 2),
      'label must be a whole number from 0 to 1, got nothing at place 1',
    ],
    [
      'an array of spikes',
      () => s['assignLabels']!([[1]], [0], 2),
      'spikes must be [samples, n] or [samples, t, n], got [[1]]',
    ],
  ],
  allActivity: [['no assignment', () => s['allActivity']!(spikes, undefined, 2), 'assignment must be a record']],
  proportionWeighting: [
    [
      'no proportions',
      () => s['proportionWeighting']!(spikes, { assignments: [0, 1] }, 2),
      'proportions must be [2, 2], got nothing',
    ],
  ],
  accuracy: [
    [
      'an Either',
      () => s['accuracy']!(library.allActivity(spikes, assigned, 2), [0, 0, 0]),
      'predictions must be an array, got a Right',
    ],
  ],
  confusion: [
    [
      'more labels than there is room for',
      () => s['confusion']!([0], [0], 2 ** 31),
      'labelCount must be at most 536870912 elements',
    ],
    ['text', () => s['confusion']!('0', '1', 2), "labels must be an array of whole numbers, got '1'"],
  ],
  accuracyByLabel: [
    ['an Either', () => s['accuracyByLabel']!(library.confusion([0], [0], 1)), 'confusion must be a tensor'],
  ],
  showConfusion: [
    [
      'names that are no texts',
      () => s['showConfusion']!(library.zeros([2, 2]), [1, 2]),
      'names must be an array of strings',
    ],
    ['nothing', () => s['showConfusion']!(), 'confusion must be a tensor'],
    [
      'fewer columns than rows',
      () => s['showConfusion']!(library.zeros([2, 1])),
      'confusion must be [labels, labels], as confusion() gives it, got [2, 1]',
    ],
  ],
  noNgrams: [['nothing', () => s['ngramScores']!(library.zeros([1, 1, 1]), [0], s['noNgrams']!()), 'n must be']],
  ngramScores: [['no scores', () => s['ngramScores']!(library.zeros([1, 1, 1]), [0]), 'scores must be a record']],
  ngram: [['no scores', () => s['ngram']!(library.zeros([1, 1, 1])), 'scores must be a record']],
  fitReadOut: [
    [
      'no labels',
      () => s['fitReadOut']!(library.logisticRegression(), spikes),
      'labels must be an array of whole numbers',
    ],
  ],
  readOut: [['no spikes', () => s['readOut']!({ predict: library.predictLinear }, undefined), 'spikes must be']],
  predictLinear: [['nothing', () => s['predictLinear']!(), 'model must be a record']],
  assignmentIn: [['nothing', () => s['assignmentIn']!(), 'must be']],
  unassigned: [['no neurons', () => s['unassigned']!(-1, 2), 'must be']],
  expectAfter: [['nothing', () => s['expectAfter']!(), 'expectation must be a record']],
  predictionError: [['no expectation', () => s['predictionError']!(1), 'expectation must be a record']],
  retuned: [
    ['nothing', () => s['retuned']!(), 'net must be a network, as orThrow(network(...)) gives it, got nothing'],
    ['no state', () => s['retuned']!(net, net, net), 'state must be a state'],
    ['an Either as the other network', () => s['retuned']!(net, state, either), 'other must be a network'],
  ],
  logisticRegression: [
    [
      'an unknown option',
      () => s['logisticRegression']!({ iterations: 3 }),
      "unknown option 'iterations': one of 'steps'",
    ],
  ],
  describe: [['an Either', () => s['describe']!(either), 'net must be a network']],
  fromBindsnet: [
    ['no tensors', () => s['fromBindsnet']!({}, null), 'tensors must be a record of tensors by name, got null'],
    ['a tensor that is not there', () => s['fromBindsnet']!({ layers: [{ tensor: 'w' }] }), "unknown tensor 'w'"],
    ['text', () => s['fromBindsnet']!('{}'), 'must be'],
    ['another vocabulary', () => s['fromBindsnet']!({ layers: [{ name: 'X', model: 'lif' }] }), 'one of Input'],
  ],
  fromDescription: [
    ['text', () => s['fromDescription']!('{}'), 'must be'],
    ['nothing', () => s['fromDescription']!(), 'must be'],
  ],
  toJson: [
    ['arrays as text', () => s['toJson']!(ones, { arrays: 'yes' }), "arrays must be true or false, got 'yes'"],
    ['a function', () => s['toJson']!(() => 1), 'value must be plain data: numbers'],
    ['NaN', () => s['toJson']!(Number.NaN), 'value must be a number, which JSON can write'],
    ['NaN inside', () => s['toJson']!({ a: [1, { b: Number.NaN }] }), 'a[1].b must be a number, which JSON can write'],
    ['a function inside', () => s['toJson']!({ a: [() => 1] }), 'a[0] must be plain data'],
  ],
  fromJson: [
    ['a tensor of no size', () => s['fromJson']!({ shape: [2], dtype: 'f32', data: 'AA==' }), "tensor '' must be"],
    ['nothing', () => s['fromJson']!(), 'value must be JSON'],
  ],
  snapshot: [['a promise', () => s['snapshot']!(Promise.resolve(state)), 'state must be a state']],
  restore: [
    ['nothing', () => s['restore']!(net), 'must be'],
    ['an Either', () => s['restore']!(either, library.snapshot(state)), 'net must be a network'],
  ],
  save: [
    ['an Either', () => s['save']!(either, state), 'net must be a network'],
    ['no state', () => s['save']!(net), 'must be'],
  ],
  saveState: [['nothing', () => s['saveState']!(), 'net must be a network']],
  load: [['text', () => s['load']!('net.spikes'), 'bytes must be a Uint8Array']],
  loadState: [
    ['no bytes', () => s['loadState']!(net), 'bytes must be a Uint8Array'],
    ['an Either', () => s['loadState']!(either, new Uint8Array(9)), 'net must be a network'],
  ],
  toSafetensors: [
    [
      'a number as metadata',
      () => s['toSafetensors']!({ tensors: {}, metadata: { a: 1 } }),
      "metadata 'a' must be a string, got 1",
    ],
    ['no tensor', () => s['toSafetensors']!({ tensors: { a: null }, metadata: {} }), "tensor 'a' must be a tensor"],
    ['tensors alone', () => s['toSafetensors']!({ w: ones }), 'contents must be { tensors, metadata }'],
  ],
  fromSafetensors: [
    [
      'an ArrayBuffer',
      () => s['fromSafetensors']!(new ArrayBuffer(9)),
      'bytes must be a Uint8Array, got an ArrayBuffer (new Uint8Array(buffer) makes one of it)',
    ],
  ],
  fromTorch: [['a path', () => s['fromTorch']!('net.pt'), "bytes must be a Uint8Array, got 'net.pt'"]],
  fromNpy: [['a path', () => s['fromNpy']!('w.npy'), "bytes must be a Uint8Array, got 'w.npy'"]],
  fromNpz: [['a path', () => s['fromNpz']!('w.npz'), "bytes must be a Uint8Array, got 'w.npz'"]],
  toNpy: [['an array', () => s['toNpy']!([1, 2]), 'tensor must be a tensor whose data fill its shape']],
  toCsv: [
    ['counts of spikes', () => s['toCsv']!({ step: 3 }), 'spikes must be what raster, rasterColumns or record gave'],
    ['two shapes', () => s['toCsv']!({ a: ones, b: spikes }), 'b must be [2], as a, got [3, 2]'],
    ['dt as text', () => s['toCsv']!([], { dt: '1' }), 'dt must be a positive number of ms'],
    [
      'a line that ends early',
      () => s['toCsv']!({ a: { x: [1, 2], y: [3] } }),
      "line 'a' must be of 2 points in each column, got 1 in one",
    ],
    ['dt of lines', () => s['toCsv']!({ a: { x: [1], y: [3] } }, { dt: 1 }), 'dt must be left out, as points have'],
  ],
  toSonata: [['no options', () => s['toSonata']!([]), 'options must be a record of dt, population, row']],
  toSonataReport: [['spikes', () => s['toSonataReport']!([], { dt: 1 }), 'trace must be [t, b, ...]']],
  tensorsIn: [
    ['spikes without a name', () => s['tensorsIn']!([]), 'results must be a record of results by name'],
    ['text', () => s['tensorsIn']!({ a: { b: 'x' } }), "'a.b' must be a tensor, spikes, a number, or records"],
  ],
  toGdf: [
    [
      'no spike',
      () => s['toGdf']!([null], { dt: 1 }),
      'spikes must be a list or columns of step, row and neuron, as raster gives them, got null at 0',
    ],
    ['a spike of text', () => s['toGdf']!([{ step: 'x', row: 0, neuron: 0 }], { dt: 1 }), "got { step: 'x'"],
    ['no dt', () => s['toGdf']!([], {}), 'dt must be a positive number of ms'],
  ],
  rasterPlot: [
    ['nothing', () => s['rasterPlot']!(), 'options must be a record of title, width, height, dt'],
    ['no dt', () => s['rasterPlot']!([], {}), 'dt must be the length of a step in ms (net.dt), got nothing'],
    ['an unknown option', () => s['rasterPlot']!([], { dt: 1, neuron: 4 }), "(did you mean 'neurons'?)"],
    [
      'a fold',
      () => s['rasterPlot']!(library.raster(), { dt: 1 }),
      'spikes must be what raster, rasterColumns or record',
    ],
    ['voltages', () => s['rasterPlot']!(library.filled([2, 1, 3], -65), { dt: 1 }), 'spikes must be spikes, 0 or 1'],
    [
      'too few neurons',
      () => s['rasterPlot']!([{ step: 0, row: 0, neuron: 40 }], { dt: 1, neurons: 40 }),
      'neurons must be at least 41, as neuron 40 has spikes in spikes, got 40',
    ],
    ['an end before the start', () => s['rasterPlot']!([], { dt: 1, from: 5, to: 2 }), 'from must be before the end'],
  ],
  spikeGramPlot: [
    ['a list of spikes', () => s['spikeGramPlot']!([], { dt: 1 }), 'layers must be a record of spikes'],
    [
      'half a neuron',
      () => s['spikeGramPlot']!({ X: [] }, { dt: 1, neurons: { X: 1.5 } }),
      "neurons of 'X' must be a whole number",
    ],
    ['an unknown layer', () => s['spikeGramPlot']!({ X: [] }, { dt: 1, neurons: { Y: 1 } }), "'Y'"],
  ],
  voltagePlot: [
    [
      'an end far behind the recording',
      () => s['voltagePlot']!(library.zeros([3, 2]), { dt: 1, as: 'map', to: 2 ** 31 }),
      'to must be at most 1048576 steps after from',
    ],
    ['a list', () => s['voltagePlot']!([1, 2], { dt: 1 }), 'v must be a tensor'],
    ['one number a step', () => s['voltagePlot']!(ones, { dt: 1 }), 'v must be [t, b, n] or [t, n]'],
    ['a neuron too many', () => s['voltagePlot']!(spikes, { dt: 1, neurons: [2] }), 'neurons must be below 2'],
    ['a row too many', () => s['voltagePlot']!(spikes, { dt: 1, row: 1 }), 'row must be below 1'],
    ['a threshold of a map', () => s['voltagePlot']!(spikes, { dt: 1, as: 'map', threshold: 1 }), "option 'threshold'"],
    ['a threshold as text', () => s['voltagePlot']!(spikes, { dt: 1, threshold: '-52' }), 'threshold must be a finite'],
  ],
  ratePlot: [
    ['spikes of who knows how many', () => s['ratePlot']!([], { dt: 1 }), 'neurons must be given, as the rate is by'],
    [
      'no width of bins',
      () => s['ratePlot']!([], { dt: 1, neurons: 2, bin: 0 }),
      'bin must be a positive number, got 0',
    ],
    ['too fine bins', () => s['ratePlot']!([], { dt: 1, neurons: 2, to: 1e6, bin: 1 }), 'bin must be at least 50 ms'],
  ],
  weightsPlot: [
    ['a matrix of rows', () => s['weightsPlot']!([[1]]), 'w must be a tensor'],
    ['a matrix of three axes', () => s['weightsPlot']!(library.zeros([1, 2, 3])), 'w must be [m, n] for a matrix'],
    [
      'fields of no square',
      () => s['weightsPlot']!(spikes, { as: 'fields' }),
      'size must be [height, width] that multiply to',
    ],
    [
      'another kind',
      () => s['weightsPlot']!(spikes, { as: 'bars' }),
      "as must be one of 'matrix', 'fields', 'histogram'",
    ],
    ['bins of a matrix', () => s['weightsPlot']!(spikes, { bins: 4 }), "unknown option 'bins'"],
  ],
  phasePlot: [
    ['one variable', () => s['phasePlot']!(spikes), 'u must be a tensor'],
    ['two lengths', () => s['phasePlot']!(spikes, library.zeros([4, 2])), 'u must be 3 steps, as v has, got 4'],
  ],
  accuracyPlot: [
    ['text', () => s['accuracyPlot']!({ a: ['x'] }), "'a' must be an array of accuracies from 0 to 1, got 'x'"],
    ['a list', () => s['accuracyPlot']!([0.1]), 'accuracies must be a record of arrays'],
    ['percent', () => s['accuracyPlot']!({ a: [10, 20] }), "'a' must be an array of accuracies from 0 to 1, got 10"],
    [
      'other samples',
      () => s['accuracyPlot']!({ a: [0.1] }, { samples: [1, 2] }),
      "samples must be 1, one for each of 'a'",
    ],
  ],
  heatMapPlot: [
    ['no axes', () => s['heatMapPlot']!([1]), 'options must be a record of title, width, height, x, y, z, columns'],
    [
      'a number too many',
      () => s['heatMapPlot']!([1, 2, 3], { x: 'x', y: 'y', z: 'z', columns: [1, 2], rows: [1] }),
      'values must be [1, 2] numbers, as there are rows and columns',
    ],
    [
      'no columns',
      () => s['heatMapPlot']!([], { x: 'x', y: 'y', z: 'z', columns: [], rows: [1] }),
      'columns must be an array of at least one number or string',
    ],
  ],
  confusionPlot: [
    ['predictions', () => s['confusionPlot']!([1, 2]), 'confusion must be a tensor'],
    ['no square', () => s['confusionPlot']!(spikes), 'confusion must be [labels, labels]'],
    [
      'too few names',
      () => s['confusionPlot']!(library.zeros([2, 2]), { names: ['a'] }),
      'names must be 2, one for each',
    ],
  ],
  linePlot: [
    ['numbers', () => s['linePlot']!([1], { x: 'x', y: 'y' }), 'lines must be lines by name'],
    [
      'two lengths',
      () => s['linePlot']!({ a: { x: [1], y: [1, 2] } }, { x: 'x', y: 'y' }),
      "line 'a' must be lines by name",
    ],
    ['no titles', () => s['linePlot']!({}, {}), 'x must be a string, got nothing'],
  ],
  barPlot: [
    [
      'text',
      () => s['barPlot']!({ a: ['x'] }, { names: ['p'], y: 'y' }),
      "series 'a' must be series by name, each an array of 1 numbers",
    ],
    ['two lengths', () => s['barPlot']!({ a: [1, 2] }, { names: ['X'], y: 'y' }), "series 'a' must be series by name"],
    ['no names', () => s['barPlot']!({ a: [1] }, { y: 'y' }), 'names must be an array of strings, got nothing'],
  ],
  plotElement: [
    [
      'an Either',
      () => s['plotElement']!(s['rasterPlot']!([], { dt: 1 })),
      'got a Right (orThrow takes its value out)',
    ],
    ['no page', () => s['plotElement']!({ svg: '<svg/>' }), 'document must be that of a page (elsewhere plot.svg'],
  ],
  transposed: [['an array of rows', () => s['transposed']!([[1, 2]]), 'matrix must be a tensor of two axes']],
  readNir: [['a path', () => s['readNir']!('net.nir'), 'must be']],
  writeNir: [['no graph', () => s['writeNir']!(undefined), 'must be']],
  fromNir: [['no options', () => s['fromNir']!({ type: 'NIRGraph', nodes: {}, edges: [] }), 'must be']],
  toNir: [
    ['no options', () => s['toNir']!(net, null), 'options must be a record'],
    ['an Either', () => s['toNir']!(either), 'must be'],
  ],
  nirIf: [['an unknown parameter', () => asModel(s['nirIf']!({ r: 1 })), "unknown parameter 'r'"]],
  nirLif: [['a tau below 0', () => asModel(s['nirLif']!({ tau: -1 })), 'tau must be']],
  nirCubaLif: [['an unknown integrator', () => asModel(s['nirCubaLif']!({ integrator: 'rk4' })), 'integrator must be']],
  graded: [['no model', () => asModel(s['graded']!()), 'must be a neuron model']],
  pool: [
    [
      'no kernel',
      () =>
        joined(s['pool']!({}), undefined, [
          [1, 4, 4],
          [1, 2, 2],
        ]),
      'kernel must be',
    ],
  ],
  sonataSpikes: [
    ['a path', () => s['sonataSpikes']!('spikes.h5', { shape: [2] }), 'bytes must be a Uint8Array'],
    ['no options', () => s['sonataSpikes']!(new Uint8Array(8)), 'options must be a record'],
  ],
  shd: [
    ['a path', () => s['shd']!('shd_train.h5'), 'bytes must be a Uint8Array'],
    ['an unknown option', () => s['shd']!(new Uint8Array(8), { dt: 1 }), "unknown option 'dt'"],
  ],
  nMnist: [
    ['a path', () => s['nMnist']!('00002.bin'), 'bytes must be a Uint8Array, or an iterable'],
    [
      'another camera',
      () => fed(s['nMnist']!(Uint8Array.of(40, 0, 0, 0, 0))),
      'event at byte 0 must be within 34 x 34 pixels',
    ],
  ],
  prophesee: [
    ['no header', () => fed(s['prophesee']!(new Uint8Array(8), { pixels: [2, 2] })), 'format must be EVT 2.0'],
  ],
  aedat: [['an unknown camera', () => s['aedat']!(new Uint8Array(8), { chip: 'dvs' }), "chip must be one of 'dvs128'"]],
  eventTable: [
    ['no shape', () => s['eventTable']!(new Uint8Array(8)), 'options must be a record'],
    [
      'minutes',
      () => s['eventTable']!(new Uint8Array(8), { shape: [2], unit: 'min' }),
      "unit must be one of 's', 'ms'",
    ],
  ],
  spikesAt: [['times of one neuron', () => s['spikesAt']!([1, 2]), 'times must be a list of finite times']],
  replay: [
    [
      'a layer that is too large',
      () => s['replay']!([], { shape: [2 ** 53] }),
      'shape must be at most 536870912 elements',
    ],
    ['no shape', () => s['replay']!([], {}), 'shape must be the shape of the layer'],
    ['counts', () => s['replay']!(ones, { shape: [2] }), 'spikes must be a list or columns'],
  ],
  shuffled: [['no list', () => s['shuffled']!(1), 'items must be an array']],
  split: [
    ['shares above 1', () => s['split']!([], [0.9, 0.2]), 'shares must be numbers from 0 that add up to 1 at most'],
    ['a sample without a label', () => s['split']!([{}], [1]), 'label of sample 0 must be a whole number, got nothing'],
  ],
  batches: [['no rows', () => s['batches']!([1, 2], 0), 'rows must be']],
  readBatch: [
    ['no dt', () => s['readBatch']!([{ label: 0, read: () => ones }]), 'dt must be a positive number of ms'],
    [
      'a sample that is read',
      () => s['readBatch']!([{ label: 0, read: ones }], 1),
      'read of sample 0 must be a function',
    ],
    ['no samples', () => s['readBatch']!([], 1), 'samples must be at least one'],
  ],
  within: [
    ['a batch', () => s['within']!({ steps: [1] }, library.counts()), 'steps must be an array'],
    ['no fold', () => s['within']!([1]), 'must be a fold'],
  ],
  folderSamples: [
    ['no path', () => s['folderSamples']!(undefined, library.nMnist), 'path must be'],
    ['no reader', () => s['folderSamples']!('Train'), 'read must be a function of bytes'],
  ],
  sweep: [
    ['nothing', () => gathered(s['sweep']!()), 'points must be an array of points'],
    ['a function', () => gathered(s['sweep']!(() => 1, [], { workers: 1 })), 'job must be the path or file URL'],
    ['a number of threads', () => gathered(s['sweep']!('package.json', [], 2)), "where must be { workers: 'auto' }"],
  ],
  gather: [['a promise', () => s['gather']!(later), 'outcomes must be a sweep']],
  grid: [
    ['an array', () => s['grid']!([1]), 'values must be a record of arrays'],
    ['a number', () => s['grid']!({ tau: 1 }), 'values of tau must be an array, got 1'],
  ],
  rounds: [
    ['no points', () => gathered(s['rounds']!('job.js', {}, { workers: 1 })), 'first must be an array of points'],
  ],
  evaluation: [['a number', () => s['evaluation']!(7), 'evaluate must be a function, got 7']],
  evaluateIn: [
    ['no network', () => s['evaluateIn']!({ workers: 1 }, 'job.js', { samples: [] }), 'net must be a network'],
    ['nothing', () => s['evaluateIn']!(), 'model must be a record of net, state, samples'],
  ],
  readStore: [['no folder', () => s['readStore']!(), 'folder must be a string that is not empty, got nothing']],
  sweepLine: [
    [
      'less than nothing',
      () => s['sweepLine']!({ done: 1, failed: 0, rate: 1, note: '', total: -1 }),
      'total must be a number of at least 0, got -1',
    ],
    ['no note', () => s['sweepLine']!({ done: 1, failed: 0, rate: 1 }), 'note must be a string, got nothing'],
    ['nothing', () => s['sweepLine']!(), 'progress must be a record, got nothing'],
  ],
  loadTensors: [['no path', () => s['loadTensors']!(), 'path must be']],
  saveFile: [
    ['no path', () => s['saveFile']!(undefined, net, state), 'path must be'],
    ['an Either', () => s['saveFile']!('/tmp/x', either, state), 'net must be a network'],
  ],
  saveStateFile: [['no path', () => s['saveStateFile']!(7, net, state), 'path must be']],
  loadFile: [['no path', () => s['loadFile']!(), 'path must be']],
  loadStateFile: [['no path', () => s['loadStateFile']!(undefined, net), 'path must be']],
  readWhole: [['no path', () => s['readWhole']!(), 'path must be']],
  writeWhole: [
    ['no path', () => s['writeWhole']!(undefined, new Uint8Array(1)), 'path must be'],
    ['text', () => s['writeWhole']!('/tmp/spikefold-never', 7), 'bytes must be a Uint8Array'],
  ],
  backend: [
    ['nothing', () => s['backend']!(), 'must be'],
    ['another name', () => s['backend']!('cuda'), "unknown name 'cuda'"],
  ],
  gpujs: [['an unknown option', () => s['gpujs']!('cpu', { Load: 1 }), "unknown option 'Load': one of 'load'"]],
  orThrow: [
    [
      'a promise',
      () => s['orThrow']!(later),
      'result must be an Either, as network(...) and run(...) give it, got a Promise (await it)',
    ],
    ['nothing', () => s['orThrow']!(), 'got nothing'],
  ],
  explain: [
    ['all faults', () => s['explain']!([]), 'fault must be one fault of those in a Left: left.map(explain), got []'],
  ],
  algebra: [['nothing', () => s['algebra']!(), 'interpreter must be']],
  draw: [['no function', () => s['draw']!({}), 'function must be a function']],
  evaluate: [['no algebra', () => s['evaluate']!(), 'A must be an algebra']],
  nodesOf: [['nothing', () => s['nodesOf']!(), 'graph must be a record']],
  leaves: [['nothing', () => s['leaves']!(), 'part must be a typed value, or a record of such']],
  mapTree: [['nothing', () => s['mapTree']!((x: unknown) => x), 'part must be a typed value']],
  stepNetwork: [['no state', () => s['stepNetwork']!(library.eagerAlgebra, net), 'state must be a state']],
  normaliseWeights: [
    ['an Either', () => s['normaliseWeights']!(library.eagerAlgebra, either, state), 'net must be a network'],
    ['no state', () => s['normaliseWeights']!(library.eagerAlgebra, net), 'state must be a state'],
  ],
  isDue: [['nothing', () => s['isDue']!(), 'watch must be a watch']],
  entriesOf: [['nothing', () => s['entriesOf']!(), 'vocabulary must be an array']],
  entered: [['nothing', () => s['entered']!(), 'constructor must be a function']],
  settle: [['no table', () => s['settle']!('mine'), 'table of parameters must be a record']],
  paramFaults: [['no constraint', () => s['paramFaults']!('tau', 1), 'constraint must be a record']],
  numberFaults: [['no constraint', () => s['numberFaults']!('tau', 1), 'constraint must be a record']],

  profiled: [['no backend', () => s['profiled']!(), 'must be']],
  placedWindows: [
    [
      'nothing',
      () => asLeft((s['placedWindows']!() as { faults: readonly object[] }).faults),
      'source must be [channels, ...extents]',
    ],
  ],
  independent: [['nothing', () => s['independent']!(), 'must be']],
  rowsOf: [['an array', () => Array.from(s['rowsOf']!([1, 2]) as Iterable<unknown>), 'must be']],
  tensorsOf: [['a number', () => fed(s['tensorsOf']!(7, [2])), 'must be']],
  bernoulliFrom: [['no values', () => Array.from(s['bernoulliFrom']!([[0.1]]) as Iterable<unknown>), 'must be']],
  poissonApproxFrom: [['no rates', () => Array.from(s['poissonApproxFrom']!([[0.1]]) as Iterable<unknown>), 'must be']],
  trains: [
    ['half a step', () => s['trains']!([2], 0.5, () => 1), 'steps must be a whole number of at least 0, got 0.5'],
    ['a shape below 0', () => s['trains']!([-1], 5, () => 1), 'shape must be whole numbers of at least 0'],
    ['no intervals', () => fed(s['trains']!([2], 10)), 'must be'],
  ],
  batchFaults: [
    [
      'several rows and no reduction',
      () => asLeft((s['batchFaults']!('single') as (rows: number) => readonly object[])(3)),
      "over must be 'sum'",
    ],
  ],
  progress: [
    [
      'text as total',
      () => ran([{}], { p: s['progress']!(() => undefined, { total: 'x' }) }),
      "total must be at least 0, got 'x'",
    ],
    ['no function', () => s['progress']!(7), 'must be'],
  ],
  raster: [['a dt', () => s['raster']!(1), 'must be']],
  rasterColumns: [['a dt', () => s['rasterColumns']!(1), 'must be']],
  counts: [['a dt', () => s['counts']!(1), 'must be']],
  sink: [['no function', () => s['sink']!(), 'must be']],
  neuron: [['no body', () => asModel((s['neuron']!('mine', {}) as () => unknown)()), 'must be']],
  preset: [['no maker', () => (s['preset']!('mine', {}) as () => unknown)(), 'must be']],
  wrapper: [['no table', () => s['wrapper']!('mine', undefined, () => 1), 'must be']],
  ruleOf: [['nothing', () => s['ruleOf']!(), 'must be']],
  connectionOf: [['nothing', () => s['connectionOf']!(), 'must be']],
  constructorOf: [['nothing', () => s['constructorOf']!(), 'must be']],
  givenOf: [['nothing', () => s['givenOf']!(), 'arguments must be a record']],
  movingAverage: [
    ['a number', () => library.foldAll(s['movingAverage']!(7) as never, [{ reward: 1, steps: 1 }] as never), 'must be'],
  ],
  paramsFaults: [
    ['no parameters', () => (s['paramsFaults']!() as (shape: unknown) => unknown)([1]), 'parameters must be a record'],
  ],
  tfjs: [['another mode', () => s['run']!(s['tfjs']!(undefined, 'cuda'), net, state, [{}]), 'must be']],

  lif: [
    ['another word', () => asModel(s['lif']!({ tc_decay: 20 })), 'tc_decay'],
    [
      'a list',
      () => asModel(s['lif']!({ tau: [1, 2] })),
      'a number or [2], got [1, 2] (tensor(shape, values) makes one of it)',
    ],
    ['text', () => asModel(s['lif']!({ tau: '20' })), "tau must be positive, a number or [2], got '20'"],
    ['nothing at all', () => asModel(s['lif']!(null)), 'must be'],
  ],
};

const networks = [
  'diehlAndCook2015',
  'diehlAndCook2015v2',
  'twoLayerNetwork',
  'increasingInhibitionNetwork',
  'locallyConnectedNetwork',
];

/** Networks that have a default for every parameter. */
const networksOfBiology = ['coba', 'cuba', 'vogelsSprekeler'];

/** What takes anything, or nothing at all. */
export const takeNothingWrong: readonly string[] = ['FaultError', 'always', 'isLeft', 'isRight', 'isTensor', 'noOp'];

const inNetwork: Readonly<Record<string, (part: unknown) => unknown>> = {
  model: asModel,
  rule: learned,
  connection: joined,
};
/** Mistakes with every model, rule and connection of the vocabulary. */
const withPart = ({ kind, name, parameters }: library.Entry): readonly Wrong[] => {
  const use = inNetwork[kind];
  if (use === undefined || takeNothingWrong.includes(name)) return [];
  const wrong = (given: string, value: unknown, says: string): Wrong => ({
    name,
    given,
    attempt: () => use(s[name]!(value)),
    says,
  });
  const wraps = 'of' in parameters;
  return [
    wrong('a text', 'nonsense', 'must be'),
    ...(kind === 'model' && !wraps ? [wrong('an unknown parameter', { nonsense: 1 }, 'nonsense')] : []),
  ];
};

/** The same mistake with all of a kind. */
const byKind: typeof table = Object.fromEntries([
  ...networksOfBiology.map((name) => [
    name,
    [
      ['an unknown parameter', () => s[name]!({ nonsense: 1 }), "unknown parameter 'nonsense'"],
      ['half a neuron', () => s[name]!({ neurons: 4.5 }), 'neurons must be a whole number of at least 3, got 4.5'],
      ['no record', () => s[name]!(4000), `parameters of ${name} must be a record, got 4000`],
      ['more neurons than memory', () => s[name]!({ neurons: 1e12 }), 'at most'],
    ],
  ]),
  ...networks.map((name) => [
    name,
    [
      ['an unknown parameter', () => s[name]!({ inputs: [4, 4], nonsense: 1 }), 'nonsense'],
      ['nothing', () => s[name]!(), 'must be'],
    ],
  ]),
]) as typeof table;

export const calls: readonly Wrong[] = [
  ...Object.entries({ ...table, ...byKind }).flatMap(([name, rows]) =>
    rows.map(([given, attempt, says]) => ({ name, given, attempt, says })),
  ),
  ...library.vocabulary.flatMap(withPart),
];

/** What is called inside a step, with the algebra of whoever runs it: `network` draws the step once, and says what it came to. */
export const inSteps: Readonly<
  Record<string, (A: library.Algebra<unknown>, state: unknown, input: unknown) => unknown>
> = {
  alongRows: (A) => s['alongRows']!(A),
  overRows: (A, _, input) => s['overRows']!(A, input, 'all'),
  boundedBelow: (A) => s['boundedBelow']!(A),
  correlateBy: (A) => s['correlateBy']!(A),
  countedDown: (A) => s['countedDown']!(A),
  decay: (A) => s['decay']!(A),
  decayFactor: () => s['decayFactor']!(),
  gated: (A) => s['gated']!(A),
  learn: (A) => s['learn']!(A),
  patches: (A) => s['patches']!(A),
  stepLayer: (A) => s['stepLayer']!(A),
  transmit: (A) => s['transmit']!(A),
};
