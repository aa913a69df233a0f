import type { Type } from '../core/algebra.js';
import type { Frame } from '../core/frame.js';
import { asFrame, asState, asTree, type AnyState } from '../core/graph/step-input.js';
import { leaves, mapTree } from '../core/graph/tree.js';

export const mapState = <T extends Type, U>(f: (value: T) => U, state: AnyState<T>): AnyState<U> =>
  asState(mapTree(f, asTree(state)));

export const mapFrame = <T extends Type, U>(f: (value: T) => U, frame: Frame<T>): Frame<U> =>
  asFrame(mapTree(f, asTree(frame)));

export const valuesOf = <T extends Type>(state: AnyState<T>): readonly T[] =>
  leaves(asTree(state)).map(([, value]) => value);
