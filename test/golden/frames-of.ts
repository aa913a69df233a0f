import { rowsOf, stepsIn, tensor, type Frame, type Tensor } from '../../src/index.js';
import { entriesOf, isTensorJson, tensorOf, type Fields, type Json } from './case.js';

/** Where in the case's random numbers a run begins: they are given for all runs together. */
export interface Draws {
  readonly tensors: Fields;
  readonly from: number;
}

/** The frames of one `run` step: what is given once holds for every frame, what is given by rows goes row by row. */
export const framesOf = (
  step: Fields,
  dt: number,
  shapes: ReadonlyMap<string, readonly number[]>,
  draws: Draws,
): readonly Frame<Tensor>[] => {
  const steps = stepsIn(step['time'] as number, dt);
  const rowsByName = (
    field: Json | undefined,
    from: number,
    rows: (name: string, json: Json) => (step: number) => Tensor,
  ) => {
    const given = entriesOf(field).map(([name, json]) => [name, rows(name, json)] as const);
    return (index: number) => Object.fromEntries(given.map(([name, row]) => [name, row(from + index)]));
  };
  const inputs = rowsByName(step['inputs'], 0, (_, json) => {
    const x = tensorOf(json);
    return rows(x.shape.length === 1 ? { ...x, shape: [1, ...x.shape] } : x);
  });
  const inject = rowsByName(step['injects_v'], 0, (_, json) => perStep(tensorOf(json)));
  const forced = (field: string) =>
    rowsByName(step[field], 0, (name, json) => perStep(mask(tensorOf(json), shapes.get(name) ?? [])));
  const [clamp, unclamp] = [forced('clamp'), forced('unclamp')];
  const masks = rowsByName(step['masks'], 0, (_, json) => () => tensorOf(json));
  const drawn = rowsByName(draws.tensors, draws.from, (_, json) => rows(tensorOf(json)));
  const { reward } = step;
  return Array.from({ length: steps }, (_, index) => ({
    inputs: inputs(index),
    inject: inject(index),
    clamp: clamp(index),
    unclamp: unclamp(index),
    masks: masks(index),
    draws: drawn(index),
    ...(reward === undefined
      ? {}
      : { reward: isTensorJson(reward) ? tensorOf(reward) : tensor([], [reward as number]) }),
  }));
};

const rows = (x: Tensor): ((step: number) => Tensor) => {
  const all = [...rowsOf(x)];
  return (step) => all[step]!;
};

/** One axis: the same in every step; more: a row a step. */
const perStep = (x: Tensor): ((step: number) => Tensor) => (x.shape.length === 1 ? () => x : rows(x));

/** Forced neurons as a mask: given as one, or as indices `[k]` or `[t, k]`. */
const mask = (x: Tensor, shape: readonly number[]): Tensor => {
  if (x.dtype === 'bool') return x;
  const n = shape.reduce((a, b) => a * b, 1);
  const lead = x.shape.slice(0, -1);
  const data = new Uint8Array(lead.reduce((a, b) => a * b, 1) * n);
  const width = x.shape.at(-1)!;
  x.data.forEach((index, place) => {
    data[Math.floor(place / width) * n + index] = 1;
  });
  return { shape: [...lead, n], dtype: 'bool', data };
};
