import { size } from '../../../core/shape.js';
import { int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { aligned } from '../plan/layout.js';
import type { Contraction, Letter } from './contraction.js';
import { nest, offsetOf, plus } from './context.js';

/** A tensor in another order of axes: steps as it lies, and as it is packed, axis by axis. */
export interface Packed {
  readonly extents: readonly number[];
  readonly loose: readonly number[];
  readonly tight: readonly number[];
}

/** A contraction whose rows lie in one piece, once its other operand and its result are packed. */
export interface Packing {
  readonly plan: Contraction;
  readonly other: Packed;
  readonly out: Packed;
}

/**
 * Where rows are scattered in memory (as the filters of a convolution are), and used often enough, they are first brought
 * together: then four neighbours are added at once. Undefined where that does not pay.
 */
export const packing = (plan: Contraction): Packing | undefined => {
  const row = plan.inner.at(-1);
  const uses = plan.lead.reduce((product, { extent }) => product * extent, 1);
  if (row === undefined || row.out === 0 || row.extent < 4 || (row.other === 1 && row.out === 1) || uses < 16)
    return undefined;
  const letters = [...plan.lead, plan.last, ...plan.inner];
  const packed = (of: 'other' | 'out'): { readonly packed: Packed; readonly step: (letter: Letter) => number } => {
    const own = letters.filter((letter) => letter[of] !== 0 && letter !== row).sort((a, b) => b[of] - a[of]);
    const order = [...own, row];
    const extents = order.map(({ extent }) => extent);
    const tight = extents.map((_, place) => size(extents.slice(place + 1)));
    return {
      packed: { extents, loose: order.map((letter) => letter[of]), tight },
      step: (letter) => tight[order.indexOf(letter)] ?? 0,
    };
  };
  const [other, out] = [packed('other'), packed('out')];
  const moved = (letter: Letter): Letter => ({ ...letter, other: other.step(letter), out: out.step(letter) });
  return {
    plan: { ...plan, lead: plan.lead.map(moved), last: moved(plan.last), inner: plan.inner.map(moved) },
    other: other.packed,
    out: out.packed,
  };
};

/** Moves the elements of a tensor from one order to the other. */
export const repack = (
  write: Writer,
  { extents, loose, tight }: Packed,
  from: { readonly at: number; readonly order: 'loose' | 'tight' },
  to: number,
): void =>
  nest(write, extents, (counters: readonly Value[]) => {
    const [source, target] = from.order === 'loose' ? [loose, tight] : [tight, loose];
    const value = write.load('i32', plus(write, offsetOf(write, counters, source), int(from.at)));
    write.store(value, plus(write, offsetOf(write, counters, target), int(to)));
  });

export const packedBytes = ({ extents }: Packed): number => aligned(size(extents) * 4);
