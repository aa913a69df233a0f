import { describe, expect, test } from 'vitest';
import {
  diehlAndCook2015,
  diehlAndCook2015v2,
  increasingInhibitionNetwork,
  locallyConnectedNetwork,
  orThrow,
  twoLayerNetwork,
  type AnyNetwork,
} from '../../src/index.js';
import { describe as written, fromDescription, type Json } from '../../src/file.js';
import { said as saidOf } from '../saving/support/tried.js';

type Fields = { readonly [name: string]: Json };
/** Their name of a parameter, ours, and a value that is not its default. */
type Row = readonly [theirs: string, ours: string, value: Json];

const learned: readonly Row[] = [
  ['nu', 'nu', [0.25, 0.125]],
  ['reduction', 'over', 'max'],
  ['wmin', 'wmin', 0.0625],
  ['wmax', 'wmax', 0.75],
  ['norm', 'norm', 3],
  ['dt', 'dt', 0.5],
];
const neurons: Row = ['n_neurons', 'neurons', 5];
const threshold: readonly Row[] = [
  ['theta_plus', 'thetaPlus', 0.5],
  ['tc_theta_decay', 'tauTheta', 1000],
  ['exc_thresh', 'excThresh', -50],
];

interface Named {
  readonly rows: readonly Row[];
  /** What it cannot do without, in their words and ours. */
  readonly needed: readonly [theirs: Fields, ours: object];
  readonly make: (params: object) => AnyNetwork;
  /** Its fields, as it says them. */
  readonly fields: string;
}

const silent = 'device, w_dtype, sparse, batch_size';
const image: Fields = { n_inpt: 9, input_shape: [3, 3], kernel_size: 2, stride: 1, n_filters: 2 };
const networks: Readonly<Record<string, Named>> = {
  TwoLayerNetwork: {
    rows: [...learned, neurons],
    needed: [
      { n_inpt: 6, n_neurons: 4 },
      { inputs: [6], neurons: 4 },
    ],
    make: (params) => orThrow(twoLayerNetwork(params as never)),
    fields: `n_inpt, inpt_shape, nu, reduction, wmin, wmax, norm, dt, n_neurons, ${silent}`,
  },
  DiehlAndCook2015: {
    rows: [...learned, neurons, ...threshold, ['exc', 'exc', 20], ['inh', 'inh', 7], ['inh_thresh', 'inhThresh', -41]],
    needed: [
      { n_inpt: 6, n_neurons: 4 },
      { inputs: [6], neurons: 4 },
    ],
    make: (params) => orThrow(diehlAndCook2015(params as never)),
    fields: `n_inpt, inpt_shape, nu, reduction, wmin, wmax, norm, dt, n_neurons, theta_plus, tc_theta_decay, exc_thresh, exc, inh, inh_thresh, ${silent}`,
  },
  DiehlAndCook2015v2: {
    rows: [...learned, neurons, ...threshold, ['inh', 'inh', 7]],
    needed: [
      { n_inpt: 6, n_neurons: 4 },
      { inputs: [6], neurons: 4 },
    ],
    make: (params) => orThrow(diehlAndCook2015v2(params as never)),
    fields: `n_inpt, inpt_shape, nu, reduction, wmin, wmax, norm, dt, n_neurons, theta_plus, tc_theta_decay, exc_thresh, inh, ${silent}`,
  },
  IncreasingInhibitionNetwork: {
    rows: [...learned, neurons, ...threshold, ['start_inhib', 'startInh', 2], ['max_inhib', 'maxInh', -40]],
    needed: [
      { n_input: 6, n_neurons: 4 },
      { inputs: [6], neurons: 4, signed: true },
    ],
    make: (params) => orThrow(increasingInhibitionNetwork(params as never)),
    fields: `n_input, inpt_shape, nu, reduction, wmin, wmax, norm, dt, n_neurons, theta_plus, tc_theta_decay, exc_thresh, start_inhib, max_inhib, ${silent}`,
  },
  LocallyConnectedNetwork: {
    rows: [
      ...learned,
      ...threshold,
      ['inh', 'inh', 7],
      ['kernel_size', 'kernel', [2, 3]],
      ['stride', 'stride', [1, 2]],
      ['n_filters', 'filters', 3],
    ],
    needed: [image, { inputs: [3, 3], kernel: 2, stride: 1, filters: 2 }],
    make: (params) => orThrow(locallyConnectedNetwork(params as never)),
    fields: `n_inpt, inpt_shape, nu, reduction, wmin, wmax, norm, dt, theta_plus, tc_theta_decay, exc_thresh, input_shape, kernel_size, stride, n_filters, inh, ${silent}`,
  },
};

/** Terms without what theirs say besides: float32's countdown, signed norms, masks that may be replaced. */
const plain = (part: unknown): unknown =>
  Array.isArray(part)
    ? part.map(plain)
    : typeof part === 'object' && part !== null
      ? Object.fromEntries(
          Object.entries(part).flatMap(([name, value]) =>
            ['countdown', 'signed', 'replaceable'].includes(name) ? [] : [[name, plain(value)]],
          ),
        )
      : part;

const partsOf = (net: AnyNetwork): unknown => {
  const { dt, layers, connections } = written(net) as unknown as {
    readonly dt: number;
    readonly layers: Fields;
    readonly connections: Readonly<Record<string, unknown>>;
  };
  return [dt, plain({ ...layers, X: 0 }), plain(Object.values(connections))];
};

describe.each(Object.entries(networks))('%s', (model, { rows, needed, make, fields }) => {
  const theirs = (params: Fields): Json => ({ compat: 'bindsnet', model, params: { ...needed[0], ...params } });
  const parts = (params: Fields): unknown => partsOf(orThrow(fromDescription(theirs(params))));
  const without = parts({});
  const own = (params: object): unknown => partsOf(make({ over: 'sum', beyondBounds: true, ...needed[1], ...params }));
  const said = (params: Fields): readonly string[] => saidOf(fromDescription(theirs(params)));

  test.each(rows)('has %s of theirs as %s', (name, ours, value) => {
    const given = parts({ [name]: value });
    expect(given).toStrictEqual(own({ [ours]: value }));
    expect(given).not.toStrictEqual(without);
  });

  test('takes what has no effect on numbers, and says which of it is wrong', () => {
    for (const some of [
      { device: 'cuda', w_dtype: 'float64', sparse: true, batch_size: 1 },
      { device: null, w_dtype: null, sparse: null, batch_size: null },
    ])
      expect(parts(some)).toStrictEqual(without);
    const [word, whole] = ['a word, or null', 'a whole number of at least 1'];
    for (const [name, value, want, got] of [
      ['device', 0, word, '0'],
      ['w_dtype', 32, word, '32'],
      ['sparse', 'no', 'true or false', "'no'"],
      ['batch_size', 0, whole, '0'],
      ['batch_size', 1.5, whole, '1.5'],
      ['batch_size', '16', whole, "'16'"],
    ] as const)
      expect(said({ [name]: value })).toEqual([`description: ${name} of ${model} must be ${want}, got ${got}`]);
    expect(said({ batch_size: 0, sparse: 1, w_dtype: 1, device: 1 })).toEqual([
      `description: device of ${model} must be ${word}, got 1`,
      `description: w_dtype of ${model} must be ${word}, got 1`,
      `description: sparse of ${model} must be true or false, got 1`,
      `description: batch_size of ${model} must be ${whole}, got 0`,
    ]);
  });

  test('knows these fields, and no others', () => {
    expect(said({ strange: 1 })).toEqual([`description: unknown field 'strange' of ${model}: one of ${fields}`]);
  });
});
