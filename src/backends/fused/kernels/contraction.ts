import type { Node } from '../../../core/graph/graph.js';
import { strides } from '../../../core/shape.js';
import { operandsOf as operands, type Operands as OperandsOf } from '../../contraction.js';
import type { Applied } from '../../graph.js';
import type { Facts } from './kernel.js';

/** The step along a letter in a tensor whose axes have these letters: 0 where it is absent. */
export const stepIn = (axes: readonly string[], { shape }: Node, letter: string): number =>
  axes.includes(letter) ? strides(shape)[axes.indexOf(letter)]! : 0;

/** The operands of a contraction by what they do. */
export type Operands = OperandsOf<Node>;

export const operandsOf = ({ args, attribute }: Applied, { sparsityOf }: Facts): Operands =>
  operands(attribute[0] as string, args[0]!, args[1]!, sparsityOf);

/** An axis of a contraction: its extent, and the steps in elements along it in the three tensors (0 where it is absent). */
export interface Letter {
  readonly extent: number;
  readonly driver: number;
  readonly other: number;
  readonly out: number;
}

/**
 * A contraction as loops: for every element of the driver that is not 0, in order, a row of the other operand is added to the
 * result. The driver's last axis is run through as a list of what is not 0.
 */
export interface Contraction {
  readonly driver: Node;
  readonly other: Node;
  readonly lead: readonly Letter[];
  readonly last: Letter;
  /** Axes of the other operand alone: of all but the row, and the row. */
  readonly outer: readonly Letter[];
  readonly row: Letter | undefined;
}

export const contractionOf = (node: Applied, operands: Operands): Contraction => {
  const { driver, driverAxes, other, otherAxes, outAxes, extent } = operands;
  const letterOf = (letter: string): Letter => ({
    extent: extent.get(letter)!,
    driver: stepIn(driverAxes, driver, letter),
    other: stepIn(otherAxes, other, letter),
    out: stepIn(outAxes, node, letter),
  });
  const driven = driverAxes.map(letterOf);
  const inner = merged(otherAxes.filter((letter) => !driverAxes.includes(letter)).map(letterOf));
  // Where the other operand has axes of its own that are summed over, they come before the driver's next element.
  const last = inner.every(({ out }) => out !== 0) ? driven.at(-1) : undefined;
  return {
    driver,
    other,
    lead: last === undefined ? driven : driven.slice(0, -1),
    last: last ?? { extent: 1, driver: 1, other: 0, out: 0 },
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
