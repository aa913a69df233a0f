import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/backends/gpujs/engine.js';
import { orThrow } from '../../src/index.js';
import { eagerAlgebra, evaluate, leaves } from '../../src/authoring.js';
import { distance, graphOf, operands, operations, tolerances } from '../gpujs/operations.js';
import { computed, engineOf } from '../gpujs/support.js';

describe.each(['webgl', 'webgl2', 'webgpu'] as const)('gpu.js in mode %s', (mode) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engineOf(mode);
  });

  test.each(Object.keys(operations))('%s is within its tolerance of eager', async (name) => {
    const graph = graphOf(operations[name]!);
    const want = leaves(evaluate(eagerAlgebra, graph, operands))[0]![1];
    const got = leaves(
      orThrow(E.mapLeft(() => [] as never)(await computed(engine, engine.traits, graph, operands))),
    )[0]![1];
    expect(got.dtype).toBe(want.dtype);
    expect(distance(got.data, want.data)).toBeLessThanOrEqual(tolerances[name] ?? 0);
  });
});
