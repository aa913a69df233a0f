import * as E from 'fp-ts/lib/Either.js';
import { unlessFaulty, type Fault, type Faults } from '../../core/faults/errors.js';
import type { Json } from './json.js';
import { shown } from '../../core/faults/shown.js';
import { showShape, type Shape } from '../../core/shape.js';
import { elementWidth, ours, type Described } from './elements.js';
import { isRecord } from '../../core/faults/options.js';
import { inFile, type Header } from './header.js';

/** A tensor's place in a file: bytes from the first after the header. */
export interface Entry extends Described {
  readonly begin: number;
  readonly end: number;
}

/**
 * Where every tensor lies: each filling its shape (as far as its type is known), and all of them the file, without gap or overlap.
 */
export const layout = ({ entries, start }: Header, bytes: number): E.Either<Faults, readonly Entry[]> => {
  const read = Object.entries(entries).map(([name, json]) => entryIn(name, json));
  const wrong = read.flatMap((entry) => (E.isLeft(entry) ? [entry.left] : []));
  const sound = read.flatMap((entry) => (E.isRight(entry) ? [entry.right] : []));
  return unlessFaulty(wrong.length > 0 ? wrong : placeFaults(sound, start, bytes), () => sound);
};

const entryIn = (name: string, json: Json): E.Either<Fault, Entry> => {
  const refuse = (what: string, want: string, got: string): E.Either<Fault, never> =>
    E.left(inFile(`${what} of tensor '${name}'`, want, got));
  if (!isRecord(json)) return refuse('entry', 'a record', shown(json));
  const { dtype: code, shape, data_offsets: offsets, ...rest } = json;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return refuse('entry', 'of dtype, shape and data_offsets', `'${unknown}'`);
  if (typeof code !== 'string') return refuse('dtype', 'the name of an element type, such as F32', shown(code));
  if (!isExtents(shape)) return refuse('shape', 'whole numbers of at least 0', shown(shape));
  if (!isExtents(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!)
    return refuse('data_offsets', '[begin, end]', shown(offsets));
  const [begin, end] = offsets as readonly [number, number];
  const width = elementWidth(code);
  const wanted = bytesOf(shape, width ?? 1);
  if (wanted === undefined) return refuse('shape', 'of no more bytes than can be counted', showShape(shape));
  return end - begin === wanted || width === undefined
    ? E.right({ name, code, shape, begin, end })
    : refuse('data', `${wanted} bytes, for ${ours(code) ?? code} ${showShape(shape)}`, `${end - begin}`);
};

const isExtents = (json: Json | undefined): json is readonly number[] =>
  Array.isArray(json) && json.every((part) => Number.isSafeInteger(part) && part >= 0);

/** The product, unless it is past all counting on the way. */
const bytesOf = (shape: Shape, width: number): number | undefined => {
  const all = shape.reduce((product, extent) => product * extent, width);
  const largest = shape.reduce((product, extent) => product * Math.max(extent, 1), width);
  return Number.isSafeInteger(largest) ? all : undefined;
};

/** Tensors have to follow each other; the last one ends where the file does. */
const placeFaults = (entries: readonly Entry[], start: number, bytes: number): readonly Fault[] => {
  const inOrder = entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end);
  const misplaced = inOrder.flatMap(({ name, begin }, place) => {
    const before = inOrder[place - 1]?.end ?? 0;
    return begin === before
      ? []
      : [
          inFile(
            `data of tensor '${name}'`,
            `from byte ${start + before}, where those before it end`,
            `byte ${start + begin}`,
          ),
        ];
  });
  const end = start + (inOrder.at(-1)?.end ?? 0);
  return misplaced.length > 0 || end === bytes
    ? misplaced
    : [inFile('length', `${end} bytes, as its header says`, `${bytes}${bytes < end ? ': the file is cut short' : ''}`)];
};
