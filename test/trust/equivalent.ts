import { mutated, type Mutant } from './mutate.js';

/** A mutant that no test could notice, as all results stay the same: an equivalent mutant. */
export interface Equivalent {
  readonly file: string;
  /** Code that stands once in the file, and what the mutant makes of it. */
  readonly code: string;
  readonly becomes: string;
  /** Why nothing but time or memory changes. */
  readonly reason: string;
}

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

export const equivalents: readonly Equivalent[] = [
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
  {
    file: 'src/io/events/headed.ts',
    code: 'if (length < 0) return body',
    becomes: 'if (length <= 0) return body',
    reason: 'a line begins with its mark, so none has a length of 0',
  },
  {
    file: 'src/io/events/headed.ts',
    code: 'if (length < 0) return body',
    becomes: 'if (length < 1) return body',
    reason: 'a line begins with its mark, so none has a length of 0',
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
    file: 'src/io/events/evt2.ts',
    code: '[4, 0, 0]',
    becomes: '[4, 0, 1]',
    reason: 'words of 32 bits have no lower half, which is never read',
  },
  ...['(2 + 1) ** 10', '2 ** (10 + 1)', '2 * 10'].map((length) => ({
    file: 'src/models/connections/weights.ts',
    code: '2 ** 10',
    becomes: length,
    reason: 'angles are drawn by their places, however many of them at once',
  })),
  ...['[(1 + 1), 1]', '[1, (1 + 1)]'].map((image) => ({
    file: 'src/models/connections/windows.ts',
    code: 'windows([1, 1], [1])',
    becomes: `windows(${image}, [1])`,
    reason: 'a connection with faults is in no network, so nothing passes through the windows that stand there',
  })),
  {
    file: 'src/models/neurons/izhikevich.ts',
    code: 'value <= most',
    becomes: 'value < most',
    reason: 'what is divided by a damping of 1, as of a leak of 1 a step, stays the same',
  },
  {
    file: 'src/models/cells/conductance-based.ts',
    code: 'isGated(receptors) ?',
    becomes: 'true ?',
    reason: 'where no receptor is gated the voltage at which the drive is asked for has no part in it',
  },
  {
    file: 'src/models/cells/spike-source-poisson.ts',
    code: '2 * countable',
    becomes: '(2 + 1) * countable',
    reason: 'float32 counts steps up to 2^24, and both are beyond',
  },
  ...['apart >= round', 'true'].map((condition) => ({
    file: 'src/models/patterns/space.ts',
    code: 'if (apart > round) apart %= round;',
    becomes: `if (${condition}) apart %= round;`,
    reason: 'the shorter way round is the same with and without a whole round',
  })),
  ...['inputs', 'outputs'].map((nodes) => ({
    file: 'src/backends/gpujs/engine.ts',
    code: `${nodes}: [0],`,
    becomes: `${nodes}: [1],`,
    reason: 'an engine asks how many arrays a kernel has, not of which nodes they are',
  })),
  {
    file: 'src/core/check/conductances.ts',
    code: '?? -1) >= 0) return undefined;',
    becomes: '?? -1) > 0) return undefined;',
    reason: 'weights that are known to be at least 0 are looked at one by one, and none is below',
  },
  {
    file: 'src/models/patterns/pattern-of.ts',
    code: ': [0, 0];',
    becomes: ': [1, 0];',
    reason: 'a pattern without a seed draws nothing',
  },
  {
    file: 'src/models/patterns/pattern-of.ts',
    code: ': [0, 0];',
    becomes: ': [0, 1];',
    reason: 'a pattern without a seed draws nothing',
  },
  {
    file: 'src/models/encoders/single.ts',
    code: '? 0 : -1)',
    becomes: '? 0 : -(1 + 1))',
    reason: 'any step below 0 means that there is no spike',
  },
  {
    file: 'src/models/encoders/latency.ts',
    code: ': -1)),',
    becomes: ': -(1 + 1))),',
    reason: 'any step below 0 means that there is no spike',
  },
  {
    file: 'src/models/encoders/geometric.ts',
    code: '(word + 0.5) * powers',
    becomes: '(word + 0.5) / powers',
    reason: 'there is no bin for such a mantissa: the sum is NaN, and Math.log answers',
  },
  {
    file: 'src/models/encoders/geometric.ts',
    code: '- bins / 2;',
    becomes: '- bins / (2 + 1);',
    reason: 'a bin that is no whole number has no logarithm: the sum is NaN, and Math.log answers',
  },
  {
    file: 'src/models/encoders/poisson-quantile.ts',
    code: '1024',
    becomes: '(1024 + 1)',
    reason: 'how many tables are kept changes only how often they are made anew',
  },
  {
    file: 'src/io/events/events.ts',
    code: '2 * count',
    becomes: '(2 + 1) * count',
    reason: 'room grows by more than is needed, and only what is counted is read',
  },
  ...(
    [
      ['if (isInOrder()) return', 'if (false) return'],
      ['return true;', 'return false;'],
      ['if (time[k]! < time[k - 1]!) return', 'if (true) return'],
      ['k < count; k++', 'k <= count; k++'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/io/events/sorted.ts',
    code,
    becomes,
    reason: 'events that are in order are sorted for nothing, which keeps their order',
  })),
  ...(
    [
      ['if (count + more <= time.length) return;', 'if (count + more < time.length) return;'],
      ['if (count + more <= time.length) return;', 'if (false) return;'],
      ['2 * count', '2 / count'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/io/events/events.ts',
    code,
    becomes,
    reason: 'room is made more often than there is need to; what is in it is the same',
  })),
  ...(
    [
      ['records.ts', 'most = 1,', 'most = (1 + 1),'],
      ['evt2.ts', 'vector = 32;', 'vector = (32 + 1);'],
      ['prophesee.ts', 'evt3(of), start, 12)', 'evt3(of), start, (12 + 1))'],
      ['lines.ts', '(to >> 2) + 1', '(to >> 2) + (1 + 1)'],
      ['lines.ts', '(to >> 2) + 1', '(to << 2) + 1'],
    ] as const
  ).map(([file, code, becomes]) => ({
    file: `src/io/events/${file}`,
    code,
    becomes,
    reason: 'more room than is needed is made, and only what is counted is read',
  })),
  ...(
    [
      ['let separator = 0;', 'let separator = 1;'],
      ['fieldsFor(1)', 'fieldsFor((1 + 1))'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/io/events/lines.ts',
    code,
    becomes,
    reason: 'each line up to the first event finds its own, before any is read by it',
  })),
  ...['(1 + 1) << 16', '1 << (16 + 1)'].map((length) => ({
    file: 'src/io/events/source.ts',
    code: 'chunkLength = 1 << 16',
    becomes: `chunkLength = ${length}`,
    reason: 'a file gives the same events however it is cut into chunks',
  })),
  {
    file: 'src/io/events/packets.ts',
    code: 'if (isOver(byte)) return;',
    becomes: 'if (false) return;',
    reason: 'what follows the last packet is held, and never read',
  },
  ...(
    [
      ['exponents.has(bytes[at]!) ?', 'true ?'],
      ['count === 0 || count > 15', 'true'],
      ['count > 15', 'count >= 15'],
    ] as const
  ).map(([code, becomes]) => ({
    file: 'src/io/events/number-in.ts',
    code,
    becomes,
    reason: "the slower reading, which is JavaScript's own, gives the same",
  })),
  {
    file: 'src/io/events/sorted.ts',
    code: 'time[k]! < time[k - 1]!',
    becomes: 'time[k]! <= time[k - 1]!',
    reason: 'events of one time are sorted, which keeps their order',
  },
  ...[
    ['if (known.size >= most)', 'if (known.size > most)'],
    ['if (known.size >= most)', 'if (false)'],
    ['if (known.size >= most)', 'if (true)'],
    ['known.clear();', ';'],
    ["if (found === 'seen') known", "if (found !== 'seen') known"],
    ["if (found === 'seen') known", 'if (false) known'],
    ['if (known.size < most)', 'if (known.size <= most)'],
    ['if (known.size < most)', 'if (true)'],
    ['if (known.size < most)', 'if (false)'],
    ["= found === 'seen' ?", '= true ?'],
    ["= found === 'seen' ?", '= false ?'],
    ["= found === 'seen' ?", "= found !== 'seen' ?"],
    ['[256, 1024]', '[(256 + 1), 1024]'],
    ['u * parts', 'u / parts'],
  ].map(([code, becomes]) => ({
    file: 'src/models/encoders/poisson-quantile.ts',
    code: code!,
    becomes: becomes!,
    reason: 'a table gives the same quantiles as the sums, whenever it is made and wherever its search begins',
  })),
  ...[
    ['data.byteOffset % 4', 'data.byteOffset * 4'],
    ['= isRow ?', '= false ?'],
    ['data.length >> 2', 'data.length >> (2 + 1)'],
    ['if (words[word] !== 0)', 'if (true)'],
  ].map(([code, becomes]) => ({
    file: 'src/models/monitors/seen-spikes.ts',
    code: code!,
    becomes: becomes!,
    reason: 'bytes that are not looked at four at a time are looked at one by one',
  })),
  ...['k <= 4;', 'k < (4 + 1);'].map((becomes) => ({
    file: 'src/models/encoders/poisson.ts',
    code: 'k < 4;',
    becomes,
    reason: 'the number more is where the first one of the next place is, which is read only just after it is drawn',
  })),
  ...['bernoulli', 'poisson', 'poisson-intervals'].map((name) => ({
    file: `src/models/encoders/${name}.ts`,
    code: 'new Uint32Array(4)',
    becomes: 'new Uint32Array((4 + 1))',
    reason: 'four words are written and read',
  })),
  {
    file: 'src/models/data/order.ts',
    code: '-24)',
    becomes: '-(24 + 1))',
    reason: 'the second words only tell those apart of which the first are the same',
  },
  {
    file: 'src/models/data/batch.ts',
    code: 'fresh ? step.value',
    becomes: 'false ? step.value',
    reason: 'a copy of what nobody writes into is the same',
  },
  {
    file: 'src/models/patterns/draws.ts',
    code: 'new Uint32Array(4)',
    becomes: 'new Uint32Array((4 + 1))',
    reason: 'four words are written and read',
  },
  {
    file: 'src/models/patterns/draws.ts',
    code: 'low >= bound ||',
    becomes: 'low > bound ||',
    reason: 'a low word that is the bound is above any remainder by it',
  },
  {
    file: 'src/models/patterns/draws.ts',
    code: 'if (probability === 1)',
    becomes: 'if (false)',
    reason: 'the formula below gives 1 at probability 1 too, as its scale is 0',
  },
  {
    file: 'src/models/patterns/draws.ts',
    code: 'if (probability === 0) return () => Infinity;',
    becomes: 'if (false) return () => Infinity;',
    reason: 'the formula below gives Infinity at probability 0 too, but for one draw in 2^53, which rounds to 1',
  },
  {
    file: 'src/plot/curve.ts',
    code: 'k < all;) {',
    becomes: 'k <= all;) {',
    reason: 'behind the last point there is none: a line is broken there that has ended',
  },
  {
    file: 'src/plot/time.ts',
    code: 'maximumFractionDigits: 7 }',
    becomes: 'maximumFractionDigits: (7 + 1) }',
    reason: 'four digits that matter of a number of at least 0.0001 end at the seventh place',
  },
  ...[
    ['left: 0,', 'left: 1,'],
    ['width: 1,', 'width: (1 + 1),'],
  ].map(([code, becomes]) => ({
    file: 'src/plot/axes.ts',
    code: code!,
    becomes: becomes!,
    reason: 'of ticks of a y axis only the words are asked for, which do not depend on where it lies',
  })),
  ...['total = 0', 'left = 0'].map((code) => ({
    file: 'src/sweep/progress.ts',
    code: `${code},`,
    becomes: `${code.replace('0', '1')},`,
    reason: 'what is not given only has to pass as a number of at least 0',
  })),
  {
    file: 'src/backends/tfjs/contract.ts',
    code: 'moving[place - 1]! < axis',
    becomes: 'moving[place - 1]! <= axis',
    reason: 'no axis stands twice in an order',
  },
  {
    file: 'src/plot/heat-map.ts',
    code: 'part / 255',
    becomes: 'part / (255 + 1)',
    reason: 'no shade lies so near to where black and white have the same contrast',
  },
  {
    file: 'src/plot/plot.ts',
    code: 'if (x > 0 && x + wide > width)',
    becomes: 'if (x > 1 && x + wide > width)',
    reason: 'the second entry of a row is at least 42 pixels from its beginning',
  },
  {
    file: 'src/plot/range.ts',
    code: 'const largest = 1e300;',
    becomes: 'const largest = (1e300 + 1);',
    reason: 'the sum is 1e300 in floating point',
  },
  {
    file: 'src/backends/fused/instance.ts',
    code: 'if (!isShared || !tables.has(value)) writeConstant',
    becomes: 'if (true) writeConstant',
    reason: 'a table that lies in memory is written there once more, the same',
  },
  {
    file: 'src/backends/fused/kernels/kernel.ts',
    code: 'id: -1,',
    becomes: 'id: 1,',
    reason:
      'constants that kernels bring along are told apart as objects; numbers of nodes are read of what is computed only',
  },
  {
    file: 'src/io/file/strided.ts',
    code: 'if (sameShape(steps, dense)) return',
    becomes: 'if (false) return',
    reason: 'numbers that lie in order are copied one by one, to the same places',
  },
  {
    file: 'src/io/file/crc.ts',
    code: '{ length: 256 }',
    becomes: '{ length: (256 + 1) }',
    reason: 'no byte is above 255, so what is behind is never read',
  },
  {
    file: 'src/io/file/numbers.ts',
    code: 'return isLittle ? bytes :',
    becomes: 'return false ? bytes :',
    reason: 'a copy of the bytes, in the order that they have, is the same',
  },
  {
    file: 'src/io/file/json.ts',
    code: 'if (inner.length === 0) return',
    becomes: 'if (false) return',
    reason: 'an array of the last axis is made of one number after the other, the same',
  },
  {
    file: 'src/io/hdf5/checksum.ts',
    code: 'new Int32Array(3)',
    becomes: 'new Int32Array((3 + 1))',
    reason: 'three words are mixed, and a fourth is never read',
  },
  {
    file: 'src/io/hdf5/checksum.ts',
    code: 'at + k < bytes.length; k++)',
    becomes: 'at + k <= bytes.length; k++)',
    reason: 'what lies behind the last byte adds nothing to its word',
  },
  {
    file: 'src/io/hdf5/filters.ts',
    code: 'k < each; k++)',
    becomes: 'k <= each; k++)',
    reason: 'one round more writes behind the end, or what the bytes that are left over then take the place of',
  },
  {
    file: 'src/io/hdf5/filters.ts',
    code: 'b < width; b++)',
    becomes: 'b <= width; b++)',
    reason: 'a byte more of each element is the first of the next one, which is written after it',
  },
  {
    file: 'src/io/hdf5/global-heap.ts',
    code: 'known.set(address, objects);',
    becomes: ';',
    reason: 'collections are remembered only to save time',
  },
  {
    file: 'src/io/hdf5/soft-links.ts',
    code: 'known.set(address, links);',
    becomes: ';',
    reason: 'links are remembered only to save time',
  },
  {
    file: 'src/io/hdf5/superblock.ts',
    code: '{ address: 8, length: 8 }',
    becomes: '{ address: (8 + 1), length: 8 }',
    reason: 'a superblock says itself how wide its numbers are',
  },
  {
    file: 'src/io/hdf5/superblock.ts',
    code: '{ address: 8, length: 8 }',
    becomes: '{ address: 8, length: (8 + 1) }',
    reason: 'a superblock says itself how wide its numbers are',
  },
  {
    file: 'src/io/hdf5/superblock.ts',
    code: 'start + signature.length <=',
    becomes: 'start - signature.length <=',
    reason: 'what lies behind the end is no signature',
  },
  {
    file: 'src/io/hdf5/tree-two.ts',
    code: 'level < depth; level++)',
    becomes: 'level <= depth; level++)',
    reason: 'the total of the root is never read: a pointer tells those of levels below',
  },
  {
    file: 'src/io/lz4.ts',
    code: '(flags & 8) !== 0',
    becomes: '(flags & (8 + 1)) !== 0',
    reason: 'a frame that names a dictionary, as the lowest bit says, is refused',
  },
  {
    file: 'src/io/inflated.ts',
    code: 'source.cancel().catch(() => undefined);',
    becomes: ';',
    reason: 'what is left of a stream that is not read on is not inflated',
  },
  {
    file: 'src/io/growing.ts',
    code: 'new Uint8Array(1024)',
    becomes: 'new Uint8Array((1024 + 1))',
    reason: 'there is room before it is needed, in other amounts',
  },
  {
    file: 'src/io/growing.ts',
    code: '2 * room.length',
    becomes: '(2 + 1) * room.length',
    reason: 'there is room before it is needed, in other amounts',
  },
  {
    file: 'src/io/growing.ts',
    code: '2 * room.length',
    becomes: '2 / room.length',
    reason: 'room is made anew whenever it is needed',
  },
  {
    file: 'src/io/growing.ts',
    code: 'if (used + count <= room.length) return;',
    becomes: 'if (false) return;',
    reason: 'room is made anew although there is some',
  },
  {
    file: 'src/io/lz4.ts',
    code: '(flags & 16) === 0',
    becomes: '(flags & (16 + 1)) === 0',
    reason: 'a frame that names a dictionary, as the lowest bit says, is refused',
  },
  {
    file: 'src/io/lz4.ts',
    code: '(flags & 4) !== 0',
    becomes: '(flags & (4 + 1)) !== 0',
    reason: 'a frame that names a dictionary, as the lowest bit says, is refused',
  },
  {
    file: 'src/io/lz4.ts',
    code: 'start === 15 ? 255 : 0;',
    becomes: 'start === 15 ? 255 : 1;',
    reason: 'a length of fewer than 15 goes on with no byte, whatever is not 255',
  },
  {
    file: 'src/io/transposed.ts',
    code: 'column < columns; column++)',
    becomes: 'column <= columns; column++)',
    reason: 'what is written behind the end of a typed array is lost',
  },
  {
    file: 'src/io/growing.ts',
    code: 'if (used + count <= room.length) return;',
    becomes: 'if (used + count < room.length) return;',
    reason: 'room that is just filled is made larger before there is need to; what is in it is the same',
  },
  {
    file: 'src/backends/fused/kernels/settled.ts',
    code: 'bits)]]), 0, 1)',
    becomes: 'bits)]]), 1, 1)',
    reason: 'all that is read there is single numbers, which have no place',
  },
];

/** The entry of a mutant of a file with some code, if it is an equivalent one. */
export const equivalentOf = (one: {
  readonly file: string;
  readonly code: string;
  readonly mutant: Mutant;
}): Equivalent | undefined => {
  const changed = mutated(one.code, one.mutant);
  return equivalents.find(
    ({ file, code, becomes }) => file === one.file && one.code.replace(code, () => becomes) === changed,
  );
};
