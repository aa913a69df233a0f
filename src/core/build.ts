import type * as E from 'fp-ts/lib/Either.js';
import { checkConnection, checkLayer } from './check.js';
import { at, fault, oneOf, unlessFaulty, type Faults, type LocalFault } from './errors.js';
import {
  connect,
  type Arrival,
  type Connect,
  type Layer,
  type Names,
  type Network,
  type Plan,
  type Wire,
} from './network.js';
import { isShape, showShape } from './shape.js';

export interface NetworkOptions {
  /** Length of a step, ms. */
  readonly dt: number;
  /** When spikes arrive: the step after (default), or in the same step at layers further on. */
  readonly arrival?: Arrival;
}

/**
 * The one door: layers and connections become a network, or all their faults at once. A missing layer, a variable that
 * a rule needs and its layer lacks, are compile errors; shapes, parameters and the types of every step are checked here,
 * and past this door nothing throws.
 */
export const network = <L extends Names, C extends Names>(
  { dt, arrival = 'next step' }: NetworkOptions,
  layers: { readonly [N in keyof L]: Layer<L[N]> },
  wire: (connect: Connect<L>) => { readonly [N in keyof C]: Plan<C[N]> } = () =>
    ({}) as { readonly [N in keyof C]: Plan<C[N]> },
): E.Either<Faults, Network<L, C>> => {
  const parts = Object.entries<Layer<string>>(layers);
  const plans = Object.entries<Plan<string>>(wire(connect as Connect<L>));
  const sound = new Map(parts.filter(([, { shape }]) => isShape(shape)));
  const wires = plans.map(
    ([name, plan]) => [name, plan, place(plan, sound.get(plan.from), sound.get(plan.to))] as const,
  );

  const faults = [
    ...[
      ...timeFaults(dt),
      ...nameFaults(
        parts.map(([name]) => name),
        plans.map(([name]) => name),
      ),
    ].map(at('network')),
    ...parts.flatMap(([name, layer]) =>
      [...shapeFaults(layer), ...(sound.has(name) ? checkLayer(layer, dt) : [])].map(at(`layer '${name}'`)),
    ),
    ...wires.flatMap(([name, plan, placed]) =>
      [
        ...endFaults(
          plan,
          parts.map(([known]) => known),
        ),
        ...(placed === undefined ? [] : checkConnection(placed, sound.get(plan.from)!, sound.get(plan.to)!, dt)),
      ].map(at(`connection '${name}'`)),
    ),
  ];
  const connections = Object.fromEntries(wires.map(([name, , placed]) => [name, placed]));
  // Without faults every plan was placed, under its own name and with the variables that its type says.
  return unlessFaulty(faults, () => ({ dt, arrival, layers, connections }) as unknown as Network<L, C>);
};

const place = (
  plan: Plan<string>,
  from: Layer<string> | undefined,
  to: Layer<string> | undefined,
): Wire<string> | undefined => {
  if (from === undefined || to === undefined) return undefined;
  const connection = plan.wiring(from.shape, to.shape);
  const response = to.model.responds;
  const variables = [
    ...Object.keys(connection.init),
    ...(response === undefined ? [] : ['recent']),
    ...Object.keys(plan.rule?.init ?? {}),
  ];
  return { ...unplaced(plan), connection, variables, ...(response && { response }) };
};

/** A plan that may have been placed in another network, whose target may have responded otherwise. */
const unplaced = ({ response: _, ...plan }: Plan<string> & Pick<Wire<string>, 'response'>): Plan<string> => plan;

const timeFaults = (dt: number): readonly LocalFault[] =>
  dt > 0 && Number.isFinite(dt) ? [] : [fault('Parameter', 'dt', 'a positive number of ms', `${dt}`)];

/** Names are keys of records, in order: JavaScript would move whole numbers to the front and take `__proto__` for something else. Dots separate the parts of a path. */
const nameFaults = (layers: readonly string[], connections: readonly string[]): readonly LocalFault[] => {
  const unusable = (kind: string) => (name: string) =>
    name === '' || /^\d+$|\.|^__proto__$/.test(name)
      ? [fault('Name', `${kind} name`, 'not empty, not a whole number, not __proto__, and without dots', `'${name}'`)]
      : [];
  return [
    ...(layers.length > 0 ? [] : [fault('Parameter', 'layers', 'at least one', 'none')]),
    ...layers.flatMap(unusable('layer')),
    ...connections.flatMap(unusable('connection')),
    ...connections
      .filter((name) => layers.includes(name))
      .map((name) => fault('Name', 'connection name', 'the name of no layer', `'${name}'`)),
  ];
};

const shapeFaults = ({ shape }: Layer<string>): readonly LocalFault[] =>
  isShape(shape)
    ? []
    : [fault('Shape', 'shape', 'whole numbers of at least 1', Array.isArray(shape) ? showShape(shape) : String(shape))];

const endFaults = (plan: Plan<string>, known: readonly string[]): readonly LocalFault[] =>
  (['from', 'to'] as const)
    .filter((end) => !known.includes(plan[end]))
    .map((end) => fault('Unknown', end, oneOf(known), `'${plan[end]}'`));
