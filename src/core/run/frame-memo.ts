import { isFrame, type Frame } from './frame.js';
import { allFinite } from '../check/finite.js';
import { fields, type Field } from './frame-fields.js';
import type { Shape } from '../shape.js';
import type { Facts } from './source.js';
import { isTruth, tensor, type Dtype, type Tensor } from '../tensor.js';

/** A tensor that was found to fit as it is: others of its kind do, too. It lives only inside a run. */
interface Seen {
  readonly given: Shape;
  readonly dtype: Dtype;
  readonly count: number;
  readonly full: Shape;
  /** Whether its elements have to be looked at: bools that a source may have got wrong, numbers that may be none. */
  readonly doubtful: boolean;
  /** The elements that were looked at last. */
  looked: Tensor['data'];
}

/**
 * What a run remembers of its frames. Most are like the one before, and need no second look at anything but their numbers.
 */
export interface FrameMemo {
  /** The fitted frame, where everything in it is of a kind that has been seen; else undefined. */
  readonly fitted: (frame: Frame<Tensor>) => Frame<Tensor> | undefined;
  readonly remember: (given: Frame<Tensor>, fitted: Frame<Tensor>) => void;
}

type Kinds = Map<string, Seen>;

export const frameMemo = (rewarded: boolean, { fresh, doubtful }: Facts): FrameMemo => {
  const isDoubtful = (path: string, dtype: Dtype): boolean =>
    dtype === 'f32' || (dtype === 'bool' && (doubtful === 'anywhere' || doubtful.includes(path)));
  /** Elements that nobody writes into need a look only once, however often they come. */
  const isLike = (value: Tensor, seen: Seen): boolean => {
    if (!isOfKind(value, seen)) return false;
    if (!seen.doubtful || (fresh && value.data === seen.looked)) return true;
    if (value.dtype === 'f32' ? !allFinite(value.data as Float32Array) : !isTruth(value.data)) return false;
    seen.looked = value.data;
    return true;
  };
  const kindsOf = new Map<string, Kinds>(fields.map((field) => [field, new Map()]));

  const fittedField = (kinds: Kinds, given: Readonly<Record<string, Tensor>>): typeof given | undefined => {
    const result: Record<string, Tensor> = {};
    for (const name in given) {
      const value = given[name];
      const seen = kinds.get(name);
      if (value === undefined || seen === undefined || !isLike(value, seen)) return undefined;
      result[name] = value.shape === seen.full ? value : { shape: seen.full, dtype: value.dtype, data: value.data };
    }
    return result;
  };

  return {
    fitted: (frame) => {
      if (!isFrame(frame)) return undefined;
      const result: Record<string, unknown> = {};
      for (const field in frame) {
        const given = frame[field as keyof Frame<Tensor>];
        if (field === 'ends') {
          if (typeof given !== 'boolean') return undefined;
          result[field] = given;
        } else if (field === 'reward') {
          if (typeof given !== 'number' || !Number.isFinite(given)) return undefined;
          result[field] = tensor([], [given]);
        } else {
          const kinds = kindsOf.get(field);
          if (kinds === undefined || typeof given !== 'object' || given === null) return undefined;
          const fitted = fittedField(kinds, given as Readonly<Record<string, Tensor>>);
          if (fitted === undefined) return undefined;
          result[field] = fitted;
        }
      }
      return rewarded && frame.reward === undefined ? undefined : (result as Frame<Tensor>);
    },
    remember: (given, fitted) => {
      for (const [field, kinds] of kindsOf)
        for (const [name, value] of Object.entries<Tensor | undefined>(fitted[field as Field] ?? {})) {
          const original = given[field as Field]?.[name];
          // What had to be repeated, or made a mask, is looked at again each time.
          if (value !== undefined && original?.data === value.data)
            kinds.set(name, {
              given: original.shape,
              dtype: value.dtype,
              count: value.data.length,
              full: value.shape,
              doubtful: isDoubtful(`${field} ${name}`, value.dtype),
              looked: value.data,
            });
        }
    },
  };
};

const isOfKind = ({ shape, dtype, data }: Tensor, seen: Seen): boolean =>
  shape === seen.given &&
  dtype === seen.dtype &&
  data.length === seen.count &&
  (dtype === 'f32'
    ? data instanceof Float32Array
    : dtype === 'bool'
      ? data instanceof Uint8Array
      : data instanceof Int32Array);
