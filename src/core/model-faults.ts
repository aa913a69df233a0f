import { fault, oneOf, type LocalFault } from './faults/errors.js';
import type { AnyModel } from './model.js';
import { isTensor } from './tensor.js';
import { isModel } from './expect.js';
import { isRecord } from './faults/options.js';
import { unless } from './faults/refuse.js';
import { called, shown } from './faults/shown.js';

/** The fault of a value that is not a neuron model, or those of its parts. */
export const modelFaults = (model: unknown): readonly LocalFault[] =>
  isModel(model)
    ? partFaults(model as AnyModel)
    : [fault('Parameter', 'model', 'a neuron model, as lif() makes it', called(model))];

/** Parts of a model that types would refuse, as plain JavaScript lets through. */
const partFaults = ({ init, learned = [], noise, receptors = {} }: AnyModel): readonly LocalFault[] => [
  ...Object.entries(init).flatMap(([name, start]) =>
    unless(
      isInit(start),
      'Model',
      `init of '${name}'`,
      'a number, a boolean, a tensor, or a window of one',
      shown(start),
    ),
  ),
  ...learned
    .filter((name) => !(name in init))
    .map((name) => fault('Unknown', 'learned variable', oneOf(Object.keys(init)), shown(name))),
  ...unless(
    noise === undefined || noises.includes(noise),
    'Model',
    'noise',
    `${oneOf(noises)}, or absent`,
    shown(noise),
  ),
  ...Object.entries(receptors).flatMap(([name, receptor]) =>
    unless(typeof receptor === 'function', 'Model', `receptor '${name}'`, 'a function', shown(receptor)),
  ),
];

const noises: readonly string[] = ['row', 'neuron'];

const isInit = (start: unknown): boolean =>
  typeof start === 'number' ||
  typeof start === 'boolean' ||
  isTensor(start) ||
  (isRecord(start) && typeof start['window'] === 'number' && isInit(start['of']));
