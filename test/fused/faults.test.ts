import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  dense,
  eager,
  explain,
  filled,
  initial,
  input,
  js,
  layer,
  lif,
  network,
  orThrow,
  postPre,
  profiled,
  run,
  silence,
  tensor,
  traced,
  uniform,
  wasm,
  type AnyNetwork,
  type Backend,
  type Frame,
  type KernelTime,
  type Names,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { fastestHere } from '../../src/backends.js';
import { withRoom } from '../../src/backends/fused/memory.js';
import { refused } from '../support/trials.js';

const pair = (m: number, n: number): AnyNetwork =>
  orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer([m], traced(input())), Y: layer([n], traced(lif())) }, (connect) => ({
      XY: connect(
        'X',
        'Y',
        dense(uniform(1)),
        postPre([0.1, 0.1], (A, x) => A.maxOver(A.abs(x), [0])),
      ),
    })),
  );
const faultsOf = async (
  backend: Backend,
  net: AnyNetwork,
  frames: readonly Frame<Tensor>[],
  batch = 1,
): Promise<readonly string[]> =>
  (await refused(backend, net, initial(net, { batch }), frames, {})).left.faults.map(explain);

describe.each([wasm, js])('on $name', (backend) => {
  test('a network that needs more memory than addresses reach is a fault that says how much', async () => {
    const frame: Frame<Tensor> = { inputs: { X: filled([64, 3000], 1, 'bool') } };
    expect(await faultsOf(backend, pair(3000, 3000), [frame], 64)).toEqual([
      `backend '${backend.name}': memory must be at most 4 GiB (run fewer rows at once, or on 'eager'), got 4.37 GiB for 64 rows`,
    ]);
  });

  test('what a model throws for frames that it does not take is told as that', async () => {
    const particular: AnyModel = {
      term: { name: 'particular', params: {} },
      init: { s: false },
      step: (A, _, arriving) => {
        if (A.type(arriving).dtype === 'bool') throw new Error('spikes only as numbers');
        return { s: A.gt(arriving, 0) };
      },
    };
    const net: AnyNetwork = orThrow(network<Names, Names>({ dt: 1 }, { X: layer([2], particular) }));
    const [got] = await faultsOf(backend, net, [{ inputs: { X: tensor([2], [1, 0], 'bool') } }]).catch(() => ['']);
    // `network` may draw with spikes too, and then says so itself.
    expect(got).toBe(
      `backend '${backend.name}': step must be one that takes these frames, got an error: spikes only as numbers`,
    );
  });
});

describe('what WebAssembly refuses', () => {
  afterEach(() => void vi.restoreAllMocks());
  const frames: readonly Frame<Tensor>[] = [{ inputs: { X: tensor([2], [1, 0], 'bool') } }];
  const refuse = (message: string): (() => never) =>
    function () {
      throw new WebAssembly.CompileError(message);
    };

  test('is an error of the library, not lack of room, where it takes other modules', async () => {
    vi.spyOn(WebAssembly, 'Module').mockImplementationOnce(refuse('invalid at +7'));
    expect(await faultsOf(wasm, pair(2, 2), frames)).toEqual([
      "backend 'wasm': the compiled step must be free of errors of this library (please report this one), got an error: invalid at +7",
    ]);
  });

  test('is a fault of the place where it takes none', async () => {
    vi.spyOn(WebAssembly, 'Module').mockImplementation(refuse('disallowed by embedder'));
    expect(await faultsOf(wasm, pair(2, 2), frames)).toEqual([
      "backend 'wasm': the program must be where WebAssembly with SIMD is, and allowed (a page's policy needs 'wasm-unsafe-eval'; `fastest` runs anywhere), got an error: disallowed by embedder",
    ]);
  });

  test('is a fault of the place where there is no WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    const faults = await faultsOf(wasm, pair(2, 2), frames).finally(() => vi.unstubAllGlobals());
    expect(faults).toEqual([
      "backend 'wasm': the program must be where WebAssembly with SIMD is, and allowed (a page's policy needs 'wasm-unsafe-eval'; `fastest` runs anywhere), got an error: Cannot read properties of undefined (reading 'Memory')",
    ]);
  });

  test('`fastest` does without: it is js, or eager where no code may be made of text either', () => {
    expect(fastestHere()).toBe(wasm);
    vi.stubGlobal('WebAssembly', undefined);
    try {
      expect(fastestHere()).toBe(js);
      vi.stubGlobal('Function', refuse('disallowed by policy'));
      expect(fastestHere()).toBe(eager);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('as memory, is told with how much was wanted', async () => {
    const net = pair(2, 2);
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function () {
      throw new RangeError('could not allocate memory');
    });
    expect(await faultsOf(wasm, net, frames, 3)).toEqual([
      "backend 'wasm': memory must be 0.00 MiB for 3 rows, which this machine has not got free (run fewer rows at once), got an error: could not allocate memory",
    ]);
    vi.restoreAllMocks();
    expect(orThrow(await run(wasm, net, initial(net, { batch: 3 }), frames)).steps).toBe(1);
    expect(withRoom(2 ** 30, { backend: 'wasm', rows: 1 }, () => 'memory')).toBe('memory');
  });
});

test('each kernel is told with how often it ran, the slowest first', async () => {
  let told: readonly KernelTime[] = [];
  const backend = profiled((times) => (told = times));
  const net = pair(3, 2);
  for (const steps of [3, 2]) {
    orThrow(await run(backend, net, initial(net), silence(steps)));
    // Several kernels may have one name.
    expect(told.filter(({ calls }) => calls % steps !== 0)).toStrictEqual([]);
    expect(Math.min(...told.map(({ calls }) => calls))).toBe(steps);
    expect(told.map(({ ms }) => ms)).toStrictEqual(told.map(({ ms }) => ms).toSorted((a, b) => b - a));
    expect(told.length).toBeGreaterThan(3);
  }
});

test('what is to be told of the times of kernels has to be a function', () => {
  expect(() => profiled(1 as never)).toThrow('profiled: tell must be a function, got 1');
});
