import type { Model } from '../../core/model.js';
import { mapValues } from '../../core/record.js';
import { neuron, type Body } from '../neurons/neuron.js';
import type { Said } from '../parameters/entry.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import type { ReceptorsConstraint } from '../parameters/constraint.js';
import {
  initOf,
  placed,
  receptorFaults,
  stepped,
  type CurrentReceptor,
  type Placed,
  type Receptors,
} from './receptors.js';

/** A constructor of cells: the types name the receptors that it is given, exc and inh by default. */
export type Cell<T extends Table, K extends string, P> = Said<
  <R extends string = 'exc' | 'inh'>(
    params?: Partial<Omit<ParamsOf<T>, 'receptors'>> & { readonly receptors?: Receptors<R, P> },
  ) => Model<K | R | `${R}Rise`, R>,
  'model',
  T
>;

/**
 * A cell from its parameters, and what it makes of them and of its receptors: the membrane. The variables of the receptors, what
 * arrives there and their steps come from their kinetics.
 */
export const cell = <P extends CurrentReceptor, T extends Table, K extends string>(
  name: string,
  parameters: T,
  receptor: ReceptorsConstraint<P>,
  body: (params: ParamsOf<T>, receptors: Placed<P>) => Body<K>,
): Cell<T, K, P> =>
  neuron(name, parameters, (p): Body<string, string> => {
    const receptors = placed(receptor, p['receptors']);
    const { init, faults, step, ...membrane } = body(p, receptors);
    return {
      ...membrane,
      init: { ...init, ...initOf(receptors) },
      receptors: mapValues(receptors, ({ kinetics }) => kinetics.arrive),
      faults: (shape) => [...(faults?.(shape) ?? []), ...receptorFaults(receptors, Object.keys(init))],
      step: (A, state, input, dt, u) => ({ ...step(A, state, input, dt, u), ...stepped(A, receptors, state, dt) }),
    };
    // The names of the receptors are those that the constructor is given.
  }) as unknown as Cell<T, K, P>;
