import type { Node } from '../../../core/graph/graph.js';
import { strides } from '../../../core/shape.js';
import { operandsOf as operands, type Operands as OperandsOf } from '../../contraction.js';
import type { Applied } from '../plan/nodes.js';

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
  /** Axes of the other operand alone. */
  readonly inner: readonly Letter[];
}

/** The operands of a contraction by what they do. */
export type Operands = OperandsOf<Node>;

export const operandsOf = ({ args, attribute }: Applied): Operands =>
  operands(attribute[0] as string, args[0]!, args[1]!);

/** A contraction as it is computed in general. */
export const contraction = (node: Applied): Contraction => {
  const { driver, driverAxes, other, otherAxes, outAxes, extent } = operandsOf(node);
  const step = (own: readonly string[], shape: readonly number[], letter: string): number =>
    own.includes(letter) ? strides(shape)[own.indexOf(letter)]! : 0;
  const letterOf = (letter: string): Letter => ({
    extent: extent.get(letter)!,
    driver: step(driverAxes, driver.shape, letter),
    other: step(otherAxes, other.shape, letter),
    out: step(outAxes, node.shape, letter),
  });
  const driven = driverAxes.map(letterOf);
  const inner = merged(otherAxes.filter((letter) => !driverAxes.includes(letter)).map(letterOf));
  // Where the other operand has axes of its own that are summed over, they come before the driver's next element.
  const listed = inner.every(({ out }) => out !== 0) ? driven.at(-1) : undefined;
  return {
    driver,
    other,
    lead: listed === undefined ? driven : driven.slice(0, -1),
    last: listed ?? { extent: 1, driver: 1, other: 0, out: 0 },
    inner,
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
