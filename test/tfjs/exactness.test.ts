import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tfjs } from 'spikefold/tfjs';
import { eager, initial, tensor, type Tensor } from '../../src/index.js';
import { eagerAlgebra } from '../../src/authoring.js';
import type { Value } from '../../src/backends/tfjs/device-value.js';
import { leaves, type Tree } from '../../src/core/graph/tree.js';
import { beyond, examples, published, publishedTable } from '../support/exactness.js';
import { law } from '../support/law.js';
import { bare } from '../support/plain.js';
import { binaryOps, ternaryOps, unaryOps } from '../support/operations.js';
import { execute, programs } from '../support/programs.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { onDevice, tfjsErrors } from '../support/tfjs.js';
import { step, type AnyState } from '../support/trials.js';

const cpu = tfjs(tf, 'cpu');
const named = (values: readonly Tensor[]): Tree<Tensor> =>
  Object.fromEntries(values.map((value, place) => [`value ${place}`, bare(value)]));

test.each(['wasm', 'cpu'] as const)('on %s no operation is further off than is published', async (mode) => {
  expect(beyond(mode, await tfjsErrors(tf, mode))).toEqual([]);
});

test.each(['wasm', 'cpu'])('on %s every number but 0 and NaN is true', async (mode) => {
  const x = tensor([6], [Number.NaN, 0, -0, 2, -Infinity, 1e-42]);
  const [not, and, chosen] = await onDevice(tf, mode, { x }, (A, given) => {
    const { x: there } = given as Readonly<Record<'x', Value>>;
    return [A.not(there), A.and(there, there), A.where(there, 7, 8)];
  });
  expect([...not!.data]).toEqual([1, 1, 1, 0, 0, 0]);
  expect([...and!.data]).toEqual([0, 0, 0, 1, 1, 1]);
  expect([...chosen!.data]).toEqual([8, 8, 8, 7, 7, 7]);
});

test('the page has the published table, every row is an example, and every operation has one', () => {
  const named = Object.keys(examples).flatMap((name) => name.split(':')[0]!.split(', '));
  expect(named).toEqual(expect.arrayContaining([...unaryOps, ...binaryOps, ...ternaryOps]));
  expect(readFileSync('docs/backends.md', 'utf8')).toContain(publishedTable());
  Object.values(published).forEach((bounds) =>
    expect(Object.keys(examples)).toEqual(expect.arrayContaining(Object.keys(bounds))),
  );
});

law(
  'any expression of exact operations gives on wasm what it gives on eager, to the bit',
  [programs],
  async ({ inputs, lines }) => {
    const exact = lines.filter(({ op }) => !(op in published.wasm));
    const want = execute(eagerAlgebra, exact, Object.values(inputs));
    // Silence adds nothing on eager, but 0 times an infinite number is none.
    fc.pre(want.every(({ data }) => data.every(Number.isFinite)));
    const got = await onDevice(tf, 'wasm', inputs, (A, given) =>
      execute(
        A,
        exact,
        leaves(given).map(([, value]) => value),
      ),
    );
    expectSame(named(got), named(want));
  },
  150,
);

law(
  'a step on cpu comes near a step of eager from the same state, where the same neurons spike',
  [scenes],
  async ({ net, batch, seed, drive }) => {
    let state: AnyState = initial(net, { batch, seed });
    for (const frame of drive.slice(0, 2)) {
      const [want, got] = [await step(eager, net, state, frame), await step(cpu, net, state, frame)];
      const near = new Map(leaves(got as unknown as Tree<Tensor>));
      for (const [path, { dtype, data }] of leaves(want as unknown as Tree<Tensor>)) {
        const found = near.get(path)!;
        expect(found.dtype).toBe(dtype);
        if (dtype === 'bool') fc.pre(data.every((value, k) => value === found.data[k]));
        data.forEach((value, k) =>
          expect(Math.abs(found.data[k]! - value)).toBeLessThanOrEqual(1e-5 * (1 + Math.abs(value))),
        );
      }
      state = want;
    }
  },
  20,
);
