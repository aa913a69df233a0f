import { allFinite, type AllFinite } from '../check/finite.js';
import { arrays } from '../elements.js';
import { sameShape, type Shape } from '../shape.js';
import { isTruth, tensor, type Tensor } from '../tensor.js';
import { fields, type Field } from './frame-fields.js';
import { beyondUnit } from './frame-fit.js';
import { frameType, sameType, tensorOf, type FramePart, type FrameType, type TypedFrame } from './frame-type.js';
import { isFrame, type Frame } from '../frame.js';
import { isAmong, type Facts } from './source.js';

/** A tensor that fitted as it was given: others like it fit too. */
interface Fitted {
  readonly part: FramePart;
  readonly given: Shape;
  readonly count: number;
  /** Whether its elements are checked each time: numbers may be NaN, and some sources give bools that are neither 0 nor 1. */
  readonly doubtful: boolean;
  /** The elements that were checked last. */
  checked: Tensor['data'];
}

/** A type of frames, with the tensors of the last such frame; absent where one of them had to be repeated, or made a mask. */
interface Known {
  readonly type: FrameType;
  readonly tensors?: readonly Fitted[] | undefined;
}

/** The frames that a run has seen. Most are like one before, of which only the numbers need a second look. */
export interface FrameMemory {
  /** A frame like one that was remembered, fitted in the same way. */
  readonly recall: (frame: Frame<Tensor>) => TypedFrame | undefined;
  readonly remember: (given: Frame<Tensor>, fitted: Frame<Tensor>) => TypedFrame;
  /** Whether the elements of a part of a frame, or of many, are what they have to be. */
  readonly areSound: (part: FramePart, x: Tensor) => boolean;
}

/** How many types of frames are remembered; each frame may be compared with all of them. */
const most = 8;

export const frameMemory = ({ fresh, doubtful }: Facts, areFinite: AllFinite = allFinite): FrameMemory => {
  let known: readonly Known[] = [];

  const areElements = ({ field }: FramePart, x: Tensor): boolean => {
    if (x.dtype !== 'f32') return isTruth(x.data);
    return field === 'draws' ? beyondUnit(x) === undefined : areFinite(x.data as Float32Array);
  };

  const isDoubtful = ({ field, name, dtype }: FramePart): boolean =>
    dtype === 'f32' || (dtype === 'bool' && isAmong(doubtful, field, name));

  const fittedOf = (given: Frame<Tensor>, whole: Frame<Tensor>, type: FrameType): readonly Fitted[] | undefined => {
    const tensors = type.flatMap((part): readonly Fitted[] => {
      const { data } = tensorOf(whole, part)!;
      const one = part.field === 'reward' ? rewardOf(given.reward) : tensorOf(given, part);
      return one === undefined || one.data.length !== data.length || one.dtype !== part.dtype
        ? []
        : [{ part, given: one.shape, count: data.length, doubtful: isDoubtful(part), checked: data }];
    });
    return tensors.length === type.length ? tensors : undefined;
  };

  /** Elements that nobody writes into are checked once, however often they come. */
  const isSound = (x: Tensor, fitted: Fitted): boolean => {
    if (!fitted.doubtful || (fresh && x.data === fitted.checked)) return true;
    if (!areElements(fitted.part, x)) return false;
    fitted.checked = x.data;
    return true;
  };

  const fittedAs = (tensors: readonly Fitted[], frame: Frame<Tensor>): Frame<Tensor> | undefined => {
    const whole: Record<string, unknown> = {};
    let place = 0;
    const fit = (into: Record<string, unknown>, field: string, name: string, key: string, value: Tensor): boolean => {
      const fitted = tensors[place++];
      if (fitted?.part.field !== field || fitted.part.name !== name) return false;
      if (!isLike(value, fitted) || !isSound(value, fitted)) return false;
      const { shape } = fitted.part;
      into[key] = value.shape === shape ? value : { shape, dtype: value.dtype, data: value.data };
      return true;
    };
    for (const field in frame) {
      const given: unknown = frame[field as keyof Frame<Tensor>];
      if (field === 'ends') {
        if (typeof given !== 'boolean') return undefined;
        whole[field] = given;
      } else if (field === 'reward') {
        if (!fit(whole, field, '', field, rewardOf(given as number)!)) return undefined;
      } else {
        if (!fields.includes(field as Field) || typeof given !== 'object' || given === null) return undefined;
        const own: Record<string, unknown> = {};
        for (const name in given)
          if (!fit(own, field, name, name, (given as Readonly<Record<string, Tensor>>)[name]!)) return undefined;
        whole[field] = own;
      }
    }
    return place === tensors.length ? whole : undefined;
  };

  return {
    areSound: (part, x) => !isDoubtful(part) || areElements(part, x),
    recall: (frame) => {
      if (!isFrame(frame)) return undefined;
      for (const { type, tensors } of known) {
        const fitted = tensors && fittedAs(tensors, frame);
        if (fitted !== undefined) return { frame: fitted, type };
      }
      return undefined;
    },
    remember: (given, frame) => {
      const own = frameType(frame);
      const type = known.find((one) => sameType(one.type, own))?.type ?? own;
      const others = known.filter((one) => one.type !== type);
      known = [{ type, tensors: fittedOf(given, frame, type) }, ...others].slice(0, most);
      return { frame, type };
    },
  };
};

const rewardOf = (reward: Tensor | number | undefined): Tensor | undefined =>
  typeof reward === 'number' ? tensor([], [reward]) : reward;

const isLike = (value: Tensor | undefined, { part, given, count }: Fitted): value is Tensor =>
  value?.dtype === part.dtype &&
  value.data instanceof arrays[part.dtype] &&
  value.data.length === count &&
  (value.shape === given || (Array.isArray(value.shape) && sameShape(value.shape, given)));
