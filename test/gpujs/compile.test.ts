import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { compile, type Compiled } from '../../src/backends/gpujs/compile.js';
import { stored } from '../../src/backends/graph.js';
import { modes, type Mode, type Traits } from '../../src/backends/gpujs/modes.js';
import { listsOf } from '../../src/backends/gpujs/move.js';
import { quotient } from '../../src/backends/gpujs/places.js';
import { writer } from '../../src/backends/gpujs/writer.js';
import {
  initial,
  layer,
  lif,
  network,
  orThrow,
  tensor,
  traced,
  type Names,
  type NetworkState,
  type Tensor,
} from '../../src/index.js';
import {
  draw,
  leaves,
  mapTree,
  nodesOf,
  stepNetwork,
  type Algebra,
  type Graph,
  type Node,
  type Tree,
  type Type,
} from '../../src/authoring.js';
import { quickLaw } from '../support/law.js';
import { programs, type Program } from '../support/programs.js';
import { drawing } from './drawn.js';

const tight: Traits = { ...modes.webgl, outputs: 2, inputs: 3 };

/**
 * The kernels of a program that gpu.js can compute. One that it cannot is left out, and has to be one for the reason that there
 * is: a whole number that depends on numbers of other kinds.
 */
const compiled = (program: Program, traits: Traits): Compiled => {
  const graph = drawing(program);
  const made = compile(graph, traits);
  if (E.isLeft(made)) {
    expect(nodesOf(graph).some(isMixed)).toBe(true);
    for (const { want } of made.left) expect(want).toBe('without whole numbers that depend on other kinds');
  }
  fc.pre(E.isRight(made));
  return orThrow(E.mapLeft(() => [] as never)(made));
};
const isMixed = (node: Node): boolean =>
  node._tag === 'Apply' && node.dtype === 'i32' && node.args.some(({ dtype }) => dtype !== 'i32');

/** Whether what each kernel reads is there when it runs, and every output in the end. */
const isOrdered = ({ graph, known, host, kernels }: Compiled): boolean => {
  const there = new Set([
    ...known.keys(),
    ...leaves(graph.inputs).map(([, { id }]) => id),
    ...host.map(({ id }) => id),
  ]);
  for (const { inputs, outputs } of kernels) {
    if (!inputs.every((source) => typeof source !== 'number' || there.has(source))) return false;
    outputs.forEach((id) => there.add(id));
  }
  return leaves(graph.outputs).every(([, node]) => there.has(node.id) || there.has(stored(node).id));
};

test('kernels read and give no more than every device has: textures of WebGL, storage buffers of WebGPU', () => {
  // Each standard's least limit; gpu.js needs one texture of WebGL 2 for itself.
  const { webgl, webgl2, webgpu } = modes;
  expect([webgl.inputs, webgl2.inputs + 1, webgpu.inputs + webgpu.outputs]).toEqual([8, 16, 8]);
});

describe.each([...Object.entries(modes), ['with few arrays and results', tight] as const])(
  'kernels for mode %s',
  (_, traits) => {
    quickLaw('come in an order in which each finds what it reads', [programs], (program) => {
      return isOrdered(compiled(program, traits));
    });

    quickLaw('read and give no more arrays than the mode allows, and none twice', [programs], (program) => {
      const { kernels } = compiled(program, traits);
      const given = kernels.flatMap(({ outputs }) => outputs);
      expect(new Set(given).size).toBe(given.length);
      for (const { inputs, outputs, lengths } of kernels) {
        expect(outputs.length).toBeLessThanOrEqual(traits.outputs);
        expect(inputs.length).toBeLessThanOrEqual(traits.inputs);
        expect(new Set(inputs).size).toBe(inputs.length);
        expect(lengths.length).toBe(inputs.length);
      }
    });

    quickLaw('of equal graphs have equal texts', [programs], (program) => {
      const texts = (): unknown =>
        E.map(({ kernels }: Compiled) => kernels.map(({ source }) => source))(compile(drawing(program), traits));
      expect(texts()).toStrictEqual(texts());
    });
  },
);

const stepOf = (count: number): Graph => {
  const net = orThrow(network<Names, Names>({ dt: 1 }, { Y: layer([count], traced(lif())) }));
  const types = mapTree<Tensor, Type>(({ shape, dtype }) => ({ shape, dtype }), {
    state: initial(net),
    input: tensor([1, count], Array(count).fill(0)),
  } as unknown as Tree<Tensor>);
  return draw(types, (A, inputs) => {
    const { state, input } = inputs as unknown as {
      readonly state: NetworkState<Names, Names, Node>;
      readonly input: Node;
    };
    return stepNetwork(A, net, state, { inputs: { Y: input } }) as unknown as Tree<Node>;
  });
};
const kernelsOf = (graph: Graph, mode: Mode) =>
  orThrow(E.mapLeft(() => [] as never)(compile(graph, modes[mode]))).kernels;

describe('a layer of leaky neurons', () => {
  test('is one kernel where a kernel can have several results, else one for each variable', () => {
    expect(kernelsOf(stepOf(10), 'webgl2').map(({ outputs }) => outputs.length)).toStrictEqual([4]);
    expect(kernelsOf(stepOf(10), 'webasm').map(({ outputs }) => outputs.length)).toStrictEqual([1, 1, 1, 1]);
  });

  test('rounds every operation where the mode does not', () => {
    const [wide] = kernelsOf(stepOf(10), 'cpu');
    const [narrow] = kernelsOf(stepOf(10), 'webgl2');
    expect(wide!.source).toContain('Math.fround');
    expect(wide!.source.replace(/Math\.fround\((.*)\);/g, '$1;')).toBe(narrow!.source);
  });

  test('computes an exponential by rounded operations, but on a GPU by its own', () => {
    const graph = draw({ x: { shape: [4], dtype: 'f32' } }, (A, x) => ({
      grown: A.add(A.exp((x as Readonly<Record<'x', Node>>).x), 1),
    }));
    const [here, gpu] = [kernelsOf(graph, 'cpu')[0]!.source, kernelsOf(graph, 'webgl2')[0]!.source];
    expect(here).not.toContain('Math.exp');
    expect(here.match(/Math\.fround\(/g)!.length).toBeGreaterThan(15);
    expect(gpu).toContain('Math.exp(');
  });

  test('reads whole numbers of many digits, and -0, as data: gpu.js would write them as integers', () => {
    for (const number of [2 ** 24, -(2 ** 30), -0]) {
      const graph = draw({ x: { shape: [4], dtype: 'f32' } }, (A, x) => ({
        sum: A.add((x as Readonly<Record<'x', Node>>).x, number),
      }));
      const [kernel] = kernelsOf(graph, 'webgl');
      expect(kernel!.inputs).toHaveLength(2);
      expect(kernel!.source).toContain('[0]');
    }
  });

  test('takes a value that all neurons share as a number, not as an array', () => {
    const [kernel] = kernelsOf(stepOf(10), 'webgl2');
    expect(kernel!.inputs).toHaveLength(4);
    expect(kernel!.source).toContain('(-65)');
  });
});

test('nodes that do not fit into a kernel are computed before the kernels that read them', () => {
  const type = { shape: [4], dtype: 'f32' } as const;
  const graph = draw({ a: type, b: type, c: type, d: type }, (A, x) => {
    const { a, b, c, d } = x as Readonly<Record<string, Node>>;
    const both = A.add(a!, b!);
    const within = A.clamp(both, c!, d!);
    return { near: A.mul(both, a!), far: A.abs(within) };
  });
  const compiled = orThrow(E.mapLeft(() => [] as never)(compile(graph, tight)));
  expect(isOrdered(compiled)).toBe(true);
  expect(compiled.kernels.length).toBeGreaterThan(1);
});

test('no kernel reads or gives an array without elements, which GPUs do not have', () => {
  const types = { w: { shape: [0], dtype: 'f32' }, x: { shape: [2, 3], dtype: 'f32' } } as const;
  const none = tensor([0], [], 'i32');
  const graph = draw(types, (A, inputs) => {
    const { w, x } = inputs as Readonly<Record<'w' | 'x', Node>>;
    const weighed = A.mul(A.gather(x, none), w);
    return { w, changed: A.add(w, 1), current: A.add(A.scatter(weighed, none, 3), x), sum: A.sum(weighed, [0, 1]) };
  });
  for (const traits of Object.values(modes)) {
    const { kernels } = orThrow(E.mapLeft(() => [] as never)(compile(graph, traits)));
    expect(kernels.length).toBeGreaterThan(0);
    for (const { size, lengths } of kernels) expect(Math.min(size, ...lengths)).toBeGreaterThan(0);
  }
});

test('an array for the elements that are scattered has one though none is', () => {
  const { list, start, longest } = listsOf(tensor([2], [-1, -1], 'i32'), 3);
  expect([list.data.length, [...start.data], longest]).toStrictEqual([1, [0, 0, 0, 0], 0]);
});

test('a quotient is right though the division be off by one', () => {
  for (const off of [-1, 0, 1])
    for (const n of [2, 3, 7]) {
      const w = writer(modes.webgl, new Map());
      const name = quotient(w, w.k, n);
      const { source } = w.kernel([[0, name]], 30);
      const body = source.replace('this.thread.x', 'x').replace('Math.floor(', `${off} + Math.floor(`);
      const kernel = runInNewContext(`(x) => { ${body.slice(body.indexOf('{') + 1)}`) as (x: number) => number;
      for (let x = 0; x < 30; x++) expect(kernel(x)).toBe(Math.floor(x / n));
    }
});

describe('an operation that gpu.js cannot compute is named', () => {
  const f32 = { shape: [2, 3], dtype: 'f32' } as const;
  const i32 = { shape: [2, 3], dtype: 'i32' } as const;
  const refusal = (
    types: Readonly<Record<string, Type>>,
    f: (A: Algebra<Node>, x: Readonly<Record<string, Node>>) => Node,
  ) => {
    const compiled = compile(
      draw(types, (A, x) => ({ out: f(A, x as Readonly<Record<string, Node>>) })),
      modes.cpu,
    );
    return E.isLeft(compiled) ? compiled.left.map(({ what, want, got }) => `${what} ${want}: ${got}`) : [];
  };
  test('whole numbers that depend on others', () => {
    expect(refusal({ x: f32, n: i32 }, (A, { x, n }) => A.abs(A.where(A.gt(x!, 0), n!, 1)))).toStrictEqual([
      "operation 'where' without whole numbers that depend on other kinds: bool [2, 3] and i32 [2, 3] and i32 []",
    ]);
    expect(refusal({ n: i32, x: f32 }, (A, { n, x }) => A.mul(A.add(n!, 1), x!))).toStrictEqual([]);
  });
  test('places that are computed', () => {
    const places = { shape: [3], dtype: 'i32' } as const;
    for (const [op, attribute] of [
      ['gather', []],
      ['scatter', [5]],
    ] as const)
      expect(refusal({ x: f32, p: places }, (A, { x, p }) => A.apply(op, [x!, p!], attribute))).toStrictEqual([
        `operation '${op}' with places that are constant: computed ones`,
      ]);
  });
  test('the same letter twice in an operand', () => {
    expect(refusal({ x: { shape: [3, 3], dtype: 'f32' } }, (A, { x }) => A.contract('ii,ij->j', x!, x!))).toStrictEqual(
      ["operation 'contract' with each letter once an operand: 'ii,ij->j'"],
    );
  });
  test('arrays so long that float32 cannot count their elements', () => {
    const most = { shape: [2 ** 24], dtype: 'f32' } as const;
    expect(refusal({ x: most }, (A, { x }) => A.abs(x!))).toStrictEqual([]);
    expect(refusal({ x: { ...most, shape: [2 ** 24 + 1] } }, (A, { x }) => A.abs(x!))[0]).toMatch(
      "operation 'abs' on at most 16777216 elements",
    );
  });
});
