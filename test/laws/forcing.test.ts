import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { initial, size, tensor, type AnyNetwork, type Frame, type Tensor } from '../../src/index.js';
import { eagerAlgebra as A } from '../../src/authoring.js';
import { tensorOf, wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { scenes, type Scene } from '../support/scenes.js';
import { play, step, type AnyState } from '../support/trials.js';

/** A scene with one more frame: what happens in that one step, from wherever the others led. */
const moments = scenes.filter(({ drive }) => drive.length > 0);
const split = ({ drive }: Scene): readonly [before: readonly Frame<Tensor>[], last: Frame<Tensor>] => [
  drive.slice(0, -1),
  drive.at(-1)!,
];

/** A frame's tensor for a layer, in full: a value for every neuron of every row. */
const full = (x: Tensor | undefined, shape: readonly number[]): Tensor | undefined =>
  x &&
  tensor(
    shape,
    Array.from({ length: size(shape) }, (_, k) => x.data[k % x.data.length]!),
    x.dtype,
  );

/** Some neurons of the first layer by number, `[k]` or `[b, k]`, some of them twice. */
const numbers = ({ net, batch }: Scene): fc.Arbitrary<Tensor> =>
  fc
    .tuple(fc.boolean(), wholeIn(0, 3))
    .chain(([perRow, k]) => tensorOf(perRow ? [batch, k] : [k], wholeIn(0, size(net.layers['L0']!.shape) - 1), 'i32'));

const maskOf = (given: Tensor, batch: number, shape: readonly number[]): Tensor => {
  const width = given.shape.at(-1)!;
  const named = (row: number): ArrayLike<number> =>
    given.shape.length === 2 ? given.data.subarray(row * width, (row + 1) * width) : given.data;
  return tensor(
    [batch, ...shape],
    Array.from({ length: batch }, (_, row) =>
      Array.from({ length: size(shape) }, (__, neuron) => (Array.from(named(row)).includes(neuron) ? 1 : 0)),
    ).flat(),
    'bool',
  );
};

const others = (vars: Readonly<Record<string, Tensor>>): Readonly<Record<string, Tensor>> =>
  Object.fromEntries(Object.entries(vars).filter(([name]) => name !== 's'));

describe.each(backends)('on $name', (backend) => {
  const before = async (net: AnyNetwork, { batch, seed, drive }: Scene): Promise<AnyState> =>
    (await play(backend, net, initial(net, { batch, seed }), drive.slice(0, -1), { monitors: {}, normalise: false }))
      .state;

  law(
    'clamped neurons spike, unclamped ones do not, unclamping wins, and nothing else of a layer changes',
    [moments],
    async (scene) => {
      // Spikes that arrive in the same step would reach other layers.
      const net: AnyNetwork = { ...scene.net, arrival: 'next step' };
      const [, { clamp, unclamp, ...frame }] = split(scene);
      const start = await before(net, scene);
      const [free, forced] = [
        await step(backend, net, start, frame),
        await step(backend, net, start, { ...frame, ...(clamp && { clamp }), ...(unclamp && { unclamp }) }),
      ];
      for (const [name, vars] of Object.entries(free.layers)) {
        expectSame(others(forced.layers[name]!), others(vars));
        const { shape } = vars['s']!;
        const [on, off] = [full(clamp?.[name], shape), full(unclamp?.[name], shape)];
        forced.layers[name]!['s']!.data.forEach((s, k) =>
          expect(s).toBe(off?.data[k] === 1 ? 0 : on?.data[k] === 1 ? 1 : vars['s']!.data[k]),
        );
      }
    },
  );

  law(
    'neurons forced by their numbers, in every row or row by row, are those of a mask',
    [moments.chain((scene) => fc.tuple(fc.constant(scene), numbers(scene), numbers(scene)))],
    async ([scene, clamp, unclamp]) => {
      const { net, batch } = scene;
      const [, frame] = split(scene);
      const start = await before(net, scene);
      const { shape } = net.layers['L0']!;
      const byNumber = { ...frame, clamp: { L0: clamp }, unclamp: { L0: unclamp } };
      const byMask = {
        ...frame,
        clamp: { L0: maskOf(clamp, batch, shape) },
        unclamp: { L0: maskOf(unclamp, batch, shape) },
      };
      expectSame({ ...(await step(backend, net, start, byNumber)) }, { ...(await step(backend, net, start, byMask)) });
    },
  );

  law('a masked weight is 0 after the step, every other is as without the mask', [moments], async (scene) => {
    const { net } = scene;
    const [, { masks, ...frame }] = split(scene);
    const start = await before(net, scene);
    const [free, masked] = [
      await step(backend, net, start, frame),
      await step(backend, net, start, { ...frame, ...(masks && { masks }) }),
    ];
    expectSame(masked.layers, free.layers);
    for (const [name, { w, ...vars }] of Object.entries(free.connections) as [string, Record<string, Tensor>][]) {
      const data = w!.data.map((value, k) => (masks?.[name]?.data[k] === 1 ? 0 : value));
      expectSame(masked.connections[name]!, {
        ...masked.connections[name],
        ...vars,
        w: { ...w!, data: data as Float32Array },
      });
    }
  });

  law('an injected voltage is one that the neuron had before the step', [moments], async (scene) => {
    const { net } = scene;
    const [, { inject = {}, ...frame }] = split(scene);
    const start = await before(net, scene);
    const layers = Object.fromEntries(
      Object.entries(start.layers).map(([name, vars]) => {
        const jump = full(inject[name], vars['s']!.shape);
        return [name, jump === undefined ? vars : { ...vars, v: A.add(vars['v']!, jump) }];
      }),
    );
    expectSame(
      { ...(await step(backend, net, start, { ...frame, inject })) },
      { ...(await step(backend, net, { ...start, layers }, frame)) },
    );
  });

  law('values for one row, flat or shaped, are those for every row', [moments], async (scene) => {
    const { net } = scene;
    const [, frame] = split(scene);
    const start = await before(net, scene);
    const inputs = Object.fromEntries(
      Object.entries(frame.inputs ?? {}).map(([name, x]) => [name, full(x, start.layers[name]!['s']!.shape)!]),
    );
    const given = { ...frame, inputs };
    expectSame({ ...(await step(backend, net, start, given)) }, { ...(await step(backend, net, start, frame)) });
  });

  law(
    'fields that hold nothing are as none',
    [scenes, fc.boolean()],
    async ({ net, batch, seed, drive }, undefinedOnes) => {
      const nothing = undefinedOnes ? { [Object.keys(net.layers)[0]!]: undefined } : {};
      const padded = drive.map((frame) => ({
        inputs: {},
        clamp: {},
        unclamp: {},
        masks: {},
        draws: {},
        ...frame,
        ...(frame.inject === undefined && { inject: nothing as Frame<Tensor>['inject'] }),
      }));
      const start = initial(net, { batch, seed });
      expectSame(
        (await play(backend, net, start, padded as readonly Frame<Tensor>[])).monitors,
        (await play(backend, net, start, drive)).monitors,
      );
    },
  );
});
