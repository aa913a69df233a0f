import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import { steepest } from '../neurons/membrane.js';

/** A rate of a gate (1/ms), by y = (at - u) / width of the voltage u, mV. */
interface Rate {
  readonly form: keyof typeof forms;
  readonly scale: number;
  readonly at: number;
  readonly width: number;
}

/** The gates of the Traub-Miles cell: m and h of sodium, n of potassium. */
export type Gate = 'm' | 'h' | 'n';

/** At which rates each gate opens and shuts. */
const rates: Readonly<Record<Gate, { readonly opens: Rate; readonly shuts: Rate }>> = {
  m: {
    opens: { form: 'linear', scale: 1.28, at: 13, width: 4 },
    shuts: { form: 'linear', scale: 1.4, at: 40, width: -5 },
  },
  h: {
    opens: { form: 'exponential', scale: 0.128, at: 17, width: 18 },
    shuts: { form: 'sigmoid', scale: 4, at: 40, width: 5 },
  },
  n: {
    opens: { form: 'linear', scale: 0.16, at: 15, width: 5 },
    shuts: { form: 'exponential', scale: 0.5, at: 10, width: 40 },
  },
};

/** Each form in the algebra, and of a number. */
const forms = {
  /** y / (exp(y) - 1), by its series where float32 would lose it. */
  linear: {
    in: <T>(A: Algebra<T>, y: T): T =>
      A.where(
        A.lt(A.abs(y), 0.05),
        A.add(A.sub(1, A.mul(0.5, y)), A.mul(A.mul(y, y), 1 / 12)),
        A.div(y, A.sub(A.exp(y), 1)),
      ),
    of: (y: number): number => (y === 0 ? 1 : y / Math.expm1(y)),
  },
  exponential: { in: <T>(A: Algebra<T>, y: T): T => A.exp(y), of: Math.exp },
  sigmoid: {
    in: <T>(A: Algebra<T>, y: T): T => A.div(1, A.add(1, A.exp(y))),
    of: (y: number): number => 1 / (1 + Math.exp(y)),
  },
} as const;

const rateAt = <T>(A: Algebra<T>, { form, scale, at, width }: Rate, u: T): T =>
  A.mul(scale, forms[form].in(A, A.min(A.div(A.sub(at, u), width), steepest)));

/** A gate after h ms at the voltage u: it relaxes to where it would stay (exponential Euler). */
export const gateAfter = <T>(A: Algebra<T>, gate: Gate, x: T, u: T, h: number): T => {
  const opening = rateAt(A, rates[gate].opens, u);
  const total = A.add(opening, rateAt(A, rates[gate].shuts, u));
  const level = A.div(opening, total);
  return A.add(level, A.mul(A.exp(A.mul(total, -h)), A.sub(x, level)));
};

/** How far a gate is open at rest, at the voltage u. */
export const gateAtRest = (gate: Gate, u: number): number => {
  const [opening, shutting] = [rates[gate].opens, rates[gate].shuts].map(
    ({ form, scale, at, width }) => scale * forms[form].of((at - u) / width),
  );
  return opening! / (opening! + shutting!);
};

/** The parts of the sodium and potassium conductances that are open. */
export const openParts = <T>(
  A: Algebra<T>,
  { m, h, n }: Vars<Gate, T>,
): { readonly sodium: T; readonly potassium: T } => {
  const squared = A.mul(n, n);
  return { sodium: A.mul(A.mul(A.mul(m, m), m), h), potassium: A.mul(squared, squared) };
};
