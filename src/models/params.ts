import { expectRecord } from '../core/check/expect.js';
import { fault, type LocalFault } from '../core/errors.js';
import { sameShape, showShape, type Shape } from '../core/shape.js';
import { shown } from '../core/check/shown.js';
import { isTensor, type Param } from '../core/tensor.js';

/** What a number has to be, in words and as a test. */
export interface Demand {
  readonly want: string;
  readonly holds: (value: number) => boolean;
}

/** A `Demand` on a parameter that may be one number, or one for each neuron, with numbers that are usual for it. */
export interface ParamDemand extends Demand {
  readonly is: 'param';
  /** What a tensor has one number for: each neuron of the layer, or each weight of the connection. */
  readonly per: 'neuron' | 'weight';
  readonly usual: Range;
  /** Only for the type. */
  readonly type?: Param;
}

/** A `Demand` on a parameter that can only be one number. */
export interface NumberDemand extends Demand {
  readonly is: 'number';
  readonly usual: Range;
  /** Only for the type. */
  readonly type?: number;
}

/** Values that are usual, both ends included: where tests look, unless a table of parameters says otherwise. */
export type Range = readonly [min: number, max: number];

const param = (usual: Range, want: string, holds: Demand['holds']): ParamDemand => ({
  is: 'param',
  per: 'neuron',
  usual,
  want,
  holds,
});

export const positive: ParamDemand = param([0.5, 50], 'positive', (value) => value > 0);
export const notNegative: ParamDemand = param([0, 10], 'at least 0', (value) => value >= 0);
export const finite: ParamDemand = param([-10, 10], 'a finite number', Number.isFinite);
export const number: ParamDemand = param([-10, 10], 'a number', (value) => !Number.isNaN(value));
export const lasting: ParamDemand = param([1, 10], 'positive and finite', (value) => value > 0 && value < Infinity);
export const whole: ParamDemand = param(
  [1, 5],
  'a whole number of at least 1',
  (value) => Number.isInteger(value) && value > 0,
);
export const fraction: ParamDemand = param([0, 1], 'in [0, 1]', (value) => value >= 0 && value <= 1);

/** Checks the parameters of a layer: each a number or one number a neuron, and each as demanded. */
export const demand =
  <P extends object>(params: P, demands: { readonly [name in keyof P]?: Demand }) =>
  (shape: Shape): readonly LocalFault[] => {
    expectRecord('demand', params, 'parameters');
    expectRecord('demand', demands, 'demands');
    return Object.entries<Demand | undefined>(demands).flatMap(([what, wanted]) =>
      wanted === undefined ? [] : paramFaults(what, params[what as keyof P], wanted, shape),
    );
  };

/** What is wrong with one parameter; a tensor has to be of the given shape. */
export const paramFaults = (what: string, value: unknown, demanded: Demand, shape: Shape): readonly LocalFault[] => {
  expectRecord('paramFaults', demanded, 'demand');
  const { want, holds } = demanded;
  if (typeof value !== 'number' && !isTensor(value))
    return [fault('Parameter', what, `${want}, a number or ${showShape(shape)}`, shown(value))];
  if (typeof value !== 'number' && !sameShape(value.shape, shape))
    return [fault('Shape', what, `a number or ${showShape(shape)}`, showShape(value.shape))];
  const wrong = (typeof value === 'number' ? [value] : value.data).find((x) => !holds(x));
  return wrong === undefined ? [] : [fault('Parameter', what, want, `${wrong}`)];
};

/** As `paramFaults` for what can only be one number. */
export const demandNumber = (what: string, value: number, demanded: Demand): readonly LocalFault[] => {
  expectRecord('demandNumber', demanded, 'demand');
  const { want, holds } = demanded;
  return typeof value === 'number' && holds(value) ? [] : [fault('Parameter', what, want, shown(value))];
};
