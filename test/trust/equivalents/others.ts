import type { Equivalent } from './entry.js';

/** Equivalent mutants of the other backends, of plots and of sweeps. */
export const inOthers: readonly Equivalent[] = [
  ...['inputs', 'outputs'].map((nodes) => ({
    file: 'src/backends/gpujs/engine.ts',
    code: `${nodes}: [0],`,
    becomes: `${nodes}: [1],`,
    reason: 'an engine asks how many arrays a kernel has, not of which nodes they are',
  })),
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
    file: 'src/backends/fused/kernels/settled.ts',
    code: 'bits)]]), 0, 1)',
    becomes: 'bits)]]), 1, 1)',
    reason: 'all that is read there is single numbers, which have no place',
  },
];
