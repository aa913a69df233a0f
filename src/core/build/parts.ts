import { fault, oneOf, type LocalFault } from '../faults/errors.js';
import { unless } from '../faults/refuse.js';
import { modelFaults } from '../model-faults.js';
import type { Layer, Plan } from '../network.js';
import { isRecord } from '../faults/options.js';
import { roomFaults } from '../room.js';
import { isShape } from '../shape.js';
import { called, shown } from '../faults/shown.js';
import { entryOf, hasOwn } from '../record.js';

/** The options of a network; a network may be given in their place. */
export const optionsOf = (options: unknown): unknown =>
  isRecord(options) && 'layers' in options && 'connections' in options
    ? { dt: options['dt'], arrival: options['arrival'] }
    : options;

/** The faults of a value that is not a layer, as plain JavaScript lets through. */
export const layerFaults = (layer: Layer<string>): readonly LocalFault[] => {
  if (!isRecord(layer) || !('model' in layer))
    return [fault('Parameter', 'layer', 'made by layer(shape, model)', shown(layer))];
  const { shape, model } = layer as Layer<string>;
  return [
    ...(isShape(shape)
      ? roomFaults('shape', shape)
      : [fault('Shape', 'shape', 'whole numbers of at least 1', shown(shape))]),
    ...modelFaults(model),
  ];
};

/** Whether a plan can be placed. */
export const isPlan = (plan: Plan<string>): boolean =>
  typeof plan.wiring === 'function' && ruleFaults(plan.rule).length === 0;

/** The faults of a plan between these layers. */
export const planFaults = (
  plan: Plan<string>,
  layers: Readonly<Record<string, Layer<string>>>,
): readonly LocalFault[] => [
  ...(['from', 'to'] as const)
    .filter((end) => !hasOwn(layers, plan[end]))
    .map((end) =>
      fault('Unknown', end === 'from' ? 'source layer' : 'target layer', oneOf(Object.keys(layers)), shown(plan[end])),
    ),
  ...receptorFaults(plan, entryOf(layers, plan.to)),
  ...(typeof plan.wiring === 'function' ? [] : [wiringFault(plan.wiring)]),
  ...ruleFaults(plan.rule),
];

/** A receptor that its target does not have. */
const receptorFaults = ({ to, receptor }: Plan<string>, target: Layer<string> | undefined): readonly LocalFault[] => {
  const known = Object.keys(target?.model.receptors ?? {});
  const fits = receptor === undefined || target === undefined || known.includes(receptor);
  const want = known.length === 0 ? 'none: its model has no receptors' : oneOf(known);
  return unless(fits, 'Unknown', `receptor of layer ${shown(to)}`, want, shown(receptor));
};

export const wiringFault = (wiring: unknown): LocalFault =>
  fault('Parameter', 'wiring', 'a kind of connection, as dense(uniform(1)) makes it', called(wiring));

const places = ['pre', 'post', 'synapse', 'row'];

/** The faults of a value that is no rule: variables of a rule live at its layers, its synapses or the batch rows; those of a model have values. */
const ruleFaults = (rule: unknown): readonly LocalFault[] => {
  if (rule === undefined) return [];
  if (!isRecord(rule) || !isRecord(rule['init']) || typeof rule['step'] !== 'function' || 's' in rule['init'])
    return [fault('Parameter', 'rule', 'a learning rule, as postPre([1e-4, 1e-2]) makes it', called(rule))];
  return Object.entries(rule['init'])
    .filter(([, place]) => !places.includes(place as string))
    .map(([name, place]) =>
      fault('Parameter', `init of '${name}'`, `${oneOf(places)} (where it lives; it starts at 0)`, shown(place)),
    );
};
