import { at, fault, type Fault } from '../../core/faults/errors.js';
import { shown } from '../../core/faults/shown.js';
import { isTensor } from '../../core/tensor.js';
import { deepest } from './text.js';

const plain = 'plain data: null, true or false, numbers, strings, tensors, arrays and records of them';

/** A record as literals and `JSON.parse` make them, not an instance of something, which would come back as something else. */
export const isPlainRecord = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Literals of another realm (a frame, a test runner) have its own Object.prototype, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const most = {
  deep: deepest / 2,
  /** Parts of a text that were written before: some seconds, far below the longest string. */
  repeated: 2 ** 24,
};

/** How deep an array or a record is, and how many parts its text has. */
interface Extent {
  readonly depth: number;
  readonly parts: number;
}
const leaf: Extent = { depth: 0, parts: 1 };

const isLeaf = (part: unknown): boolean =>
  part === null || typeof part === 'number' || typeof part === 'string' || typeof part === 'boolean';

/**
 * Why a value cannot be written as plain data: parts of other kinds, arrays and records that hold themselves, lie too deep, or are so often
 * the same that their text, in which each is written anew, would not end. `isWhole` are parts that are written in one piece. Each array and
 * record is walked once, however often it is referred to.
 */
export const plainFaults = (
  value: unknown,
  root: string,
  isWhole: (part: unknown) => boolean = isTensor,
): readonly Fault[] => {
  const faults: Fault[] = [];
  const refuse = (path: string, want: string, got: string): Extent => {
    faults.push(at('file')(fault('Data', path, want, got)));
    return leaf;
  };
  /** The extents of arrays and records; undefined as long as they are walked. */
  const known = new Map<object, Extent | undefined>();
  let walked = 1;
  const tooDeep = (path: string): Extent => refuse(path, `at most ${most.deep} deep`, 'more');
  const extentOf = (part: unknown, path: string, level: number): Extent => {
    if (isWhole(part)) return leaf;
    if (!Array.isArray(part) && !isPlainRecord(part)) return refuse(path, plain, shown(part));
    const before = known.get(part);
    if (before !== undefined) return level + before.depth > most.deep ? tooDeep(path) : before;
    return known.has(part) ? refuse(path, 'without itself inside', 'a cycle') : walk(part, path, level);
  };
  const walk = (part: readonly unknown[] | Readonly<Record<string, unknown>>, path: string, level: number): Extent => {
    const keys = Array.isArray(part) ? undefined : Object.keys(part);
    const items = keys === undefined ? (part as readonly unknown[]) : Object.values(part);
    if (level === most.deep && items.length > 0) return tooDeep(path);
    if (keys?.includes('__proto__') === true) refuse(path, 'without the key __proto__', 'one');
    known.set(part, undefined);
    walked += items.length;
    let [depth, parts] = [0, 1];
    for (let k = 0; k < items.length; k++) {
      const item = items[k];
      const inner = isLeaf(item)
        ? leaf
        : extentOf(item, keys === undefined ? `${path}[${k}]` : `${path}.${keys[k]}`, level + 1);
      depth = Math.max(depth, inner.depth + 1);
      parts += inner.parts;
    }
    known.set(part, { depth, parts });
    return { depth, parts };
  };
  const { parts } = isLeaf(value) ? leaf : extentOf(value, root, 0);
  if (faults.length === 0 && parts - walked > most.repeated)
    refuse(
      root,
      `with at most ${most.repeated} parts that were written before (a part that is referred to twice is written twice)`,
      'more',
    );
  return faults;
};
