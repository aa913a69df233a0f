import * as E from 'fp-ts/lib/Either.js';
import { optionFaults } from '../../../core/faults/options.js';
import { shown } from '../../../core/faults/shown.js';
import { network } from '../../../core/build/network.js';
import { leftAt } from '../../../core/faults/refuse.js';
import {
  areFaults,
  at,
  fault,
  oneOf,
  unlessFaulty,
  type Faults,
  type LocalFault,
} from '../../../core/faults/errors.js';
import type { AnyNetwork, Names } from '../../../core/network.js';
import { integrators, resets, type Integrator, type Reset } from '../../../models/nir/integrators.js';
import { graphFaults } from '../graph-faults.js';
import type { NirGraph } from '../nodes.js';
import { flat } from './flat.js';
import type { Assumed } from './neurons.js';
import { ordered } from './order.js';
import { planOf, type Places } from './plan.js';
import { shapesOf } from './shapes.js';

/** The choices of a simulation that a NIR graph does not contain. */
export interface FromNirOptions {
  /** Length of a step, ms. */
  readonly dt: number;
  /** How a step solves the equations of neurons that leak: see `nirLif`. It decides when neurons spike, so it has to be said. */
  readonly integrator: Integrator;
  /**
   * Whether a spike puts v at v_reset ('value', the default), as NIR has it, or takes v_threshold - v_reset from it; at the end of its step, or
   * in the next step, between its integration and its test of the threshold, as in snnTorch.
   */
  readonly reset?: Reset;
  /** Whether neurons spike above the threshold (default), as NIR has it, or already at it. */
  readonly fires?: 'above' | 'at';
  /** Where voltages start: at v_leak (default), or at 0. */
  readonly start?: 'leak' | 'zero';
  /** What I and IF add to v in a step: r input dt (default), as NIR has it, or r input, whatever dt. */
  readonly withoutLeak?: 'per second' | 'per step';
}

/** A network, and where the nodes of its graph are in it. */
export interface FromNir extends Places {
  readonly net: AnyNetwork;
}

/**
 * A NIR graph as a network, or everything of it that cannot be run. Neurons become layers, linear nodes connections; a linear node that
 * leads to another one, or to several, gets a layer that passes its value on. Values go through the whole graph in one step, as
 * elsewhere (`arrival: 'same step'`); along an edge that closes a loop they arrive in the step after. Pedersen et al. 2024.
 */
export const fromNir = (graph: NirGraph, options: FromNirOptions): E.Either<Faults, FromNir> => {
  const wrong = [...optionFaults(options, Object.keys(choices)), ...valueFaults(options)].map(at('fromNir'));
  if (areFaults(wrong)) return E.left(wrong);
  try {
    const faults: LocalFault[] = [...graphFaults(graph)];
    const assumed: Assumed = { reset: 'value', fires: 'above', start: 'leak', withoutLeak: 'per second', ...options };
    if (faults.length > 0) return refusedGraph(faults);
    const inline = flat(graph, faults);
    if (faults.length > 0) return refusedGraph(faults);
    const order = ordered(inline, faults);
    const shapes = shapesOf(inline, order, faults);
    if (faults.length > 0) return refusedGraph(faults);
    const { built, plans, ...places } = planOf(inline, order, shapes, assumed);
    const net = network<Names, Names>({ dt: options.dt, arrival: 'same step' }, built, () => plans);
    return E.map((net: AnyNetwork) => ({ net, ...places }))(net);
  } catch (error) {
    return leftAt('NIR graph', error, 'the graph');
  }
};

const refusedGraph = (faults: readonly LocalFault[]): E.Either<Faults, never> =>
  unlessFaulty(faults.map(at('NIR graph')), () => undefined as never);

const choices: Readonly<Record<keyof FromNirOptions, readonly string[] | undefined>> = {
  dt: undefined,
  integrator: integrators,
  reset: resets,
  fires: ['above', 'at'],
  start: ['leak', 'zero'],
  withoutLeak: ['per second', 'per step'],
};

const valueFaults = (options: unknown): readonly LocalFault[] =>
  Object.entries(choices).flatMap(([name, words]) => {
    const value = (Object(options) as Readonly<Record<string, unknown>>)[name];
    const absent = value === undefined && name !== 'integrator';
    return words === undefined || absent || words.includes(value as string)
      ? []
      : [fault('Parameter', name, oneOf(words), shown(value))];
  });
