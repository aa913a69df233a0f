import type * as E from 'fp-ts/lib/Either.js';
import { checkConnection } from '../check/check-connection.js';
import { checkLayer } from '../check/check-layer.js';
import { unless } from '../faults/refuse.js';
import {
  at,
  caught,
  fault,
  FaultError,
  oneOf,
  partOf,
  unlessFaulty,
  type Faults,
  type LocalFault,
} from '../faults/errors.js';
import {
  arrivals,
  connect,
  type Arrival,
  type Connect,
  type Layer,
  type Names,
  type Network,
  type Plan,
  type Receiving,
  type Wire,
} from '../network.js';
import { isRecord, optionFaults } from '../faults/options.js';
import { isPlan, layerFaults, optionsOf, planFaults, wiringFault } from './parts.js';
import { shown } from '../faults/shown.js';
import { dtFaults } from '../time.js';

/** Options of a network: the length of a step, and when spikes arrive. */
export interface NetworkOptions {
  /** Length of a step, ms. */
  readonly dt: number;
  /** When spikes arrive: the step after (default), or in the same step at layers further on. */
  readonly arrival?: Arrival;
}

/**
 * Validates layers and connections and joins them: a network, or all their faults at once. A missing layer, a variable that
 * a rule needs and its layer lacks, are compile errors; shapes, parameters and the types of every step are checked here,
 * and nothing that is given a network throws.
 */
export const network = <L extends Names, C extends Names, R extends Names = Names>(
  options: NetworkOptions,
  layers: { readonly [N in keyof L]: Layer<L[N]> } & { readonly [N in keyof R]: Receiving<R[N]> },
  wire: (connect: Connect<L, R>) => { readonly [N in keyof C]: Plan<C[N]> } = () =>
    ({}) as { readonly [N in keyof C]: Plan<C[N]> },
): E.Either<Faults, Network<L, C>> => {
  const { dt, arrival = 'next step' }: NetworkOptions = isRecord(options) ? options : { dt: 1 };
  const parts = Object.entries<Layer<string>>(isRecord(layers) ? layers : {});
  // With an invalid dt the rest is checked all the same.
  const step = dtFaults(dt).length === 0 ? dt : 1;
  const wired = plansOf(wire as unknown, () => wire(connect as Connect<L, R>));
  const plans = Object.entries(wired.plans);
  const sound = new Map(parts.filter(([, layer]) => layerFaults(layer).length === 0));
  const wires = plans.map(
    ([name, plan]) => [name, plan, place(plan, sound.get(plan.from), sound.get(plan.to), step)] as const,
  );

  const faults = [
    ...[
      ...optionFaults(optionsOf(options), ['dt', 'arrival']),
      ...dtFaults(dt),
      ...unless(arrivals.includes(arrival), 'Parameter', 'arrival', oneOf(arrivals), shown(arrival)),
      ...unless(isRecord(layers), 'Parameter', 'layers', 'a record of layers by name', shown(layers)),
      ...wired.faults,
      ...nameFaults(
        parts.map(([name]) => name),
        plans.map(([name]) => name),
      ),
    ].map(at('network')),
    ...parts.flatMap(([name, layer]) =>
      (sound.has(name) ? checkLayer(layer, step) : layerFaults(layer)).map(at(`layer '${name}'`)),
    ),
    ...wires.flatMap(([name, plan, placed]) =>
      [...planFaults(plan, isRecord(layers) ? layers : {}), ...placed.faults].map(at(`connection '${name}'`)),
    ),
  ];
  const connections = Object.fromEntries(wires.map(([name, , { wire }]) => [name, wire]));
  // Without faults every plan was placed, under its own name and with the variables that its type says.
  return unlessFaulty(faults, () => ({ dt, arrival, layers, connections }) as unknown as Network<L, C>);
};

type Plans = Readonly<Record<string, Plan<string>>>;

/** The planned connections; an error, or any other value, is a fault. */
const plansOf = (
  wire: unknown,
  planned: () => Plans,
): { readonly plans: Plans; readonly faults: readonly LocalFault[] } => {
  const want = "a function that gives them by name: (connect) => ({ XY: connect('X', 'Y', dense(uniform(1))) })";
  const refuse = (got: string) => ({ plans: {}, faults: [fault('Parameter', 'connections', want, got)] });
  if (typeof wire !== 'function') return refuse(shown(wire));
  try {
    const plans = planned();
    return isRecord(plans) && Object.values(plans).every(isRecord) ? { plans, faults: [] } : refuse(shown(plans));
  } catch (error) {
    if (!(error instanceof FaultError)) return { plans: {}, faults: caught(error, 'the function of connections') };
    // It calls many functions: a fault says which.
    return { plans: {}, faults: error.faults.map(({ place, ...local }) => partOf(place)(local)) };
  }
};

/** A planned connection placed between its layers, if they exist, and its faults, those that its wiring throws among them. */
const place = (
  plan: Plan<string>,
  from: Layer<string> | undefined,
  to: Layer<string> | undefined,
  dt: number,
): { readonly wire?: Wire<string>; readonly faults: readonly LocalFault[] } => {
  if (from === undefined || to === undefined || !isPlan(plan)) return { faults: [] };
  try {
    const connection = plan.wiring(from.shape, to.shape);
    if (!isRecord(connection) || !isRecord(connection.init)) return { faults: [wiringFault(plan.wiring)] };
    const response = plan.receptor === undefined ? to.model.responds : undefined;
    const variables = [
      ...Object.keys(connection.init),
      ...Object.keys(connection.windows ?? {}),
      ...(response === undefined ? [] : ['recent']),
      ...Object.keys(plan.rule?.init ?? {}),
    ];
    const wire = { ...unplaced(plan), connection, variables, ...(response && { response }) };
    return { wire, faults: checkConnection(wire, from, to, dt) };
  } catch (error) {
    return { faults: caught(error, 'the wiring') };
  }
};

/** A plan that may have been placed in another network, whose target may have responded otherwise. */
const unplaced = ({ response: _, ...plan }: Plan<string> & Pick<Wire<string>, 'response'>): Plan<string> => plan;

/** Names are keys of records, in order: JavaScript would move whole numbers to the front and take `__proto__` for something else. Dots separate the parts of a path. */
const nameFaults = (layers: readonly string[], connections: readonly string[]): readonly LocalFault[] => {
  const want = 'not empty, not a whole number, not __proto__, and without dots';
  const unusable = (kind: string) => (name: string) =>
    unless(!/^$|^\d+$|\.|^__proto__$/.test(name), 'Name', `${kind} name`, want, `'${name}'`);
  return [
    ...unless(layers.length > 0, 'Parameter', 'layers', 'at least one', 'none'),
    ...layers.flatMap(unusable('layer')),
    ...connections.flatMap(unusable('connection')),
    ...connections
      .filter((name) => layers.includes(name))
      .map((name) => fault('Name', 'connection name', 'the name of no layer', `'${name}'`)),
  ];
};
