import * as fc from 'fast-check';
import { size, tensor, zeros, type Shape, type Tensor } from '../../../src/index.js';
import { draw, types, type Algebra, type Graph, type Node, type Type } from '../../../src/authoring.js';
import { broadcast, sameShape } from '../../../src/core/shape.js';
import { leaves, mapTree, type Tree } from '../../../src/core/graph/tree.js';
import { boolsOf, floats, tensorOf, wholeIn, words } from '../../support/arbitraries.js';
import { binaryOps, isBinary, isTernary, isUnary, ternaryOps, unaryOps } from '../../support/operations.js';
import { tree } from './compiled.js';

/** Extents around the width of a vector, of two, of four and of a tile of columns. */
export const extents: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: wholeIn(1, 9) },
  { weight: 2, arbitrary: wholeIn(15, 17) },
  { weight: 1, arbitrary: fc.constantFrom(31, 32, 33, 35, 67) },
);

const others = [
  'sum',
  'maxOver',
  'reshape',
  'contract',
  'gather',
  'scatter',
  'shiftIn',
  'rowAt',
  'withRow',
  'deposit',
  'collect',
  'chooseOne',
  'uniform',
] as const;
const commands = [...unaryOps, ...binaryOps, ...binaryOps, ...ternaryOps, ...others, ...others, 'contract'] as const;
type Command = (typeof commands)[number];

/** One operation on values computed before; what it needs to know besides, it takes from its choices, one after the other. */
export interface Line {
  readonly op: Command;
  readonly choices: readonly number[];
  readonly literal: number | undefined;
  /** Whether what it gives is kept. */
  readonly kept: boolean;
}

/** A random step: its variables and its other inputs, constants, and what it computes. */
export interface Steps {
  readonly given: ReadonlyMap<string, Tensor>;
  readonly graph: Graph;
  /** Whether every variable has afterwards the type that it had before, so that the step can be repeated. */
  readonly repeats: boolean;
}

const most = 1200;

interface Value<T> {
  readonly is: T;
}

/** The values of all lines in any algebra, those given first. */
export const execute = <T>(A: Algebra<T>, lines: readonly Line[], given: readonly T[]): readonly T[] =>
  lines
    .reduce<readonly Value<T>[]>(
      (values, line) => values.concat([perform(A, line, values)]),
      given.map((is) => ({ is })),
    )
    .map(({ is }) => is);

const perform = <T>(A: Algebra<T>, { op, choices, literal }: Line, values: readonly Value<T>[]): Value<T> => {
  let place = 0;
  const choice = (count: number): number => (choices[place++ % choices.length]! + place) % count;
  const among = <X>(all: readonly X[]): X => all[choice(all.length)]!;
  const typeOf = ({ is }: Value<T>): Type => A.type(is);
  const shapeOf = (value: Value<T>): Shape => typeOf(value).shape;
  const some = (is: T): Value<T> => ({ is });
  // Later values are taken more often, so that expressions grow deep.
  const x = choice(2) === 0 ? values.at(-1 - choice(Math.min(values.length, 5)))! : among(values);
  const { shape, dtype } = typeOf(x);
  const fitting = (joint: Shape): Value<T> =>
    among(
      values.filter((value) => {
        const both = broadcast(joint, shapeOf(value));
        return both !== undefined && size(both) <= Math.max(most, size(joint));
      }),
    );
  // In sums of products whole numbers have to be such as float32 holds.
  const tamed = ({ is }: Value<T>): T => {
    const { dtype: own } = A.type(is);
    if (own !== 'i32') return is;
    return A.where(A.lt(A.abs(is), 2 ** 20), is, 0);
  };
  const inRows = (value: Value<T>): Value<T> => {
    const all = size(shapeOf(value));
    const rows = among([1, 2, 3].filter((count) => all % count === 0));
    return shapeOf(value).length === 2 ? value : { ...value, is: A.reshape(value.is, [rows, all / rows]) };
  };
  const listed = (count: number, below: number): Tensor =>
    tensor(
      [count],
      Array.from({ length: count }, () => choice(below + 1) - 1),
      'i32',
    );

  if (isUnary(op)) return some(A[op](x.is));
  if (isBinary(op)) {
    const y = fitting(shape);
    const known = literal ?? y.is;
    return some(choice(5) === 0 ? A[op](known, x.is) : A[op](x.is, known));
  }
  if (isTernary(op)) {
    const y = fitting(shape);
    const z = fitting(broadcast(shape, shapeOf(y))!);
    return some(A[op](x.is, literal ?? y.is, choice(4) === 0 ? choice(9) - 4 : z.is));
  }
  switch (op) {
    case 'sum':
    case 'maxOver':
      return some(
        A[op](
          x.is,
          shape.flatMap((_, axis) => (choice(2) === 0 ? [axis] : [])),
        ),
      );
    case 'reshape': {
      const all = size(shape);
      const folds = [2, 3, 4, 5].filter((extent) => all % extent === 0).map((extent) => [extent, all / extent]);
      return { ...x, is: A.reshape(x.is, among<Shape>([[all], [1, ...shape], [...shape, 1], ...folds])) };
    }
    case 'contract': {
      const y = among(values);
      const letters = 'abcdefghijklmnop';
      const xAxes = shape.map((_, axis) => letters[axis]!);
      const extent = new Map(xAxes.map((letter, axis) => [letter, shape[axis]!]));
      const yAxes: string[] = [];
      for (const own of shapeOf(y)) {
        const shared = xAxes.filter((letter) => extent.get(letter) === own && !yAxes.includes(letter));
        const letter = shared.length > 0 && choice(4) > 0 ? among(shared) : letters[extent.size]!;
        extent.set(letter, own);
        yAxes.push(letter);
      }
      const wanted = [...extent.keys()].filter(() => choice(3) > 0);
      const out = wanted.map(() => wanted.splice(choice(wanted.length), 1)[0]!);
      const all = [...out, ...wanted.splice(0)];
      const cost = (of: Iterable<string>): number =>
        [...of].reduce((product, letter) => product * extent.get(letter)!, 1);
      if (cost(all) > most || cost(extent.keys()) > 20_000) return x;
      return some(A.contract(`${xAxes.join('')},${yAxes.join('')}->${all.join('')}`, tamed(x), tamed(y)));
    }
    case 'gather': {
      const rows = inRows(x);
      return { ...x, is: A.gather(rows.is, listed(1 + choice(20), shapeOf(rows)[1]!)) };
    }
    case 'scatter': {
      const rows = inRows(x);
      const width = 1 + choice(20);
      return some(A.scatter(tamed(rows), listed(shapeOf(rows)[1]!, width), width));
    }
    case 'shiftIn': {
      const window = inRows(x);
      const [rows, , ...rest] = shapeOf(window) as readonly [number, number, ...number[]];
      const fits = values.filter(
        (value) => sameShape(shapeOf(value), [rows, ...rest]) && (dtype === 'f32' || typeOf(value).dtype === dtype),
      );
      if (fits.length > 0) return { ...x, is: A.shiftIn(window.is, among(fits).is) };
      const total = A.sum(window.is, [1]);
      return some(A.shiftIn(window.is, dtype === 'bool' ? A.gt(total, 1) : total));
    }
    case 'rowAt':
    case 'withRow':
    case 'deposit':
    case 'collect': {
      const all = inRows(x);
      const [rows, width] = shapeOf(all) as [number, number];
      const steps = among([1, 2, 3, 4, 5].filter((count) => width % count === 0));
      const [ring, row] = [A.reshape(all.is, [rows, steps, width / steps]), [rows, width / steps]];
      // Which row is due is known, or computed; and the same in all rows of the batch, or not.
      const late = A.gt(A.sum(all.is, [1]), choice(3));
      const slot = () => tensor([], [choice(steps)], 'i32');
      const at =
        choice(2) === 0 ? A.where(late, slot(), slot()) : tensor([rows], Array(rows).fill(choice(steps)), 'i32');
      if (op === 'rowAt') return { ...x, is: A.rowAt(ring, at) };
      if (op === 'collect') return { ...x, is: A.collect(ring, at, listed(1 + choice(20), width)) };
      if (op === 'withRow') {
        const fits = values.filter(
          (value) => sameShape(shapeOf(value), row) && (dtype === 'f32' || typeOf(value).dtype === dtype),
        );
        const other = fits.length > 0 ? among(fits).is : A.reshape(A.rowAt(ring, at), row);
        return { ...x, is: A.withRow(ring, at, other) };
      }
      const added = inRows(among(values.filter((value) => size(shapeOf(value)) % rows === 0)));
      const summands = A.reshape(tamed(added), [rows, size(shapeOf(added)) / rows]);
      const places = listed(A.type(summands).shape[1]!, width);
      return some(A.deposit(dtype === 'f32' ? ring : A.mul(tamed({ is: ring }), 0.5), at, summands, places));
    }
    case 'chooseOne': {
      const mask = inRows(x);
      const s = dtype === 'bool' && choice(4) > 0 ? mask.is : A.gt(mask.is, 0);
      return some(A.chooseOne(s, A.uniform(values[0]!.is, choice(9), shapeOf(mask).slice(0, 1))));
    }
    case 'uniform':
      return some(A.uniform(values[0]!.is, choice(9), choice(2) === 0 ? shape : [1 + choice(40)]));
  }
};

export const line: fc.Arbitrary<Line> = fc.record({
  op: fc.constantFrom(...commands),
  choices: fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }),
  literal: fc.option(fc.oneof(fc.constantFrom(0, 1, -0, 2, 0.5, -3), floats), { nil: undefined, freq: 3 }),
  kept: fc.constantFrom(false, false, true),
});

const tensors = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.oneof(
    tensorOf(shape, floats),
    boolsOf(shape),
    boolsOf(shape),
    tensorOf(shape, words, 'i32'),
    tensorOf(shape, fc.oneof({ weight: 5, arbitrary: fc.constantFrom(0, -0) }, { weight: 1, arbitrary: floats })),
  );

const named = <A>(prefix: string, values: readonly A[]): readonly (readonly [string, A])[] =>
  values.map((value, place) => [`${prefix}${place}`, value]);

/** Random steps over variables and frames whose shapes meet in one joint shape. */
export const steps: fc.Arbitrary<Steps> = fc
  .tuple(wholeIn(1, 3), extents, fc.constantFrom(1, 2, 3))
  .chain(([p, q, r]) => {
    const shapes: readonly Shape[] = [[p, q], [q], [p, 1], [], [p], [1, q], [p, r, q], [q, r], [p, q]];
    const any = fc.constantFrom(...shapes).chain(tensors);
    return fc.record({
      noise: tensorOf([3], words, 'i32'),
      variables: fc.array(any, { minLength: 1, maxLength: 6 }),
      frame: fc.array(any, { minLength: 1, maxLength: 3 }),
      constants: fc.array(any, { maxLength: 3 }),
      lines: fc.array(line, { minLength: 1, maxLength: 16 }),
      afters: fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
    });
  })
  .map(({ noise, variables, frame, constants, lines, afters }): Steps => {
    const inputs = [
      ...named('state.v', variables),
      ['frame.noise', noise] as const,
      ...named('frame.x', frame),
    ] as const;
    const values = <T>(A: Algebra<T>, given: readonly T[]): readonly T[] => {
      const [first, rest] = [given[variables.length]!, given.filter((_, k) => k !== variables.length)];
      const found = execute(A, lines, [first, ...rest, ...constants.map((x) => A.constant(x))]);
      return [...given, ...found.slice(given.length)];
    };
    const known = values(
      types,
      inputs.map(([, { shape, dtype }]) => ({ shape, dtype })),
    );
    const results = lines.flatMap(({ kept }, k) =>
      kept || k === lines.length - 1 ? [known.length - lines.length + k] : [],
    );
    // What a variable becomes: any value of its shape, also itself, another variable, a constant, or one that others become.
    const becomes = variables.map(({ shape }, k) => {
      const all = known.flatMap((type, place) => (sameShape(type.shape, shape) ? [place] : []));
      // Old values that are kept, beside new ones, are what makes others give way.
      const old = all.filter((place) => place < variables.length);
      const made = all.filter((place) => place >= inputs.length);
      const chosen = [all, old, made, made][afters[k]! % 4]!;
      const fits = chosen.length > 0 ? chosen : all;
      return fits[Math.floor(afters[k]! / 4) % fits.length]!;
    });
    const given = new Map<string, Tensor>([
      ...inputs,
      ...named('state.kept', results).map(([path, place]): [string, Tensor] => {
        const { shape, dtype } = known[place]!;
        return [path, zeros(shape, dtype)];
      }),
    ]);
    const graph = draw(
      mapTree<Tensor, Type>(({ shape, dtype }) => ({ shape, dtype }), tree(given)),
      (A, nodes) => {
        const of = new Map(leaves(nodes));
        const all = values(
          A,
          inputs.map(([path]) => of.get(path)!),
        );
        const outputs = [...named('v', becomes), ...named('kept', results)];
        return { state: Object.fromEntries(outputs.map(([name, place]) => [name, all[place]!])) as Tree<Node> };
      },
    );
    const repeats = becomes.every((place, k) => known[place]!.dtype === variables[k]!.dtype);
    return Object.defineProperty({ given, graph, repeats }, fc.toStringMethod, {
      value: () =>
        JSON.stringify({
          inputs: [...given].map(([path, x]) => [path, x.dtype, x.shape, Array.from(x.data)]),
          constants: constants.map((x) => [x.dtype, x.shape, Array.from(x.data)]),
          lines,
          becomes,
        }),
    });
  });
