import * as fc from 'fast-check';

/** Values that nobody means to give, and some that somebody might. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<unknown>(
      Number.NaN,
      Infinity,
      -Infinity,
      -1,
      -0,
      0,
      1,
      1.5,
      2,
      1e-320,
      1e308,
      2 ** 31,
      2 ** 53,
      10n,
      '',
      'x',
      '1',
      'lif',
      'constructor',
      '__proto__',
      'toString',
      'AAAA',
      '\u0000',
      '\uD800',
      null,
      undefined,
      true,
      false,
      [],
      [[]],
      [0],
      [-1],
      [1, 2],
      [Number.NaN],
      {},
      { name: 'lif' },
      { name: 'lif', params: {} },
      { shape: [1], dtype: 'f32', data: 'AAAA' },
      { length: 3 },
      { of: null },
      new Float32Array(2),
      new Uint8Array(3),
      new Map(),
      new Date(0),
      Symbol('s'),
      () => 1,
      /x/,
    ),
  },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 2, maxKeys: 3 }) },
);

/** A change of plain data: at some place of it, one of a few things. */
export interface Edit {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'repeat' | 'rename' | 'move';
  readonly value: unknown;
}

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'repeat', 'rename', 'move'),
    value: junk,
  }),
  { minLength: 1, maxLength: 3 },
);

type Node = Record<string, unknown>;

/** Everywhere in plain data that can be changed: what holds it, and under which key. */
const places = (of: unknown): readonly (readonly [Node, string])[] =>
  typeof of !== 'object' || of === null || ArrayBuffer.isView(of)
    ? []
    : Object.keys(of).flatMap((key) => [[of as Node, key] as const, ...places((of as Node)[key])]);

/** Plain data, in JSON, with some edits. */
export const edited = (json: string, all: readonly Edit[]): unknown => {
  const root = { value: JSON.parse(json) as unknown };
  for (const { at, how, value } of all) {
    const found = places(root);
    if (found.length === 0) break;
    const [holder, key] = found[at % found.length]!;
    const other = found[(at * 7 + 3) % found.length]!;
    // Copied, as data that holds itself is no plain data.
    if (how === 'replace') holder[key] = copied(value);
    else if (how === 'remove') delete holder[key];
    else if (how === 'repeat' && Array.isArray(holder)) holder.push(holder[Number(key)]);
    // The length of an array keeps its own value.
    else if (how === 'rename')
      Reflect.defineProperty(holder, typeof value === 'string' ? value : `${key}s`, {
        value: holder[key],
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else holder[key] = copied(other[0][other[1]]);
  }
  return root.value;
};

/** A copy of what can be copied; a function or a symbol itself. */
const copied = (value: unknown): unknown => {
  try {
    return structuredClone(value);
  } catch {
    return typeof value === 'object' ? null : value;
  }
};

/** A change of bytes: set some, cut, or put some in. */
export const byteEdits: fc.Arbitrary<readonly (readonly [number, number, number])[]> = fc.array(
  fc.tuple(fc.nat(), fc.nat(7), fc.nat(255)),
  { minLength: 1, maxLength: 4 },
);

export const changedBytes = (
  bytes: Uint8Array,
  all: readonly (readonly [number, number, number])[],
): Uint8Array<ArrayBuffer> => {
  let copy = new Uint8Array(bytes);
  for (const [place, how, value] of all) {
    const at = copy.length === 0 ? 0 : place % copy.length;
    if (how === 6) copy = copy.slice(0, at);
    else if (how === 7) copy = new Uint8Array([...copy.subarray(0, at), value, ...copy.subarray(at)]);
    // The start of a file says what the rest is, so it is changed more often.
    else copy[how < 3 ? at : at % 64] = how === 5 ? copy[at]! ^ (1 << (value % 8)) : value;
  }
  return copy;
};
