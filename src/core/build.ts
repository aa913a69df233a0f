import type * as E from 'fp-ts/lib/Either.js';
import { checkConnection, checkLayer } from './check.js';
import { at, unlessFaulty, type Fault, type Faults } from './errors.js';
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
  const plans: Readonly<Record<string, Plan<string>>> = wire(connect as Connect<L>);
  const known: Readonly<Record<string, Layer<string>>> = layers;
  const shaped = (name: string): Layer<string> | undefined =>
    Object.hasOwn(known, name) && isShape(known[name]!.shape) ? known[name] : undefined;
  const wires = Object.entries(plans).map(
    ([name, plan]) => [name, place(plan, shaped(plan.from), shaped(plan.to))] as const,
  );

  const faults = [
    ...(dt > 0 && Number.isFinite(dt)
      ? []
      : [at('network')({ _tag: 'Parameter', what: 'dt', want: 'a positive number of ms', got: `${dt}` })]),
    ...(Object.keys(known).length > 0
      ? []
      : [at('network')({ _tag: 'Parameter', what: 'layers', want: 'at least one', got: 'none' })]),
    ...nameFaults(Object.keys(known), Object.keys(plans)),
    ...Object.entries(known).flatMap(
      ([name, layer]) => shapeFaults(name, layer) ?? checkLayer(layer, dt).map(at(`layer '${name}'`)),
    ),
    ...Object.entries(plans).flatMap(([name, plan]) => endFaults(name, plan, Object.keys(known))),
    ...wires.flatMap(([name, wire]) =>
      wire === undefined
        ? []
        : checkConnection(wire, known[wire.from]!, known[wire.to]!, dt).map(at(`connection '${name}'`)),
    ),
  ];
  return unlessFaulty(faults, () => ({
    dt,
    arrival,
    layers,
    connections: Object.fromEntries(wires) as unknown as Network<L, C>['connections'],
  }));
};

const place = (
  plan: Plan<string>,
  from: Layer<string> | undefined,
  to: Layer<string> | undefined,
): Wire<string> | undefined => {
  if (from === undefined || to === undefined) return undefined;
  const connection = plan.wiring(from.shape, to.shape);
  const variables = [...Object.keys(connection.init), ...Object.keys(plan.rule?.init ?? {})];
  return { from: plan.from, to: plan.to, connection, ...(plan.rule && { rule: plan.rule }), variables };
};

/** Names are keys of records, in order: JavaScript would move whole numbers to the front. Dots separate the parts of a path. */
const nameFaults = (layers: readonly string[], connections: readonly string[]): readonly Fault[] => {
  const fault = (kind: string, name: string, want: string): Fault => ({
    _tag: 'Name',
    place: 'network',
    what: `${kind} name`,
    want,
    got: `'${name}'`,
  });
  const usable = (kind: string) => (name: string) =>
    /^\d+$/.test(name) || name === '' || name.includes('.')
      ? [fault(kind, name, 'not empty, not a whole number, and without dots')]
      : [];
  return [
    ...layers.flatMap(usable('layer')),
    ...connections.flatMap(usable('connection')),
    ...connections
      .filter((name) => layers.includes(name))
      .map((name) => fault('connection', name, 'the name of no layer')),
  ];
};

const shapeFaults = (name: string, { shape }: Layer<string>): readonly Fault[] | undefined =>
  isShape(shape)
    ? undefined
    : [
        {
          _tag: 'Shape',
          place: `layer '${name}'`,
          what: 'shape',
          want: 'whole numbers of at least 1',
          got: Array.isArray(shape) ? showShape(shape) : String(shape),
        },
      ];

const endFaults = (name: string, { from, to }: Plan<string>, known: readonly string[]): readonly Fault[] =>
  (['from', 'to'] as const).flatMap((end) => {
    const got = end === 'from' ? from : to;
    return known.includes(got)
      ? []
      : [
          {
            _tag: 'Unknown',
            place: `connection '${name}'`,
            what: end,
            want: `one of ${known.map((k) => `'${k}'`).join(', ')}`,
            got: `'${got}'`,
          },
        ];
  });
