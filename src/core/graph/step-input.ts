import type { Frame } from '../frame.js';
import type { Names, NetworkState } from '../network.js';
import type { Tree } from './tree.js';

/** A state whose names only its values know. */
export type AnyState<T> = NetworkState<Names, Names, T>;

/** The input of a step: a backend draws the step over it. */
export interface StepInput<T> {
  readonly state: AnyState<T>;
  readonly frame: Frame<T>;
}

// States and frames are records of records of values; only the names in their types hide it.
export const asTree = <T>(named: AnyState<T> | Frame<T> | StepInput<T>): Tree<T> => named as unknown as Tree<T>;
export const asState = <T>(tree: Tree<T>): AnyState<T> => tree as unknown as AnyState<T>;
export const asFrame = <T>(tree: Tree<T>): Frame<T> => tree as unknown as Frame<T>;
export const asStepInput = <T>(tree: Tree<T>): StepInput<T> => tree as unknown as StepInput<T>;
