import type { Either } from 'fp-ts/lib/Either.js';
import type { Fault, FaultError } from '../../core/faults/errors.js';
import type { Tensor } from '../../core/tensor.js';

/** What a pickle is made of, as far as it is read. Tuples are lists; a whole number past 2^53 is a bigint. */
export type Pickled = null | boolean | number | bigint | string | List | Dict | Global | Storage | StoredTensor;
export interface List {
  readonly kind: 'list';
  readonly items: Pickled[];
}
export interface Dict {
  readonly kind: 'dict';
  readonly entries: Map<string, Pickled>;
}
/** A name of a Python module, which is only a name here. */
export interface Global {
  readonly kind: 'global';
  readonly name: string;
}

/** The elements of one or more tensors, as they lie in a file of the archive. */
export interface Storage {
  readonly kind: 'storage';
  readonly code: string;
  readonly bytes: Uint8Array;
}

/** A tensor that is read once its path is known. */
export interface StoredTensor {
  readonly kind: 'tensor';
  readonly named: (path: string) => Either<Fault, Tensor>;
}

/** What a pickle may contain beside plain values. Nothing of it runs code of the file. */
export interface Words {
  /** Whether this name of a module may occur. */
  readonly knows: (name: string) => boolean;
  /** The result of a call of a known name; undefined if it cannot be called so. */
  readonly call: (name: string, given: readonly Pickled[]) => Pickled | undefined;
  /** What a persistent id stands for; undefined if nothing. */
  readonly persistent: (id: Pickled) => Pickled | undefined;
}

/** What a pickle's instructions work on. */
export interface Machine {
  readonly words: Words;
  readonly stack: Pickled[];
  /** The heights of the stack at which marks are. */
  readonly marks: number[];
  readonly memo: Map<number, Pickled>;
  /** The next bytes of the pickle. */
  readonly take: (length: number) => DataView;
  readonly text: (length: number) => string;
  readonly line: () => string;
  readonly refuse: (want: string, got: string) => FaultError;
}

export const listOf = (items: Pickled[]): List => ({ kind: 'list', items });
export const dictOf = (): Dict => ({ kind: 'dict', entries: new Map() });

export const isKind = <K extends 'list' | 'dict' | 'global' | 'storage' | 'tensor'>(
  kind: K,
  value: Pickled | undefined,
): value is Extract<Pickled, { readonly kind: K }> =>
  typeof value === 'object' && value !== null && value.kind === kind;
