import { expect, test } from 'vitest';
import {
  constant,
  delayed,
  dense,
  eager,
  explain,
  FaultError,
  foldIn,
  frames,
  initial,
  input,
  isLeft,
  layer,
  lif,
  monitor,
  network,
  oneSpike,
  orThrow,
  poisson,
  record,
  run,
  sparse,
  tensor,
  tensorsOf,
  type Dtype,
  type Either,
  type Faults,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import { conductanceExp, poissonDriven } from '../../src/cells.js';
import { assignLabels } from '../../src/read-out.js';
import { replay } from '../../src/events.js';
import { checkRoom } from '../../src/core/room.js';

type Said = readonly string[] | Promise<readonly string[]>;

/** What a part of a program says of values: nothing where it takes them. */
interface Edge {
  readonly takes: readonly number[];
  readonly refuses: readonly number[];
  readonly said: (values: readonly number[]) => Said;
}

const edge = (takes: readonly number[], refuses: readonly number[], said: Edge['said']): Edge => ({
  takes,
  refuses,
  said,
});

/** What a result or the run of a network says. */
const faultsOf = (result: Either<Faults | { readonly faults: Faults }, unknown>): readonly string[] => {
  if (!isLeft(result)) return [];
  return ('faults' in result.left ? result.left.faults : result.left).map(explain);
};

const thrownBy = (make: () => unknown): readonly string[] => {
  try {
    make();
    return [];
  } catch (error) {
    if (error instanceof FaultError) return [error.message];
    throw error;
  }
};

const row = (values: readonly number[], dtype: Dtype = 'f32'): Tensor => ({
  ...tensor([values.length], values),
  dtype,
  data: new { f32: Float32Array, i32: Int32Array, bool: Uint8Array }[dtype](values),
});

/** A layer of three neurons, and one of as many as there are values. */
const netOf = (n: number) =>
  orThrow(
    network({ dt: 1 }, { X: layer([3], input()), Y: layer([n], oneSpike(lif())) }, (connect) => ({
      XY: connect('X', 'Y', delayed(dense(constant(1)), 3)),
    })),
  );

const ran = async (values: readonly number[], frame: Frame<Tensor>): Promise<readonly string[]> => {
  const net = netOf(values.length);
  return faultsOf(await run(eager, net, initial(net), [frame]));
};

/** A state with other values of a variable. */
const begun = async (values: readonly number[], variable: 'slot' | 's', dtype: Dtype): Promise<readonly string[]> => {
  const net = netOf(values.length);
  const start = initial(net);
  const { layers, connections } = start;
  const state =
    variable === 's'
      ? { ...start, layers: { ...layers, Y: { ...layers.Y, s: { ...layers.Y.s, data: row(values, dtype).data } } } }
      : { ...start, connections: { XY: { ...connections.XY, slot: row(values.slice(-1), dtype) } } };
  return faultsOf(await run(eager, net, state, []));
};

const watched = async (only: readonly number[]): Promise<readonly string[]> => {
  const net = netOf(3);
  return faultsOf(await run(eager, net, initial(net), [], { y: monitor(net, 'Y', 'v', record(), { only }) }));
};

/** Weights, and rates of a Poisson input of weights, of a receptor that is a conductance. */
const conductance = (values: readonly number[]): readonly string[] =>
  faultsOf(
    network({ dt: 1 }, { X: layer([values.length], input()), Y: layer([1], conductanceExp()) }, (connect) => ({
      XY: connect('X', 'Y.exc', dense({ ...row(values), shape: [values.length, 1] })),
    })),
  );
const driven = (values: readonly number[]): readonly string[] =>
  faultsOf(
    network(
      { dt: 1 },
      {
        Y: layer([values.length], poissonDriven(conductanceExp(), { rate: 1, weight: row(values), receptor: 'exc' })),
      },
    ),
  );

const joined = (pre: readonly number[], post: readonly number[]): readonly string[] =>
  faultsOf(
    network({ dt: 1 }, { X: layer([3], input()), Y: layer([5], lif()) }, (connect) => ({
      XY: connect('X', 'Y', sparse({ pre, post }, constant(1))),
    })),
  );

const bytes = async (values: readonly number[]): Promise<readonly string[]> => {
  const net = netOf(values.length);
  const source = frames({ Y: tensorsOf([Uint8Array.from(values)], [values.length], 'bool') });
  return faultsOf(await run(eager, net, initial(net), source));
};

const noughts = (values: readonly number[]) => values.map(() => 0);

const spikesOf = (neurons: readonly number[]) => neurons.map((neuron) => ({ step: 0, row: 0, neuron }));

const tiny = 2 ** -24;

test.each<readonly [string, Edge]>([
  ['bools of a frame', edge([0, 1], [2], (x) => ran(x, { clamp: { Y: row(x, 'bool') } }))],
  ['bools of a state', edge([0, 1], [2], (x) => begun(x, 's', 'bool'))],
  ['bools in a stream of bytes', edge([0, 1], [2], bytes)],
  ['numbers of 3 neurons', edge([0, 2, 1], [3, -1], (x) => ran(x, { clamp: { X: row(x, 'i32') } }))],
  ['random numbers', edge([0, 1 - tiny], [1, -tiny], (x) => ran(x, { draws: { Y: row(x) } }))],
  ['the row of a ring of 3', edge([0, 2], [3, -1], (x) => begun(x, 'slot', 'i32'))],
  ['neurons to watch', edge([0, 2], [3, -1], watched)],
  ['sources of synapses', edge([0, 2], [3, -1], (x) => joined(x, noughts(x)))],
  ['targets of synapses', edge([0, 4], [5, -1], (x) => joined(noughts(x), x))],
  ['weights of a conductance', edge([0, 1], [-1], conductance)],
  ['weights of a Poisson input of a conductance', edge([0, 1], [-1], driven)],
  ['rates at a dt of 1 ms', edge([0, 1000], [1001], (x) => thrownBy(() => [...poisson(1, row(x), 1)(1)]))],
  [
    'elements of a tensor',
    edge([2 ** 29], [2 ** 29 + 1], (x) => x.flatMap((n) => thrownBy(() => checkRoom('tensor', [n])))),
  ],
  ['labels of 3', edge([0, 2], [3, -1], (x) => faultsOf(assignLabels(tensor([x.length, 1], x), x, 3)))],
  ['neurons of spikes', edge([0, 5], [6, 7], (x) => thrownBy(() => replay(spikesOf(x), { shape: [6] })))],
  [
    'data of foldIn',
    edge([0, 2 ** 32 - 1], [2 ** 32, -1], (x) => x.flatMap((data) => thrownBy(() => foldIn(1, data)))),
  ],
  [
    'lengths of a step',
    edge([2 ** -126, 3.4e38], [2 ** -127, 3.5e38], (x) =>
      x.flatMap((dt) => faultsOf(network({ dt }, { X: layer([1], input()) }))),
    ),
  ],
])(
  '%s: the last values that are taken, and the first that are refused, which are told',
  async (_, { takes, refuses, said }) => {
    expect(await said(takes)).toEqual([]);
    for (const bad of refuses) {
      const [told, ...others] = await said([...takes, bad]);
      expect(others).toEqual([]);
      expect(told?.split(/[ ,[\]]+/)).toContain(`${bad}`);
    }
  },
);
