import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, describe, expect } from 'vitest';
import type { Engine } from '../../src/backends/gpujs/engine.js';
import {
  draw,
  eagerAlgebra,
  evaluate,
  FaultError,
  leaves,
  mapTree,
  type Graph,
  type Tensor,
  type Type,
} from '../../src/index.js';
import { law } from '../support/law.js';
import { bare } from '../support/plain.js';
import { execute, programs, type Program } from '../support/programs.js';
import { expectSame } from '../support/same.js';
import { computed, engineOf, nodeModes } from './support.js';

const drawing = ({ inputs, lines }: Program): Graph =>
  draw(
    mapTree<Tensor, Type>(({ shape, dtype }) => ({ shape, dtype }), inputs),
    (A, nodes) =>
      Object.fromEntries(
        execute(
          A,
          lines,
          leaves(nodes).map(([, node]) => node),
        ).map((value, place) => [`value ${place}`, value]),
      ),
  );

describe.each(nodeModes)('gpu.js in mode %s', (mode) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engineOf(mode);
  });

  law(
    'computes any graph as eager does, to the bit, or names the operation that it cannot',
    [programs],
    async (program) => {
      const graph = drawing(program);
      const got = await computed(engine, mode, graph, program.inputs).catch((error: unknown) => {
        if (error instanceof FaultError) return E.left(error.faults);
        throw error;
      });
      engine.trim();
      if (E.isLeft(got))
        for (const { what } of got.left) expect(what).toMatch(/^operation '(where|contract)'|whole numbers/);
      else expectSame(got.right, mapTree(bare, evaluate(eagerAlgebra, graph, program.inputs)));
    },
    150,
  );
});
