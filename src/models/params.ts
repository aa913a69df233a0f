import { fault, type LocalFault } from '../core/errors.js';
import { sameShape, showShape, type Shape } from '../core/shape.js';
import { isTensor, paramValues } from '../core/tensor.js';

/** What a parameter has to be, in words and as a test. */
export interface Demand {
  readonly want: string;
  readonly holds: (value: number) => boolean;
}

export const positive: Demand = { want: 'positive', holds: (value) => value > 0 };
export const notNegative: Demand = { want: 'at least 0', holds: (value) => value >= 0 };
export const finite: Demand = { want: 'a finite number', holds: Number.isFinite };
export const number: Demand = { want: 'a number', holds: (value) => !Number.isNaN(value) };
export const lasting: Demand = { want: 'positive and finite', holds: (value) => value > 0 && value < Infinity };
export const whole: Demand = {
  want: 'a whole number of at least 1',
  holds: (value) => Number.isInteger(value) && value > 0,
};
export const fraction: Demand = { want: 'in [0, 1]', holds: (value) => value >= 0 && value <= 1 };

/** Checks the parameters of a layer: each a number or one number a neuron, and each as demanded. */
export const demand =
  <P extends object>(params: P, demands: { readonly [name in keyof P]?: Demand }) =>
  (shape: Shape): readonly LocalFault[] =>
    Object.entries<Demand | undefined>(demands).flatMap(([what, wanted]) =>
      wanted === undefined ? [] : paramFaults(what, params[what as keyof P], wanted, shape),
    );

/** What is wrong with one parameter; a tensor has to be of the given shape. */
export const paramFaults = (
  what: string,
  value: unknown,
  { want, holds }: Demand,
  shape: Shape,
): readonly LocalFault[] => {
  if (typeof value !== 'number' && !isTensor(value))
    return [fault('Parameter', what, `${want}, a number or ${showShape(shape)}`, JSON.stringify(value) ?? 'nothing')];
  if (typeof value !== 'number' && !sameShape(value.shape, shape))
    return [fault('Shape', what, `a number or ${showShape(shape)}`, showShape(value.shape))];
  const wrong = Array.from(paramValues(value)).find((x) => !holds(x));
  return wrong === undefined ? [] : [fault('Parameter', what, want, `${wrong}`)];
};

/** As `paramFaults` for what can only be one number. */
export const demandNumber = (what: string, value: number, { want, holds }: Demand): readonly LocalFault[] =>
  typeof value === 'number' && holds(value) ? [] : [fault('Parameter', what, want, `${value}`)];
