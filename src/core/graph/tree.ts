import { shown } from '../faults/shown.js';
import { refused } from '../faults/errors.js';
import type { Type } from '../algebra.js';
import { mapEntries } from '../record.js';

/** Records of records of typed values: states and frames of networks, seen without their names. */
export type Tree<T> = T | { readonly [name: string]: Tree<T> };

const isLeaf = <T extends Type>(tree: Tree<T>): tree is T => {
  if (typeof tree !== 'object' || tree === null)
    throw refused('tree', 'part', 'a typed value, or a record of such', shown(tree));
  return 'dtype' in tree && typeof tree.dtype === 'string';
};

/** The path of a part of a record. */
export const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** The same tree with every leaf changed; `f` also gets the leaf's path, names joined by dots. */
export const mapTree = <T extends Type, U>(f: (leaf: T, path: string) => U, tree: Tree<T>, path = ''): Tree<U> =>
  isLeaf(tree) ? f(tree, path) : mapEntries(tree, (name, branch) => mapTree(f, branch, joined(path, name)));

/** Every leaf with its path, in the order of the record's keys. */
export const leaves = <T extends Type>(tree: Tree<T>, path = ''): readonly (readonly [path: string, leaf: T])[] =>
  isLeaf(tree) ? [[path, tree]] : Object.entries(tree).flatMap(([name, branch]) => leaves(branch, joined(path, name)));
