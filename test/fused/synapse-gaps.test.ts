import { describe, expect, test } from 'vitest';
import {
  bernoulli,
  clipped,
  delayed,
  eager,
  fixedOutDegree,
  fixedProbability,
  frames,
  initial,
  input,
  js,
  layer,
  lif,
  monitor,
  network,
  normal,
  orThrow,
  patternOfRows,
  record,
  run,
  sparse,
  tensor,
  uniform,
  wasm,
  type Backend,
  type PatternOf,
} from '../../src/index.js';
import { packed, startsIn } from '../../src/core/places.js';
import { tablesOf } from '../../src/backends/fused/kernels/synapse-places.js';

const [m, n] = [30, 700];

/** Neurons that add up what reaches them at once, and after the time of each synapse. */
const voltages = async (backend: Backend, pattern: PatternOf) => {
  const wires = sparse(pattern, uniform(1, -1, 1));
  const cells = lif({ thresh: 1e30 });
  const net = orThrow(
    network({ dt: 1 }, { X: layer([m], input()), Y: layer([n], cells), Z: layer([n], cells) }, (connect) => ({
      XY: connect('X', 'Y', wires),
      XZ: connect('X', 'Z', delayed(wires, clipped(normal(2, 3, 1), 1, 6))),
    })),
  );
  const drive = frames({ X: bernoulli(3, tensor([m], Array<number>(m).fill(0.3)), 12) });
  const watched = { Y: monitor(net, 'Y', 'v', record()), Z: monitor(net, 'Z', 'v', record()) };
  return orThrow(await run(backend, net, initial(net), drive, watched)).monitors;
};

/** Whether the targets of a pattern are kept as gaps, by a byte each. */
const areGaps = (pattern: PatternOf): boolean => {
  const { pre, post } = pattern(m, n);
  const starts = startsIn(Int32Array.from(pre), m);
  const { places, areGaps: are } = tablesOf(packed({ _tag: 'Each', places: Uint16Array.from(post) }, n), starts)!;
  expect(places.table.BYTES_PER_ELEMENT).toBe(are ? 1 : 2);
  return are;
};

/** Three targets of the first source, and one of the second. */
const rows = (targets: readonly number[]): PatternOf => {
  const pattern = patternOfRows([0, 3, ...Array<number>(m - 1).fill(4)], targets);
  return () => pattern;
};

const listedByTargets: PatternOf = (from, to) => {
  const { pre, post } = fixedProbability(1, 0.1)(to, from);
  return { pre: post, post: pre };
};

describe.each<[string, PatternOf, boolean]>([
  ['many', fixedProbability(1, 0.1), true],
  ['several of one pair', fixedOutDegree(1, 100, { multapses: true }), true],
  ['few', fixedOutDegree(1, 2), false],
  ['as far apart as a byte tells', rows([255, 510, 699, 0]), true],
  ['farther apart', rows([0, 256, 511, 3]), false],
  ['first far away', rows([0, 1, 2, 256]), false],
  ['listed by their targets', listedByTargets, false],
  ['not in order', rows([9, 8, 7, 3]), false],
])('targets that are %s', (_, pattern, are) => {
  test(are ? 'are kept as gaps' : 'are kept as they are', () => expect(areGaps(pattern)).toBe(are));
  test('get the same bits on every backend', async () => {
    const want = await voltages(eager, pattern);
    expect(new Set(want.Z.data).size).toBeGreaterThan(3);
    for (const backend of [wasm, js]) expect(await voltages(backend, pattern)).toStrictEqual(want);
  });
});
