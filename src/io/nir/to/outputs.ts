import { at, fault, oneOf, type Fault } from '../../../core/faults/errors.js';
import { shown } from '../../../core/faults/shown.js';
import type { AnyNetwork, Wire } from '../../../core/network.js';

/** Layers that are outputs: their names, or each by the name of its `Output` node. */
export type Outputs = readonly string[] | Readonly<Record<string, string>>;

type Named = readonly (readonly [name: string, layer: string])[];

const isList = (given: Outputs): given is readonly string[] => Array.isArray(given);

/** The layers that lead on to others. */
const leading = (net: AnyNetwork): ReadonlySet<string> =>
  new Set(Object.values<Wire<string>>(net.connections).flatMap(({ from, to }) => (from === to ? [] : [from])));

/** The layers that are outputs, with the names of their nodes; by default those from which no connection leads on. */
export const outputsOf = (net: AnyNetwork, given: Outputs | undefined, faults: Fault[]): Named => {
  const names = Object.keys(net.layers);
  const leads = leading(net);
  const chosen = given ?? names.filter((name) => !leads.has(name));
  const named = isList(chosen) ? chosen.map((layer) => [`${layer}.output`, layer] as const) : Object.entries(chosen);
  const isKnown = ([, layer]: Named[number]): boolean => names.includes(layer);
  for (const [, layer] of named.filter((of) => !isKnown(of)))
    faults.push(at('toNir')(fault('Unknown', 'layer of outputs', oneOf(names), shown(layer))));
  if (named.length === 0)
    faults.push(at('toNir')(fault('Parameter', 'outputs', 'at least one layer, as all of them lead on', 'none')));
  return named.filter(isKnown);
};
