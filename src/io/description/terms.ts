import { at, fault, type Fault } from '../../core/faults/errors.js';
import { inputName } from '../../core/input-name.js';
import { type Layer, type Names, type Network, type Wire } from '../../core/network.js';
import { mapValues } from '../../core/record.js';
import type { Shape } from '../../core/shape.js';
import type { Term } from '../../core/term.js';

export type Terms = {
  readonly dt: number;
  readonly arrival: string;
  readonly layers: { readonly [name: string]: { readonly shape: Shape; readonly model: Term; readonly frozen?: true } };
  readonly connections: {
    readonly [name: string]: {
      readonly from: string;
      readonly to: string;
      readonly connection: Term;
      readonly rule?: Term;
      readonly frozen?: 'rule' | 'all';
    };
  };
};

/** A network as terms: the names and parameters of its parts. */
export const termsOf = <L extends Names, C extends Names>(net: Network<L, C>): Terms => ({
  dt: net.dt,
  arrival: net.arrival,
  layers: mapValues(net.layers as Readonly<Record<string, Layer<string>>>, ({ shape, model, frozen }) => ({
    shape,
    model: model.term,
    ...(frozen && { frozen }),
  })),
  connections: mapValues(
    net.connections as Readonly<Record<string, Wire<string>>>,
    ({ from, to, receptor, connection, rule, frozen }) => ({
      from,
      to: inputName(to, receptor),
      connection: connection.term,
      ...(rule && { rule: rule.term }),
      ...(frozen && { frozen }),
    }),
  ),
});

/** The faults of parameters whose value is a function of the program: plain data has no functions. */
export const untoldFaults = ({ layers, connections }: Terms): readonly Fault[] => {
  const inTerm = ({ name, params }: Term): readonly (readonly [name: string, param: string])[] =>
    Object.entries<unknown>(params).flatMap(([param, value]) =>
      param === 'of' ? inTerm(value as Term) : typeof value === 'function' ? [[name, param] as const] : [],
    );
  const faultsOf = (place: string, ...terms: readonly (Term | undefined)[]): readonly Fault[] =>
    terms
      .flatMap((term) => (term === undefined ? [] : inTerm(term)))
      .map(([name, param]) =>
        at(place)(
          fault('Model', `${param} of ${name}`, 'a value that a description can hold', 'a function of the program'),
        ),
      );
  return [
    ...Object.entries(layers).flatMap(([name, { model }]) => faultsOf(`layer '${name}'`, model)),
    ...Object.entries(connections).flatMap(([name, { connection, rule }]) =>
      faultsOf(`connection '${name}'`, connection, rule),
    ),
  ];
};
