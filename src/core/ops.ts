import type { Attribute, Op, Type } from './algebra.js';
import { binary, forEachOp, ternary, unary, type ResultType } from './elementwise.js';
import { shown } from './faults/shown.js';
import { broadcast, sameShape, showShape, size, type Shape } from './shape.js';

/** Thrown by a step whose operands do not fit; `network(...)` draws every step once and reports these as faults. */
export const misfit = (op: Op, want: string, got: string): Error => new TypeError(`${op} needs ${want}, got ${got}`);

export const showType = ({ shape, dtype }: Type): string => `${dtype} ${showShape(shape)}`;

const types = (...given: readonly Type[]): string => given.map(showType).join(' and ');

type Signature = (args: readonly Type[], attribute: Attribute) => Type;

const joint = (op: Op, args: readonly Type[]): Shape => {
  const [first, ...others] = args;
  const shape = others.reduce<Shape | undefined>((found, arg) => found && broadcast(found, arg.shape), first!.shape);
  if (shape === undefined) throw misfit(op, 'shapes that broadcast', types(...args));
  return shape;
};

const elementwise = <O extends Op>(types: Readonly<Record<O, ResultType>>): Readonly<Record<O, Signature>> =>
  forEachOp(types, (op, dtype) => (args) => ({ shape: joint(op, args), dtype: dtype(args.map((arg) => arg.dtype)) }));

const reduction =
  (op: Op): Signature =>
  ([x], axes) => {
    const { shape, dtype } = x!;
    if (!Array.isArray(axes)) throw misfit(op, 'axes, such as [1]', shown(axes));
    if (axes.some((axis) => typeof axis !== 'number' || axis < 0 || axis >= shape.length))
      throw misfit(op, `axes of ${showShape(shape)}`, showShape(numbersIn(axes)));
    return { shape: shape.filter((_, axis) => !axes.includes(axis)), dtype: dtype === 'i32' ? 'i32' : 'f32' };
  };

/** An attribute of numbers: those of `contract` alone are letters. */
const numbersIn = (attribute: Attribute): Shape => attribute as Shape;

type Letters = readonly string[];

/** `'bi,ij->bj'` as letters of the two operands and of the result. */
export const axesOf = (contraction: string): readonly [x: Letters, y: Letters, out: Letters] => {
  const [x, y, out] = /^([a-z]*),([a-z]*)->([a-z]*)$/.exec(contraction)?.slice(1) ?? [];
  if (x === undefined || y === undefined || out === undefined)
    throw misfit('contract', "axes such as 'bi,ij->bj'", `'${contraction}'`);
  return [Array.from(x), Array.from(y), Array.from(out)];
};

/** The extent of every letter; the same letter has to have the same extent everywhere. */
export const extents = (contraction: string, x: Shape, y: Shape): ReadonlyMap<string, number> => {
  const [xAxes, yAxes, outAxes] = axesOf(contraction);
  const letters = [...xAxes, ...yAxes];
  const shape = [...x, ...y];
  const found = new Map(letters.map((letter, place) => [letter, shape[place]!]));
  const agree =
    xAxes.length === x.length &&
    yAxes.length === y.length &&
    letters.every((letter, place) => found.get(letter) === shape[place]);
  if (!agree || outAxes.some((letter) => !found.has(letter)))
    throw misfit('contract', `'${contraction}'`, `${showShape(x)} and ${showShape(y)}`);
  return found;
};

/** The shape of a ring, if `at` is one place for each of its rows. */
const ringShape = (op: Op, ring: Type, at: Type): readonly [rows: number, steps: number, ...rest: number[]] => {
  const [rows, steps, ...rest] = ring.shape;
  if (rows === undefined || steps === undefined || at.dtype !== 'i32' || !sameShape(at.shape, [rows]))
    throw misfit(op, 'a ring [b, t, ...] and i32 [b]', types(ring, at));
  return [rows, steps, ...rest];
};

/** The type of each operation's result; what does not fit throws. Every interpretation shares this table. */
export const signatures: Readonly<Record<Op, Signature>> = {
  ...elementwise(unary),
  ...elementwise(binary),
  ...elementwise(ternary),
  sum: reduction('sum'),
  maxOver: reduction('maxOver'),
  reshape: ([x], attribute) => {
    const shape = numbersIn(attribute);
    if (size(shape) !== size(x!.shape)) throw misfit('reshape', `${size(x!.shape)} elements`, showShape(shape));
    return { shape, dtype: x!.dtype };
  },
  contract: ([x, y], [axes]) => {
    const found = extents(axes as string, x!.shape, y!.shape);
    return { shape: axesOf(axes as string)[2].map((letter) => found.get(letter)!), dtype: 'f32' };
  },
  gather: ([x, places]) => {
    if (x!.shape.length !== 2 || places!.dtype !== 'i32')
      throw misfit('gather', '[b, n] and i32 places', types(x!, places!));
    return { shape: [x!.shape[0]!, size(places!.shape)], dtype: x!.dtype };
  },
  scatter: ([x, places], [n]) => {
    if (x!.shape.length !== 2 || places!.dtype !== 'i32' || x!.shape[1] !== size(places!.shape))
      throw misfit('scatter', '[b, m] and i32 places [m]', types(x!, places!));
    return { shape: [x!.shape[0]!, n as number], dtype: 'f32' };
  },
  shiftIn: ([window, newest]) => {
    const [rows, , ...rest] = window!.shape;
    const fits = newest!.dtype === window!.dtype || window!.dtype === 'f32';
    if (window!.shape.length < 2 || !sameShape(newest!.shape, [rows!, ...rest]) || !fits)
      throw misfit('shiftIn', 'a window [b, t, ...] and [b, ...]', types(window!, newest!));
    return { shape: window!.shape, dtype: window!.dtype };
  },
  rowAt: ([ring, at]) => {
    const [rows, , ...rest] = ringShape('rowAt', ring!, at!);
    return { shape: [rows, ...rest], dtype: ring!.dtype };
  },
  withRow: ([ring, at, row]) => {
    const [rows, , ...rest] = ringShape('withRow', ring!, at!);
    const fits = row!.dtype === ring!.dtype || ring!.dtype === 'f32';
    if (!sameShape(row!.shape, [rows, ...rest]) || !fits)
      throw misfit('withRow', 'a ring [b, t, ...] and [b, ...]', types(ring!, row!));
    return ring!;
  },
  deposit: ([ring, at, x, places]) => {
    const [rows] = ringShape('deposit', ring!, at!);
    if (ring!.dtype !== 'f32' || places!.dtype !== 'i32' || !sameShape(x!.shape, [rows, size(places!.shape)]))
      throw misfit('deposit', 'a ring of f32, [b, m] and i32 places [m]', types(ring!, x!, places!));
    return ring!;
  },
  collect: ([ring, at, places]) => {
    const [rows] = ringShape('collect', ring!, at!);
    if (places!.dtype !== 'i32') throw misfit('collect', 'a ring and i32 places', types(ring!, places!));
    return { shape: [rows, size(places!.shape)], dtype: ring!.dtype };
  },
  chooseOne: ([s, u]) => {
    if (s!.dtype !== 'bool' || !sameShape(u!.shape, s!.shape.slice(0, 1)))
      throw misfit('chooseOne', 'bool [b, ...] and f32 [b]', types(s!, u!));
    return s!;
  },
  uniform: ([noise], [, ...shape]) => {
    if (noise!.dtype !== 'i32' || !sameShape(noise!.shape, [3]))
      throw misfit('uniform', 'a counter i32 [3]', showType(noise!));
    return { shape: numbersIn(shape), dtype: 'f32' };
  },
};
