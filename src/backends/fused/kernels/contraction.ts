import type { Node } from '../../../core/graph/graph.js';
import { strides } from '../../../core/shape.js';
import { operandsOf as operands, type Operands as OperandsOf } from '../../contraction.js';
import type { Applied } from '../../graph.js';
import type { Operand } from '../ir/ir.js';
import type { Axis } from './emit.js';
import type { Facts } from './kernel.js';

/** The operands of a contraction by what they do. */
export type Operands = OperandsOf<Node>;

export const operandsOf = ({ args, attribute }: Applied, { sparsityOf }: Facts): Operands =>
  operands(attribute[0] as string, args[0]!, args[1]!, sparsityOf);

/** The tensors of a contraction. */
type Part = 'driver' | 'other' | 'out';
/** An axis of a contraction. */
export type Letter = Axis<Part>;

/** The letters of a contraction as axes. */
export const letterIn = (node: Node, { driver, driverAxes, other, otherAxes, outAxes, extent }: Operands) => {
  const stepIn = (axes: readonly string[], { shape }: Node, letter: string): number =>
    axes.includes(letter) ? strides(shape)[axes.indexOf(letter)]! : 0;
  return (letter: string): Letter => ({
    extent: extent.get(letter)!,
    driver: stepIn(driverAxes, driver, letter),
    other: stepIn(otherAxes, other, letter),
    out: stepIn(outAxes, node, letter),
  });
};

/**
 * A contraction as loops: for every element of the driver that is not 0, in order, a row of the other operand is added to the
 * result. The driver's last axis is run through as a list of what is not 0.
 */
export const contractionOf = (node: Applied, operands: Operands) => {
  const { driver, driverAxes, other, otherAxes } = operands;
  const letterOf = letterIn(node, operands);
  const driven = driverAxes.map(letterOf);
  const inner = merged(otherAxes.filter((letter) => !driverAxes.includes(letter)).map(letterOf));
  // Where the other operand has axes of its own that are summed over, they come before the driver's next element.
  const last = inner.every(({ out }) => out !== 0) ? driven.at(-1) : undefined;
  return {
    driver,
    other,
    lead: last === undefined ? driven : driven.slice(0, -1),
    last: last ?? { extent: 1, driver: 1, other: 0, out: 0 },
    /** Axes of the other operand alone: of all but the row, and the row. */
    outer: inner.slice(0, -1),
    row: inner.at(-1),
  };
};

/** Neighbouring axes that lie one after the other in every tensor are one axis. */
const merged = (letters: readonly Letter[]): readonly Letter[] => {
  const found: Letter[] = [];
  for (const letter of letters) {
    const before = found.at(-1);
    const follows = before?.other === letter.other * letter.extent && before?.out === letter.out * letter.extent;
    if (follows) found.pop();
    found.push(follows ? { ...letter, extent: letter.extent * before!.extent } : letter);
  }
  return found;
};

export type Contraction = ReturnType<typeof contractionOf>;

/** Where a row of the driver, of the other operand and of the result begin. */
export type Bases = Readonly<Record<Part, Operand>>;
