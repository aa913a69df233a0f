import type { Shape } from '../../core/shape.js';
import type { Numbers, NumberType } from '../file/numbers.js';

/** Numbers of one type in a shape, row by row; a shape of no axes is one number. */
export interface NumberArray extends Described {
  readonly shape: Shape;
  readonly dtype: NumberType;
  readonly data: Numbers;
}

/** One of some names, as files have it for what h5py calls an enumeration. */
export interface Choice {
  readonly shape: readonly [];
  readonly dtype: 'choice';
  readonly names: readonly string[];
  readonly data: string;
}

/** What is said of a group or a dataset. */
export interface Described {
  /** Written; passed over when a file is read. */
  readonly attributes?: Readonly<Record<string, NumberArray | TextArray | Choice>>;
  /** The text of an attribute, of a dataset that `readPaths` read; undefined where it has none of this name. */
  readonly textAttribute?: (name: string) => string | undefined;
}

/** Texts in a shape. */
export interface TextArray extends Described {
  readonly shape: Shape;
  readonly dtype: 'text';
  readonly data: readonly string[];
}

export type Dataset = NumberArray | TextArray;

/** Numbers in a shape, in each place a list of any length, which is read when it is asked for. */
export interface ListArray extends Described {
  readonly shape: Shape;
  readonly dtype: 'lists';
  /** The list at a place, counted row by row. */
  readonly at: (place: number) => NumberArray;
}

export type AnyDataset = Dataset | ListArray;

/** A group: its members by name. */
export interface Group<D = Dataset> extends Described {
  readonly members: ReadonlyMap<string, Group<D> | D>;
}

export type AnyGroup = Group<AnyDataset>;

/** A group of these members. */
export const groupOf = (members: Readonly<Record<string, Group | Dataset>>): Group => ({
  members: new Map(Object.entries(members)),
});

export const isGroup = <D extends object>(item: Group<D> | D): item is Group<D> => 'members' in item;

/** The item at a path of a group, such as `spikes/times`; undefined where there is none. */
export const itemAt = <D extends object>(group: Group<D>, path: string): Group<D> | D | undefined =>
  path
    .split('/')
    .reduce<Group<D> | D | undefined>(
      (item, name) => (item && isGroup(item) ? item.members.get(name) : undefined),
      group,
    );
