import { afterEach, describe, expect, test, vi } from 'vitest';
import { eager, js, orThrow, vocabulary, wasm, type AnyNetwork } from '../../src/index.js';
import { retuned } from '../../src/live.js';
import { expectSame } from '../support/same.js';
import { play, type History } from '../support/trials.js';
import { casesOf, type Case } from './support/cases.js';
import { withOtherParameters } from './support/other-parameters.js';

afterEach(() => vi.restoreAllMocks());

/** How many modules and functions are compiled while something runs. */
const compiledBy = async <A>(work: () => Promise<A>): Promise<readonly [A, number]> => {
  const [module, made] = [vi.spyOn(WebAssembly, 'Module'), vi.spyOn(globalThis, 'Function')];
  const result = await work();
  const count = module.mock.calls.length + made.mock.calls.length;
  vi.restoreAllMocks();
  return [result, count];
};

const middle = 7;

/** The second half of a case in other networks, each of which takes the place of the one before it. */
const onward = async (backend: typeof wasm, { net, start, frames }: Case, others: readonly AnyNetwork[]) => {
  const first = await play(backend, net, start, frames.slice(0, middle), { normalise: false });
  const halves: { readonly ran: History; readonly compiled: number }[] = [];
  let from = net;
  for (const other of others) {
    const next = orThrow(retuned(from, first.state, other));
    const [ran, compiled] = await compiledBy(() => play(backend, next.net, next.state, frames.slice(middle)));
    halves.push({ ran, compiled });
    from = next.net;
  }
  return halves;
};

/** Words take turns, as both backends make programs whose numbers are data from one plan. */
const inTurns = casesOf(vocabulary, { samples: 1 }).map((of, k) => [of.name, of, k % 2 === 0 ? js : wasm] as const);

describe('every word of the vocabulary goes on with other parameters', () => {
  const counts: number[] = [];
  test.each(inTurns)('%s', async (_, of, backend) => {
    const { nets, count } = withOtherParameters(of.net, of.start, [0.97, 0.98]);
    counts.push(count);
    const want = await onward(eager, of, nets);
    const got = await onward(backend, of, nets);
    got.forEach(({ ran, compiled }, k) => {
      expectSame(ran.monitors, want[k]!.ran.monitors);
      expectSame({ ...ran.state }, { ...want[k]!.ran.state });
      // The first change makes programs whose numbers are data; no later one compiles anything.
      expect(k === 0 ? compiled > 0 : compiled === 0).toBe(true);
    });
  });
  test('and most have some that may change', () => {
    expect(counts.filter((count) => count > 2).length).toBeGreaterThan(counts.length * 0.8);
  });
});
