import { expect, test } from 'vitest';
import { zeros } from '../../src/index.js';
import type { Tree, Type } from '../../src/authoring.js';
import { oncePerSignature } from '../../src/backends/drawing.js';
import { leaves } from '../../src/core/graph/tree.js';

const f32 = (...shape: readonly number[]): Type => ({ shape, dtype: 'f32' });

test('a function is drawn once for the names, shapes and element types of its inputs', () => {
  const signatures: readonly Tree<Type>[] = [
    { a: f32(2, 3) },
    { a: f32(3, 2) },
    { a: f32(6) },
    { a: { shape: [2, 3], dtype: 'bool' } },
    { b: f32(2, 3) },
    { a: f32(2, 3), b: f32(2, 3) },
    { a: { a: f32(2, 3) } },
  ];
  const drawn = oncePerSignature(
    (A, inputs) => ({ sum: leaves(inputs).reduce((sum, [, x]) => A.add(sum, A.sum(x, [])), A.constant(zeros([]))) }),
    (graph) => graph,
  );
  const first = signatures.map(drawn);
  expect(new Set(first).size).toBe(signatures.length);
  expect(signatures.map(drawn).every((graph, k) => graph === first[k])).toBe(true);
});
