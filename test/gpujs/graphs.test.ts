import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/backends/gpujs/engine.js';
import { modes, type Traits } from '../../src/backends/gpujs/modes.js';
import { FaultError, filled, orThrow, tensor, type Tensor } from '../../src/index.js';
import { draw, eagerAlgebra, evaluate, leaves, mapTree, type Node, type Type } from '../../src/authoring.js';
import { law } from '../support/law.js';
import { bare } from '../support/plain.js';
import { programs } from '../support/programs.js';
import { expectSame } from '../support/same.js';
import { drawing } from './drawn.js';
import { graphOf, operands, operations } from './operations.js';
import { computed, engineOf, nodeModes } from './support.js';

/** Kernels for modes that Node does not have, and for one that has hardly room for anything, run in those that it has. */
const manners: readonly (readonly [name: string, mode: (typeof nodeModes)[number], traits: Traits])[] = [
  ['as for cpu', 'cpu', modes.cpu],
  ['as for webasm', 'webasm', modes.webasm],
  ['with quotients not to be trusted', 'webasm', { ...modes.webasm, divides: false }],
  ['with two results and three arrays a kernel', 'cpu', { ...modes.cpu, outputs: 2, inputs: 3 }],
];

describe.each(manners)('kernels %s in mode %s', (_, mode, traits) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engineOf(mode);
  });

  test.each(Object.keys(operations))('%s gives what eager gives, to the bit', async (name) => {
    const graph = graphOf(operations[name]!);
    const got = orThrow(E.mapLeft(() => [] as never)(await computed(engine, traits, graph, operands)));
    expectSame(got, mapTree(bare, evaluate(eagerAlgebra, graph, operands)));
    expect(leaves(got)).toHaveLength(1);
  });

  test.each(Object.keys(operations))('%s is rounded before another operation takes it', async (name) => {
    const use = operations[name]!;
    const [[, value]] = leaves(evaluate(eagerAlgebra, graphOf(use), operands)) as [[string, Tensor]];
    const graph = graphOf((A, x) => A.ne(use(A, x), bare(value)));
    const got = orThrow(E.mapLeft(() => [] as never)(await computed(engine, traits, graph, operands)));
    expectSame(got, mapTree(bare, evaluate(eagerAlgebra, graph, operands)));
  });

  test('numbers that no literal holds, and truth of NaN and -0, are as on eager', async () => {
    const odd = [0, -0, NaN, Infinity, -Infinity, 1e-42, -3e38, 2 ** 24 + 2, 0.1, -7];
    const constants = [
      ...odd.map((value) => filled([4], value)),
      tensor([4], [0, -0, 0, 0]),
      tensor([4], [1, 2, 3, 4]),
    ];
    const inputs = { x: tensor([4], [NaN, -0, Infinity, 2]), s: tensor([4], [0, 1, 0, 1], 'bool') };
    const graph = draw(
      mapTree<Tensor, Type>(({ shape, dtype }) => ({ shape, dtype }), inputs),
      (A, nodes) => {
        const { x, s } = nodes as { readonly x: Node; readonly s: Node };
        const grow = A.where(s, Infinity, x);
        return {
          ...Object.fromEntries(constants.map((c, k) => [`constant ${k}`, A.where(s, c, x)])),
          yes: A.where(x, 1, 0),
          no: A.not(x),
          both: A.and(x, s),
          either: A.or(x, s),
          // Silence adds nothing, even times infinity; whichever operand is the silent one.
          first: A.contract('i,i->', s, grow),
          second: A.contract('i,j->ij', grow, s),
          third: A.contract('i,i->', grow, s),
        };
      },
    );
    const got = orThrow(E.mapLeft(() => [] as never)(await computed(engine, traits, graph, inputs)));
    expectSame(got, mapTree(bare, evaluate(eagerAlgebra, graph, inputs)));
  });

  test('exp and log are as on eager for numbers of any size', async () => {
    const sizes = Array.from({ length: 277 }, (_, k) =>
      [1, 1.3, Math.fround(Math.SQRT2), 1.9].map((m) => m * 2 ** (k - 149)),
    );
    const powers = Array.from({ length: 2000 }, (_, k) => k / 10 - 105);
    const values = [
      ...sizes.flatMap((some) => [...some, ...some.map((x) => -x)]),
      ...powers,
      0,
      -0,
      NaN,
      Infinity,
      -Infinity,
    ];
    const inputs = { x: tensor([values.length], values) };
    const graph = draw(
      mapTree<Tensor, Type>(({ shape, dtype }) => ({ shape, dtype }), inputs),
      (A, nodes) => {
        const { x } = nodes as { readonly x: Node };
        return { exp: A.exp(x), log: A.log(x) };
      },
    );
    const got = orThrow(E.mapLeft(() => [] as never)(await computed(engine, traits, graph, inputs)));
    expectSame(got, mapTree(bare, evaluate(eagerAlgebra, graph, inputs)));
  });

  law(
    'compute any graph as eager does, to the bit, or name the operation that they cannot',
    [programs],
    async (program) => {
      const graph = drawing(program);
      const got = await computed(engine, traits, graph, program.inputs).catch((error: unknown) => {
        if (error instanceof FaultError) return E.left(error.faults);
        throw error;
      });
      engine.trim();
      if (E.isLeft(got)) for (const { what } of got.left) expect(what).toMatch(/^operation 'where'|whole numbers/);
      else expectSame(got.right, mapTree(bare, evaluate(eagerAlgebra, graph, program.inputs)));
    },
    mode === 'cpu' ? 100 : 50,
  );
});
