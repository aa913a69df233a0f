import type { Algebra } from '../../core/algebra.js';
import { unless } from '../../core/faults/refuse.js';
import { fault, type LocalFault } from '../../core/faults/errors.js';
import type { Vars } from '../../core/model.js';
import { mapEntries } from '../../core/record.js';
import { asF32, type Param } from '../../core/tensor.js';
import {
  finite,
  notNegative,
  oneOfWords,
  positive,
  receptorsOf,
  type ReceptorsConstraint,
} from '../parameters/constraint.js';
import { firstPair } from '../parameters/pairs.js';
import { settle } from '../parameters/settle.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { kineticsOf, type Kinetics } from './kinetics.js';

const timing = {
  /** Time constant of the decay, ms. */
  tau: [5, positive, [0.5, 10]],
  /** Time constant of the rise, ms: of 'double exponential' alone, and below tau. */
  rise: [0.25, positive, [0.1, 0.4]],
  /** The current (nA) or conductance (uS) that flows at first; a 'delta' has none. */
  start: [0, finite, [0, 0.1]],
} satisfies Table;

/** A receptor of a current-based cell. */
export const currentReceptor = {
  /** How what arrives becomes a current (nA), or at once a voltage (mV): 'delta'. */
  kinetics: ['exponential', oneOfWords('exponential', 'alpha', 'double exponential', 'delta')],
  ...timing,
} satisfies Table;

/** A receptor of a conductance-based cell. */
export const conductanceReceptor = {
  /** How what arrives becomes a conductance (uS). */
  kinetics: ['exponential', oneOfWords('exponential', 'alpha', 'double exponential')],
  ...timing,
  /** Reversal potential, mV. */
  reversal: [0, finite, [-80, 0]],
  /** Extracellular magnesium, mM, which blocks an NMDA receptor by 1 / (1 + magnesium / 3.57 exp(-0.062 v)); 0: no block. */
  magnesium: [0, notNegative, [0, 1.5]],
} satisfies Table;

/** A receptor of a cell with synaptic currents: its kinetics and time constants (ms). */
export type CurrentReceptor = ParamsOf<typeof currentReceptor>;
/** A receptor of a cell with conductances: its kinetics, time constants (ms), reversal potential (mV) and magnesium (mM). */
export type ConductanceReceptor = ParamsOf<typeof conductanceReceptor>;

/** Receptors by name, each with what it has other than the defaults. */
export type Receptors<R extends string, P> = { readonly [receptor in R]: Partial<P> };

export const currentReceptors = receptorsOf<CurrentReceptor>(currentReceptor);
export const conductanceReceptors = receptorsOf<ConductanceReceptor>(conductanceReceptor);

/** Receptors with their kinetics and all their parameters. */
export type Placed<P> = Readonly<Record<string, { readonly params: P; readonly kinetics: Kinetics }>>;

export const placed = <P extends CurrentReceptor>({ table }: ReceptorsConstraint<P>, receptors: unknown): Placed<P> =>
  mapEntries(Object(receptors) as Readonly<Record<string, object>>, (name, given) => {
    // The table is that of P.
    const params = settle(name, table, given).params as P;
    return { params, kinetics: kineticsOf[params.kinetics](name, params) };
  });

/** The variables of receptors at first: of several the first is the current or conductance. */
export const initOf = (receptors: Placed<CurrentReceptor>): Readonly<Record<string, Param>> =>
  Object.fromEntries(
    Object.values(receptors).flatMap(({ kinetics: { variables }, params }) =>
      variables.map((name, place) => [name, place === 0 ? asF32(params.start) : 0] as const),
    ),
  );

/** The variables of receptors after a step. */
export const stepped = <T>(
  A: Algebra<T>,
  receptors: Placed<unknown>,
  state: Vars<string, T>,
  dt: number,
): Vars<string, T> => Object.assign({}, ...Object.values(receptors).map(({ kinetics }) => kinetics.step(A, state, dt)));

/** What is wrong with receptors beside what their constraints say: names that are taken, and a rise slower than the decay. */
export const receptorFaults = (receptors: Placed<CurrentReceptor>, own: readonly string[]): readonly LocalFault[] => {
  const variables = Object.values(receptors).flatMap(({ kinetics }) => kinetics.variables);
  return [
    ...Object.keys(receptors)
      .filter((name) => !/^[A-Za-z_]\w*$/.test(name) || name === '__proto__')
      .map((name) => fault('Name', 'receptor', 'a name of letters and digits', `'${name}'`)),
    ...variables
      .filter((name, place) => own.includes(name) || variables.indexOf(name) < place)
      .map((name) => fault('Name', 'variable of a receptor', 'a name that no other variable has', `'${name}'`)),
    ...Object.entries(receptors).flatMap(([name, { params }]) => {
      const isTwofold = params.kinetics === 'double exponential';
      const slow = isTwofold ? firstPair(params.rise, params.tau, (rise, tau) => !(rise < tau)) : undefined;
      const got = 'a rise that is not faster than the decay';
      return unless(slow === undefined, 'Parameter', `rise of receptor '${name}'`, 'below tau', got);
    }),
  ];
};
