import type { Equivalent } from './entry.js';

/** Loops over a typed array, one for each operation, that would take a step more: each is known by how it goes on. */
const behindTheEnd: readonly Equivalent[] = [
  ' o[k] = x[k * i]! + y[k * j]!;',
  ' o[k] = x[k * i]! - y[k * j]!;',
  ' o[k] = Math.imul(',
  ' o[k] = x[k * i]! * y[k * j]!;',
  ' o[k] = x[k * i]! / y[k * j]!;',
  ' o[k] = Math.abs(',
  ' o[k] = expOf(',
  ' o[k] = logOf(',
  ' o[k] = x[k * i]! > y[k * j]! ?',
  ' o[k] = x[k * i]! >= y[k * j]! ?',
  ' o[k] = x[k * i]! < y[k * j]! ?',
  ' o[k] = x[k * i]! !== y[k * j]! ?',
  ' o[k] = x[k * i]! && y[k * j]! ?',
  ' o[k] = x[k * i]! || y[k * j]! ?',
  ' o[k] = x[k * i]! ? 0 : 1;',
  ' o[k] = x[k * i]! ? y[k * j]! : z[k * l]!;',
].map((body) => ({
  file: 'src/backends/eager/elementwise.ts',
  code: `k < o.length; k++)${body}`,
  becomes: `k <= o.length; k++)${body}`,
  reason: 'what is written behind the end of a typed array is lost',
}));

const addedBehindTheEnd: Equivalent = {
  file: 'src/backends/eager/elementwise.ts',
  code: 'k < count; k++) data[k]! += 0;',
  becomes: 'k <= count; k++) data[k]! += 0;',
  reason: 'what is written behind the end of a typed array is lost',
};

const sumsOfFinite: readonly Equivalent[] = (
  [
    ['let sum = 0;', 'let sum = 1;'],
    ['sum += data[k]! + data[k + 1]!', 'sum -= data[k]! + data[k + 1]!'],
    ['sum += data[k]! + data[k + 1]!', 'sum += data[k]! - data[k + 1]!'],
    ['+ (data[k + 2]! + data[k + 3]!)', '- (data[k + 2]! + data[k + 3]!)'],
    ['+ (data[k + 2]! + data[k + 3]!)', '+ (data[k + 2]! - data[k + 3]!)'],
    ['sum += data[k]!;', 'sum -= data[k]!;'],
  ] as const
).map(([code, becomes]) => ({
  file: 'src/core/check/finite.ts',
  code,
  becomes,
  reason: 'sums and differences of float32 are finite in float64 exactly where all of them are',
}));

/** Equivalent mutants of core and eager. */
export const inCore: readonly Equivalent[] = [
  ...behindTheEnd,
  addedBehindTheEnd,
  ...sumsOfFinite,
  {
    file: 'src/core/run/frame-memory.ts',
    code: "} else if (field === 'reward') {",
    becomes: "} else if (field !== 'reward') {",
    reason: 'frames are remembered only to save time: each is then fitted anew',
  },
  {
    file: 'src/core/graph/graph.ts',
    code: 'Object.is(value.data[0], -0)',
    becomes: 'Object.is(value.data[0], 0)',
    reason: 'zeros of the two signs have names of their own, whichever is called which',
  },
  {
    file: 'src/core/run/frame-reader.ts',
    code: 'let busy = false;',
    becomes: 'let busy = true;',
    reason: 'before the first frame is asked for there is no stream that could be closed',
  },
  {
    file: 'src/core/check/conductances.ts',
    code: '?? -1) >= 0) return undefined;',
    becomes: '?? -(1 + 1)) >= 0) return undefined;',
    reason: 'any number below 0 says that it is not known how small weights are',
  },
  {
    file: 'src/core/check/conductances.ts',
    code: 'if ((makerOf(weights)?.least ?? -1) >= 0) return',
    becomes: 'if (false) return',
    reason: 'weights that are known to be at least 0 are looked at one by one, and none is below',
  },
  {
    file: 'src/backends/eager/contract.ts',
    code: 'if (!Number.isFinite(factor)) return addAllButZeros',
    becomes: 'if (true) return addAllButZeros',
    reason: 'a sum that began at 0 is never -0, so that a product that is 0 changes nothing of it',
  },
  {
    file: 'src/backends/eager/elementwise.ts',
    code: 'if (x.data.length === count || x.data.length === 1) return x;',
    becomes: 'if (false) return x;',
    reason: 'what has an element for each place is copied, and a single number repeated: the same values',
  },
  {
    file: 'src/backends/eager/elementwise.ts',
    code: 'x.data.length === count || x.data.length === 1',
    becomes: 'x.data.length === count && x.data.length === 1',
    reason: 'what has an element for each place is copied, and a single number repeated: the same values',
  },
  {
    file: 'src/backends/eager/elementwise.ts',
    code: 'if (sameShape(x.shape, tail)) return repeated',
    becomes: 'if (false) return repeated',
    reason: 'places are found one by one below, by the strides of all axes',
  },
  ...(
    [
      ['data.byteOffset % 4 === 0', 'data.byteOffset * 4 === 0'],
      ['data.byteOffset % 4 === 0', 'false'],
      ['data.byteLength >> 2', 'data.byteLength >> (2 + 1)'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/core/elements.ts',
    code,
    becomes,
    reason: 'bytes that are not looked at four at a time are looked at one by one, to the same end',
  })),
  {
    file: 'src/core/elements.ts',
    code: 'let all = 0;',
    becomes: 'let all = 1;',
    reason: 'the lowest bit of a byte that is 0 or 1 may be either',
  },
  ...(
    [
      ['k < words.length; k++', 'k <= words.length; k++'],
      ['place < data.length; place++', 'place <= data.length; place++'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/core/elements.ts',
    code,
    becomes,
    reason: 'what is read behind the end of a typed array has no bits',
  })),
  ...(
    [
      [
        "(dtype !== 'bool' && (values instanceof arrays[dtype] || (dtype === 'f32' && ArrayBuffer.isView(values))))",
        '(false)',
      ],
      ['values instanceof arrays[dtype] || (', 'values instanceof arrays[dtype] && ('],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/core/elements.ts',
    code,
    becomes,
    reason: 'elements of a typed array that all are of the type are looked at one by one, and all are found to be',
  })),
  ...(
    [
      ['if (b.length === 0 || sameShape(a, b))', 'if (false)'],
      ['b.length === 0 || sameShape(a, b)', 'b.length === 0 && sameShape(a, b)'],
      ['a.length >= b.length ? [a, b]', 'a.length > b.length ? [a, b]'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/core/shape.ts',
    code,
    becomes,
    reason:
      'equal shapes and those without axes broadcast to the same axis by axis, whichever of two of as many axes comes first',
  })),
  {
    file: 'src/core/deferred.ts',
    code: 'k < data.length; k++) data[k] = f(',
    becomes: 'k <= data.length; k++) data[k] = f(',
    reason: 'what is written behind the end of a typed array is lost',
  },
  {
    file: 'src/core/response.ts',
    code: 'place < steps; place++',
    becomes: 'place <= steps; place++',
    reason: 'what is written behind the end of a typed array is lost',
  },
  {
    file: 'src/core/slots.ts',
    code: 'i < data.length; i++',
    becomes: 'i <= data.length; i++',
    reason: 'what is written behind the end of a typed array is lost',
  },
  {
    file: 'src/core/tensor.ts',
    code: 'if (a === b) return true;',
    becomes: 'if (false) return true;',
    reason: 'a tensor is found to be the same as itself by its maker or its elements too',
  },
  {
    file: 'src/core/float32.ts',
    code: 'new Float32Array(1)',
    becomes: 'new Float32Array((1 + 1))',
    reason: 'only its first number is used',
  },
  {
    file: 'src/core/check/conductances.ts',
    code: '?? -1) >= 0) return undefined;',
    becomes: '?? -1) > 0) return undefined;',
    reason: 'weights that are known to be at least 0 are looked at one by one, and none is below',
  },
];
